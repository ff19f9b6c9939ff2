//! Writing: standard output that may close, files that appear whole or not at
//! all.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::Failure;
use crate::report::Report;

/// Temporary files that an interrupt has to remove.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Writes text to standard output. A reader that has gone away (`| head`) is
/// no error.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    tolerate_closed_pipe(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// How wide pages may be: what the terminal that they go to has, or `COLUMNS`
/// says, whichever is less. None elsewhere: what goes into a file does not depend
/// on where it was made.
#[cfg(feature = "cli")]
pub(super) fn columns() -> Option<usize> {
    let terminal =
        io::IsTerminal::is_terminal(&io::stdout()).then(|| console::Term::stdout().size().1.into());
    let said = std::env::var("COLUMNS").ok().and_then(|text| text.trim().parse().ok());
    [terminal, said].into_iter().flatten().filter(|columns| *columns > 0).min()
}

/// A closed pipe is the reader's wish, anything else a failure.
pub(super) fn tolerate_closed_pipe(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::Resources(format!("cannot write standard output: {error}"))),
        Ok(()) => Ok(()),
    }
}

/// Writes a file so that at every moment it is absent, as it was, or complete:
/// a temporary file beside it is renamed over it.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        let message = format!("{}: cannot write: {error}", path.display());
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Failure::Resources(message)
            }
            _ => Failure::Input(message),
        }
    };
    // A link is followed; a device or a pipe is written to, not replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if fs::metadata(&target).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        return fs::write(&target, bytes).map_err(failed);
    }
    if target.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".offray-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = {
        let mut unfinished = UNFINISHED.lock().expect("no panic while it is held");
        let file = builder.tempfile_in(parent(&target)).map_err(failed)?;
        unfinished.push(file.path().to_path_buf());
        file
    };
    let written = file.write_all(bytes).and_then(|()| file.as_file().sync_all());
    let mut unfinished = UNFINISHED.lock().expect("no panic while it is held");
    unfinished.retain(|p| p != file.path());
    written.and_then(|()| file.persist(&target).map_err(|e| e.error)).map(drop).map_err(failed)
}

/// The folder that a path is in.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether files can be made in a folder, by making one.
fn is_writable(folder: &Path) -> Result<(), String> {
    let probe = tempfile::Builder::new().prefix(".offray-").tempfile_in(folder);
    probe.map(drop).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not write there".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".into(),
        // Without the name of the temporary file, which nobody asked for.
        kind => kind.to_string(),
    })
}

/// Says, before any work is done, whether `option` can write to a folder: one
/// that is there and writable, or one that can be made.
pub fn check_folder(option: &str, folder: &Path) -> Result<(), Failure> {
    let refused = |why: &str| {
        let folder = folder.display();
        Failure::Input(format!("{option} {folder}: {why}; name a folder that can be written"))
    };
    let existing = match fs::metadata(folder) {
        Ok(found) if !found.is_dir() => return Err(refused("is a file")),
        Ok(_) => folder,
        Err(_) if !parent(folder).is_dir() => {
            return Err(refused("the folder above it is not there"));
        }
        Err(_) => parent(folder),
    };
    is_writable(existing).map_err(|why| refused(&why))
}

/// The files that a command reads and those that it is going to write: checked
/// before any work is done, so that no file is lost and no work is for nothing.
#[derive(Debug, Default)]
pub struct Files {
    /// Resolved paths, and what to call them.
    taken: Vec<(PathBuf, String)>,
}

impl Files {
    /// A file that is read; `-` is standard input, which may be a file too.
    #[must_use]
    pub fn reading(mut self, path: &Path) -> Self {
        let path = if path == Path::new("-") { Path::new("/dev/stdin") } else { path };
        if let Ok(found) = fs::canonicalize(path) {
            self.taken.push((found, "it is read from".into()));
        }
        self
    }

