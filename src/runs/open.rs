//! From a path to a table.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use super::build::Builder;
use super::dialect::LOOK;
use super::error::{InputError, Problem};
use super::json_table::Objects;
use super::parquet_table::Columnar;
use super::records::{Records, Separated};
use super::{Columns, Request, Runs, Selection, canonical};

/// What a Parquet file begins with.
const PARQUET: &[u8] = b"PAR1";

/// What gzip and zstd files begin with.
const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// Compressed files are read into memory as they are, up to this size; what they hold
/// is not.
const LARGEST_MIB: u64 = 4096;

/// What other compressed files begin with.
const COMPRESSED: [(&[u8], &str); 2] =
    [(b"PK\x03\x04", "a ZIP archive or a spreadsheet"), (b"BZh", "bzip2")];

impl Runs {
    /// Reads a table from a file of separated values, JSON or Parquet, told apart by
    /// their first bytes, compressed with gzip or zstd or not; `-` is standard input.
    ///
    /// # Errors
    /// One line that says file, row, column, value, what is wrong and how to
    /// mend it.
    pub fn read(path: &Path, columns: &Columns, chosen: &Selection) -> Result<Runs, InputError> {
        Runs::read_as(&[path.to_path_buf()], &Request::plain(columns, chosen))
    }

    /// Reads a table from text, as a request says.
    pub fn from_text(name: &str, input: impl Read, request: &Request) -> Result<Runs, InputError> {
        let (start, input) = peeked(name, input)?;
        let mut records = records(name, Path::new(""), &start, input, request)?;
        Builder::of_one(name, request, records.as_mut())
    }
}

/// How an input begins, and the input with that before it.
pub(super) fn peeked<'a>(
    name: &str,
    mut input: impl Read + 'a,
) -> Result<(Vec<u8>, Box<dyn Read + 'a>), InputError> {
    let mut start = Vec::new();
    let read = input.by_ref().take(LOOK as u64).read_to_end(&mut start);
    read.map_err(|error| Problem::unreadable(&error).at(name))?;
    let input = Box::new(Cursor::new(start.clone()).chain(input));
    Ok((start, input))
}

/// A compressed input as what it holds, and the hash of its bytes; another as it is.
pub(super) type Unpacked<'a> = (Vec<u8>, Box<dyn Read + 'a>, Option<String>);

pub(super) fn unpacked<'a>(
    name: &str,
    start: Vec<u8>,
    input: Box<dyn Read + 'a>,
) -> Result<Unpacked<'a>, InputError> {
    if !start.starts_with(GZIP) && !start.starts_with(ZSTD) {
        return Ok((start, input, None));
    }
    let bytes = all_bytes(name, input, LARGEST_MIB)?;
    let sha256 = canonical::sha256(&bytes);
    let inner: Box<dyn Read> = match start.starts_with(GZIP) {
        true => Box::new(flate2::read::MultiGzDecoder::new(Cursor::new(bytes))),
        false => {
            let decoder = zstd::Decoder::new(Cursor::new(bytes));
            Box::new(decoder.map_err(|error| Problem::Damaged(error.to_string()).at(name))?)
        }
    };
    let (start, input) = peeked(name, inner).map_err(|error| match error.problem {
        Problem::Unreadable(why) => Problem::Damaged(why).at(name),
        _ => error,
    })?;
    Ok((start, input, Some(sha256)))
}

/// The records of an input, whatever it is written in.
pub(super) fn records<'a>(
    name: &'a str,
    path: &Path,
    start: &[u8],
    input: impl Read + 'a,
    request: &Request,
) -> Result<Box<dyn Records + 'a>, InputError> {
    if start.starts_with(PARQUET) {
        return Ok(Box::new(Columnar::open(name, input)?));
    }
    if let Some((_, what)) = COMPRESSED.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Err(Problem::Compressed(what).at(name));
    }
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("parquet")) {
        let found = "it does not begin with PAR1".into();
        return Err(Problem::Parquet(found).at(name));
    }
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if is_json(text) {
        return Ok(Box::new(Objects::open(name, input)?));
    }
    Ok(Box::new(Separated::open(name, start, input, request.decimal_comma)?))
}

/// Whether a text begins as an object, or as a list of objects.
fn is_json(text: &[u8]) -> bool {
    let after = |mark: &[u8]| text.strip_prefix(mark).map(|rest| rest.trim_ascii_start());
    match (after(b"{"), after(b"[")) {
        (Some(rest), _) => rest.starts_with(b"\"") || rest.starts_with(b"}"),
        (_, Some(rest)) => rest.starts_with(b"{") || rest.starts_with(b"]"),
        _ => false,
    }
}

/// Opens a file, or standard input for `-`; (what to call it, its bytes).
pub fn open(path: &Path) -> Result<(String, Box<dyn Read + Send>), InputError> {
    if path == Path::new("-") {
        return Ok(("standard input".into(), Box::new(io::stdin())));
    }
    let name = path.display().to_string();
    let unreadable = |error: io::Error| Problem::unreadable(&error).at(&name);
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(Problem::Folder.at(&name));
    }
    Ok((name, Box::new(file)))
}

/// The name and the bytes of a file, or of standard input for `-`: at most so
/// many MiB.
pub fn read_bytes(path: &Path, mib: u64) -> Result<(String, Vec<u8>), InputError> {
    let (name, input) = open(path)?;
    let bytes = all_bytes(&name, input, mib)?;
    Ok((name, bytes))
}

/// The bytes of an input that has to be in memory whole: at most so many MiB.
///
/// # Errors
/// It cannot be read, or is larger; `name` is what the message calls it.
pub fn all_bytes(name: &str, input: impl Read, mib: u64) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    let read = input.take((mib << 20) + 1).read_to_end(&mut bytes);
    read.map_err(|error| Problem::unreadable(&error).at(name))?;
    match bytes.len() as u64 > mib << 20 {
        true => Err(Problem::TooLarge(mib).at(name)),
        false => Ok(bytes),
    }
}
