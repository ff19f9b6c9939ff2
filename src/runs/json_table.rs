//! Tables as JSON: one object a line, or a list of objects somewhere in a document.
//! What is nested is named by its path, `config.model.n_params`.

use std::io::{BufRead, BufReader, Read};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::canonical::hexadecimal;
use super::error::{InputError, Problem};
use super::records::Records;

/// The longest line, and the largest document, that are read.
const LONGEST_LINE: u64 = 1 << 20;
const LARGEST_MIB: u64 = 256;
/// Records that are looked at for the names of columns.
const LOOKED_AT: usize = 1000;
/// Objects inside one another, at most.
const DEEPEST: usize = 32;

/// The cells of one record, by path.
type Cells = Vec<(String, String)>;

/// A table in JSON.
pub(super) struct Objects<'a> {
    file: &'a str,
    names: Vec<String>,
    /// Records that were read to find the names, last first.
    ahead: Vec<(u64, Cells)>,
    lines: Option<Lines<'a>>,
    row: u64,
    cells: Vec<String>,
    /// Of a document; of lines it is summed on the way.
    sha256: Option<String>,
}

/// Lines that are an object each.
struct Lines<'a> {
    file: &'a str,
    input: Box<dyn BufRead + 'a>,
    hash: Sha256,
    line: u64,
}

impl<'a> Objects<'a> {
    /// Finds the names of the columns.
    pub fn open(file: &'a str, input: impl Read + 'a) -> Result<Self, InputError> {
        let mut input = BufReader::new(input);
        let mut first = Vec::new();
        let mut begun = 0;
        // The first line that is not blank tells lines from a document.
        while first.trim_ascii().is_empty() {
            first.clear();
            begun += 1;
            let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut first);
            if read.map_err(|e| Problem::unreadable(&e).at(file))? == 0 {
                return Err(Problem::Empty.at(file));
            }
        }
        let is_line = first.trim_ascii_start().starts_with(b"{")
            && matches!(value(&first), Ok(Value::Object(object)) if is_record(&object));
        if !is_line {
            return Objects::of_document(file, &first, input);
        }
        let hash = Sha256::new();
        let input: Box<dyn BufRead> = Box::new(std::io::Cursor::new(first).chain(input));
        let mut lines = Lines { file, input, hash, line: begun - 1 };
        let mut ahead = Vec::new();
        while ahead.len() < LOOKED_AT {
            match lines.next()? {
                Some(found) => ahead.push(found),
                None => break,
            }
        }
        Ok(Objects::new(file, ahead, Some(lines), None))
    }

    /// A document that holds a list of records.
    fn of_document(file: &'a str, first: &[u8], rest: impl Read) -> Result<Self, InputError> {
        let all = super::open::all_bytes(file, first.chain(rest), LARGEST_MIB)?;
        let found = value(&all).map_err(|error| Problem::BadJson(error.to_string()).at(file))?;
        let mut lists = Vec::new();
        lists_of_records(&found, 0, &mut lists);
        let [list] = lists[..] else { return Err(Problem::NoRecords(lists.len()).at(file)) };
        let mut ahead = Vec::new();
        for (i, record) in list.iter().enumerate() {
            ahead.push((i as u64 + 1, flat(record).map_err(|p| p.at(file).row(i as u64 + 1))?));
        }
        Ok(Objects::new(file, ahead, None, Some(super::canonical::sha256(&all))))
    }

    fn new(
        file: &'a str,
        mut ahead: Vec<(u64, Cells)>,
        lines: Option<Lines<'a>>,
        sha256: Option<String>,
    ) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut known = std::collections::HashSet::new();
        for (name, _) in ahead.iter().flat_map(|(_, cells)| cells) {
            if known.insert(name.clone()) {
                names.push(name.clone());
            }
        }
        ahead.reverse();
        let cells = vec![String::new(); names.len()];
        Objects { file, names, ahead, lines, row: 0, cells, sha256 }
    }
}

impl Lines<'_> {
    /// The next object, with its line.
    fn next(&mut self) -> Result<Option<(u64, Cells)>, InputError> {
        let mut text = Vec::new();
        loop {
            text.clear();
            let read = self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut text);
            if read.map_err(|e| Problem::unreadable(&e).at(self.file))? == 0 {
                return Ok(None);
            }
            self.line += 1;
            self.hash.update(&text);
            if text.len() as u64 == LONGEST_LINE {
                return Err(Problem::LongRecord(LONGEST_LINE).at(self.file).row(self.line));
            }
            if text.trim_ascii().is_empty() {
                continue;
            }
            let refused = |problem: Problem| problem.at(self.file).row(self.line);
            let found = value(&text).map_err(|e| refused(Problem::BadJson(e.to_string())))?;
            return flat(&found).map(|cells| Some((self.line, cells))).map_err(refused);
        }
    }
}