    /// A file that `option` is going to write, where it was given: not one that
    /// is read or written already, in a folder that is there and writable.
    pub fn writing(mut self, option: &str, path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(self) };
        let name = path.display();
        let refused =
            |why: &str, mend: &str| Failure::Input(format!("{option} {name}: {why}; {mend}"));
        if path == Path::new("-") {
            let mend = "name a file (standard output has the page)";
            return Err(refused("is no file", mend));
        }
        let folder = parent(path);
        let found = fs::canonicalize(path).ok();
        let target = found.clone().or_else(|| {
            let name = path.file_name()?;
            fs::canonicalize(folder).ok().map(|folder| folder.join(name))
        });
        let Some(target) = target else {
            let why = format!("there is no folder {}", folder.display());
            return Err(refused(&why, "make it, or name another"));
        };
        let clash = self.taken.iter().find(|(other, _)| *other == target);
        if let Some((_, what)) = clash {
            return Err(refused(&format!("{what}, and would be lost"), "name another file"));
        }
        if target.is_dir() {
            return Err(refused("is a folder", "name a file in it"));
        }
        // A device or a pipe needs no folder.
        if found.is_none() || target.is_file() {
            is_writable(parent(&target)).map_err(|why| {
                let why = format!("no file can be made in {}: {why}", folder.display());
                refused(&why, "name another folder")
            })?;
        }
        self.taken.push((target, format!("{option} writes it too")));
        Ok(self)
    }
}

/// Writes a report: the page last, so that a page is never without its figures.
/// Files of other names in the folder are left alone.
pub fn write_report(folder: &Path, report: &Report) -> Result<(), Failure> {
    fs::create_dir_all(folder)
        .map_err(|error| Failure::Input(format!("--report {}: {error}", folder.display())))?;
    report.files.iter().try_for_each(|(name, bytes)| write_file(&folder.join(name), bytes))
}

/// The command line as it can be typed again.
pub(super) fn invocation(args: &[OsString]) -> String {
    let quoted = |word: &OsString| {
        let word = word.to_string_lossy().into_owned();
        let plain = |c: char| c.is_alphanumeric() || "-_./=,:+@%".contains(c);
        match !word.is_empty() && word.chars().all(plain) {
            true => word,
            false => format!("'{}'", word.replace('\'', r"'\''")),
        }
    };
    let words = args.iter().skip(1).map(quoted);
    std::iter::once("offray".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// Removes what is half-written; the lock is kept, so that nothing is finished
/// or begun after it.
#[cfg(feature = "cli")]
pub(super) fn discard_unfinished() {
    if let Ok(unfinished) = UNFINISHED.lock() {
        for path in unfinished.iter() {
            let _ = fs::remove_file(path);
        }
        std::mem::forget(unfinished);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.json");
        for text in ["first, which is longer", "second"] {
            write_file(&path, text.as_bytes()).expect("writable");
            assert_eq!(fs::read_to_string(&path).expect("written"), text);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_folder_for_a_report_is_looked_at_and_left_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        fs::write(&file, b"x").expect("writable");
        for (path, fine) in [
            (folder.path().to_path_buf(), true),
            (folder.path().join("new"), true),
            (folder.path().join("nowhere/new"), false),
            (file, false),
        ] {
            let checked = check_folder("--report", &path);
            assert_eq!(checked.is_ok(), fine, "{}", path.display());
            assert!(fine || matches!(checked, Err(Failure::Input(m)) if m.contains("--report")));
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn no_file_is_read_and_written_nor_written_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("runs.csv"), b"x").expect("writable");
        fs::create_dir(at("sub")).expect("writable");
        #[cfg(unix)]
        std::os::unix::fs::symlink(at("runs.csv"), at("link.csv")).expect("a link");
        let files = || Files::default().reading(&at("runs.csv"));
        for (name, part) in [
            ("runs.csv", "it is read from, and would be lost"),
            ("sub/../runs.csv", "would be lost"),
            #[cfg(unix)]
            ("link.csv", "would be lost"),
            ("sub", "is a folder"),
            ("nowhere/x", "there is no folder"),
        ] {
            let failure = files().writing("--out", Some(&at(name))).expect_err(name);
            assert!(matches!(&failure, Failure::Input(m) if m.contains(part)), "{failure}");
            assert!(!failure.to_string().contains(".offray-"), "{failure}");
        }
        let once = files().writing("--out", Some(&at("new"))).expect("a file that can be made");
        let twice = once.writing("--rocq", Some(&at("sub/../new"))).expect_err("written already");
        assert!(twice.to_string().contains("--out writes it too"), "{twice}");
        assert!(files().writing("--out", Some(Path::new("-"))).is_err());
        assert!(files().writing("--out", None).is_ok());
        assert_eq!(fs::read(at("runs.csv")).expect("there"), b"x");
    }

    #[test]
    fn a_folder_that_is_not_there_is_bad_input() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("nowhere/out.json");
        let failure = write_file(&path, b"x").expect_err("no such folder");
        assert!(matches!(&failure, Failure::Input(m) if m.contains("nowhere")), "{failure}");
        assert!(matches!(write_file(folder.path(), b"x"), Err(Failure::Input(_))));
    }
}
