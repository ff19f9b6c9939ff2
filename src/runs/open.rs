//! From a path to a table.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::error::{InputError, Problem};
use super::{Columns, Runs, Selection};

/// What a Parquet file begins with.
const PARQUET: &[u8] = b"PAR1";

/// What compressed files begin with.
const COMPRESSED: [(&[u8], &str); 4] = [
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "a ZIP archive or a spreadsheet"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
];

impl Runs {
    /// Reads a table from a CSV or a Parquet file, told apart by their first
    /// bytes; `-` is standard input.
    ///
    /// # Errors
    /// One line that says file, row, column, value, what is wrong and how to
    /// mend it.
    pub fn read(path: &Path, columns: &Columns, chosen: &Selection) -> Result<Runs, InputError> {
        let (name, mut input) = open(path)?;
        let mut start = Vec::new();
        let unreadable = |error: io::Error| Problem::unreadable(&error).at(&name);
        input.by_ref().take(PARQUET.len() as u64).read_to_end(&mut start).map_err(unreadable)?;
        if start == PARQUET {
            return Runs::from_parquet(&name, start.as_slice().chain(input), columns, chosen);
        }
        if let Some((_, what)) = COMPRESSED.iter().find(|(magic, _)| start.starts_with(magic)) {
            return Err(Problem::Compressed(what).at(&name));
        }
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("parquet")) {
            let found = "it does not begin with PAR1".into();
            return Err(Problem::Parquet(found).at(&name));
        }
        Runs::from_csv(&name, start.as_slice().chain(input), columns, chosen)
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

/// The bytes of an input that has to be in memory whole, up to a bound.
pub(super) fn all_bytes(name: &str, input: impl Read, mib: u64) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    let read = input.take((mib << 20) + 1).read_to_end(&mut bytes);
    read.map_err(|error| Problem::unreadable(&error).at(name))?;
    match bytes.len() as u64 > mib << 20 {
        true => Err(Problem::TooLarge(mib).at(name)),
        false => Ok(bytes),
    }
}