impl Records for Objects<'_> {
    fn names(&self) -> &[String] {
        &self.names
    }

    fn header_row(&self) -> Option<u64> {
        None
    }

    fn dialect(&self) -> Vec<String> {
        vec![if self.lines.is_some() { "JSON lines".into() } else { "JSON".into() }]
    }

    fn advance(&mut self) -> Result<bool, InputError> {
        let found = match (self.ahead.pop(), &mut self.lines) {
            (Some(found), _) => Some(found),
            (None, Some(lines)) => lines.next()?,
            (None, None) => None,
        };
        let Some((row, cells)) = found else { return Ok(false) };
        self.row = row;
        self.cells.iter_mut().for_each(String::clear);
        for (i, (name, value)) in cells.into_iter().enumerate() {
            // Most records name their values in one order.
            let at = match self.names.get(i) {
                Some(expected) if *expected == name => Some(i),
                _ => self.names.iter().position(|n| *n == name),
            };
            match at {
                Some(at) if self.cells[at].is_empty() => self.cells[at] = value,
                Some(_) => {
                    let name = super::shortened(&name);
                    return Err(Problem::DuplicateParameter(name).at(self.file).row(row));
                }
                None => {}
            }
        }
        Ok(true)
    }

    fn text(&self, at: usize) -> &str {
        self.cells[at].trim()
    }

    fn row(&self) -> u64 {
        self.row
    }

    fn sha256(&self) -> String {
        let summed =
            || self.lines.as_ref().map(|lines| hexadecimal(&lines.hash.clone().finalize()));
        self.sha256.clone().or_else(summed).unwrap_or_default()
    }
}

/// JSON, and what Python writes for it: NaN and infinities.
fn value(text: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(text).or_else(|error| match with_strings(text) {
        Some(mended) => serde_json::from_slice(&mended),
        None => Err(error),
    })
}

/// The text with NaN, Infinity and -Infinity outside strings put in quotation
/// marks; none where there are none.
fn with_strings(text: &[u8]) -> Option<Vec<u8>> {
    let words: [&[u8]; 3] = [b"-Infinity", b"Infinity", b"NaN"];
    let (mut mended, mut at, mut inside, mut any) = (Vec::new(), 0, false, false);
    while at < text.len() {
        let word = words.iter().find(|word| !inside && text[at..].starts_with(word));
        if let Some(word) = word {
            mended.extend([b"\"", *word, b"\""].concat());
            at += word.len();
            any = true;
            continue;
        }
        if inside && text[at] == b'\\' && at + 1 < text.len() {
            mended.extend(&text[at..at + 2]);
            at += 2;
            continue;
        }
        inside ^= text[at] == b'"';
        mended.push(text[at]);
        at += 1;
    }
    any.then_some(mended)
}

/// An object whose own values are not lists of records.
fn is_record(object: &serde_json::Map<String, Value>) -> bool {
    !object.is_empty() && !object.values().any(is_list_of_records)
}

fn is_list_of_records(value: &Value) -> bool {
    let Value::Array(list) = value else { return false };
    let record = |v: &Value| v.is_object() && pair(v).is_none();
    !list.is_empty() && list.iter().all(record)
}

/// The lists of objects in a document, outermost ones.
fn lists_of_records<'v>(value: &'v Value, depth: usize, found: &mut Vec<&'v Vec<Value>>) {
    match value {
        Value::Array(list) if is_list_of_records(value) => found.push(list),
        Value::Object(object) if depth < DEEPEST => {
            object.values().for_each(|v| lists_of_records(v, depth + 1, found));
        }
        _ => {}
    }
}

/// `{"key": "loss", "value": 3.1}`, as MLflow writes its metrics.
fn pair(value: &Value) -> Option<(&str, &Value)> {
    let object = value.as_object()?;
    let key = object.get("key")?.as_str()?;
    Some((key, object.get("value")?))
}

/// The cells of a record, by path.
fn flat(record: &Value) -> Result<Cells, Problem> {
    if !record.is_object() {
        return Err(Problem::BadJson("no object: a run is {\"n_params\": …, …}".into()));
    }
    let mut cells = Vec::new();
    flatten(record, String::new(), 0, &mut cells)?;
    Ok(cells)
}

fn flatten(value: &Value, path: String, depth: usize, cells: &mut Cells) -> Result<(), Problem> {
    if depth > DEEPEST {
        return Err(Problem::BadJson("it is nested too deep".into()));
    }
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                flatten(value, below(key), depth + 1, cells)?;
            }
        }
        Value::Array(list) if list.iter().all(|v| pair(v).is_some()) => {
            for (key, value) in list.iter().filter_map(pair) {
                flatten(value, below(key), depth + 1, cells)?;
            }
        }
        // A list is no cell.
        Value::Array(_) => {}
        Value::Null => cells.push((path, String::new())),
        Value::String(text) => cells.push((path, text.clone())),
        other => cells.push((path, other.to_string())),
    }
    Ok(())
}
