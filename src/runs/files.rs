//! Several files as one table.

use std::path::{Path, PathBuf};

use super::build::Builder;
use super::error::{InputError, Problem};
use super::memory_table::Rows;
use super::records::Records;
use super::{Request, Runs, canonical, open};

impl Runs {
    /// Reads one table from one file or several, as a request says. A path that is no
    /// file and has `*`, `?` or `[` in it is a pattern; one that is the name of a table
    /// in memory means that.
    ///
    /// # Errors
    /// One line that says file, row, column, value, what is wrong and how to
    /// mend it.
    pub fn read_as(paths: &[PathBuf], request: &Request) -> Result<Runs, InputError> {
        let mut files = Vec::new();
        for path in paths {
            match request.tables.meant(path) {
                Some(_) => files.push(path.clone()),
                None => files.extend(matching(path)?),
            }
        }
        let mut builder = Builder::new(request);
        let mut hashes = Vec::new();
        let mut names = Vec::new();
        for path in &files {
            let mut add = |name: &str, records: &mut dyn Records| {
                let constants = match &request.file_pattern {
                    Some(pattern) => captured(pattern, path)
                        .ok_or_else(|| Problem::FileName(pattern.clone()).at(name))?,
                    None => Vec::new(),
                };
                let group = request.group_from_file.then(|| stem(path));
                names.push(name.to_owned());
                builder.add(name, &constants, group, records)
            };
            if let Some(table) = request.tables.meant(path) {
                let mut rows = Rows::of(table)?;
                add(&path.to_string_lossy(), &mut rows)?;
                hashes.push(rows.sha256());
                continue;
            }
            let (name, input) = open::open(path)?;
            let (start, input) = open::peeked(&name, input)?;
            let (start, input, packed) = open::unpacked(&name, start, input)?;
            let mut records = open::records(&name, path, &start, input, request)?;
            add(&name, records.as_mut()).map_err(|error| match (error.problem, &packed) {
                (Problem::Unreadable(why), Some(_)) => Problem::Damaged(why).at(&name),
                (problem, _) => InputError { problem, ..error },
            })?;
            hashes.push(packed.unwrap_or_else(|| records.sha256()));
        }
        let sha256 = match hashes.as_slice() {
            [only] => only.clone(),
            // What is in memory has no bytes to hash.
            several if several.iter().any(String::is_empty) => String::new(),
            several => canonical::sha256(
                several.iter().map(|h| format!("{h}\n")).collect::<String>().as_bytes(),
            ),
        };
        builder.finish(&listed(&names), sha256)
    }
}

/// The names of several files, abridged.
fn listed(names: &[String]) -> String {
    match names {
        [a, b, c, _, ..] => format!("{a}, {b}, {c} and {} more", names.len() - 3),
        _ => names.join(", "),
    }
}

/// The files that a path means, in order of their names.
fn matching(path: &Path) -> Result<Vec<PathBuf>, InputError> {
    let Some(pattern) = path.to_str().filter(|p| p.contains(['*', '?', '[']) && !path.exists())
    else {
        return Ok(vec![path.to_path_buf()]);
    };
    let found: Vec<PathBuf> = match glob::glob(pattern) {
        Ok(found) => found.filter_map(Result::ok).filter(|p| p.is_file()).collect(),
        Err(_) => return Ok(vec![path.to_path_buf()]),
    };
    match found.is_empty() {
        true => Err(Problem::NoFile.at(pattern)),
        false => Ok(found),
    }
}

/// A file's name without its folder and its endings of tables.
fn stem(path: &Path) -> String {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut stem = name.as_str();
    for ending in [".gz", ".zst", ".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet"]
    {
        stem = stem.strip_suffix(ending).filter(|s| !s.is_empty()).unwrap_or(stem);
    }
    stem.to_owned()
}

/// What the braces of a pattern stand for in a file's name, as (name, text); the
/// pattern is held against the name, or against the whole path where it has a `/`. A
/// text between braces ends where what follows it in the pattern first appears.
fn captured(pattern: &str, path: &Path) -> Option<Vec<(String, String)>> {
    let whole = path.to_string_lossy();
    let name = path.file_name()?.to_string_lossy();
    let mut text: &str = if pattern.contains('/') { &whole } else { &name };
    let mut found = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text = match before.strip_prefix('*') {
            Some(before) => &text[text.find(before)? + before.len()..],
            None => text.strip_prefix(before)?,
        };
        let (column, after) = after.split_once('}')?;
        let literal = after.split(['{', '*']).next().unwrap_or_default();
        let end = match literal {
            "" => text.len(),
            // The last part may hold what ends it.
            literal if !after.contains(['{', '*']) => text.rfind(literal)?,
            literal => text.find(literal)?,
        };
        (end > 0).then_some(())?;
        found.push((column.trim().to_owned(), text[..end].to_owned()));
        text = &text[end..];
        rest = after;
    }
    let ends = match rest.strip_prefix('*') {
        Some(rest) => text.ends_with(rest),
        None => match rest.split_once('*') {
            Some((before, after)) => text.strip_prefix(before).is_some_and(|t| t.ends_with(after)),
            None => text == rest,
        },
    };
    (ends && !found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_files_name_are_columns() {
        let of = |pattern: &str, path: &str| {
            let found = captured(pattern, Path::new(path))?;
            Some(found.into_iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join(" "))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(of("{n}.csv", "runs/70M.csv"), some("n=70M"));
        assert_eq!(of("wsd-{n}-{seed}.csv", "wsd-1.4B-3.csv"), some("n=1.4B seed=3"));
        assert_eq!(of("*_{n}_*.csv", "x_70M_final.csv"), some("n=70M"));
        assert_eq!(of("{corpus}/{n}.csv", "c4/70M.csv"), some("corpus=c4 n=70M"));
        assert_eq!(of("{n}.csv", "70M.json"), None);
        assert_eq!(of("all.csv", "all.csv"), None);
    }

    #[test]
    fn a_stem_is_the_name_without_endings() {
        assert_eq!(stem(Path::new("a/c4.val.csv.gz")), "c4.val");
        assert_eq!(stem(Path::new(".csv")), ".csv");
    }
}
