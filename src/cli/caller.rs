//! For whom a command is run: somebody who typed it, or a program that this library is
//! part of.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::{Failure, Outcome, output};
use crate::runs::{InputError, Tables, open};

/// Is told where the work of a command is.
pub trait Watch: Send + Sync {
    /// So much is done of this stage; of how much is 0 where that is not known.
    fn show(&self, stage: &str, done: u64, all: u64);
}

/// What a program hands to a command in the place of files and a terminal.
#[derive(Clone, Default)]
pub struct Given {
    /// Tables in memory: RUNS that is the name of one means it.
    pub tables: Tables,
    /// Other inputs: a path that is here is not opened. `-` is standard input.
    pub inputs: BTreeMap<PathBuf, Vec<u8>>,
    /// Who is told where the work is.
    pub watch: Option<Arc<dyn Watch>>,
}

/// What a command answers to a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What the command prints with `--json`, byte by byte; empty where it was called
    /// without and prints its page alone.
    pub json: String,
    /// The page that it prints otherwise; empty where there is none.
    pub text: String,
    /// How it ended.
    pub outcome: Outcome,
}

/// For whom a command is run.
#[derive(Clone, Default)]
pub(super) struct Caller {
    /// The command line as it can be typed again.
    pub invocation: String,
    /// The program that calls; none where somebody typed the command.
    program: Option<Arc<Program>>,
}

struct Program {
    given: Given,
    /// What was said so far: JSON, text.
    said: Mutex<(String, String)>,
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").field("invocation", &self.invocation).finish_non_exhaustive()
    }
}

impl Caller {
    /// Somebody who typed this.
    #[cfg(feature = "cli")]
    pub fn person(invocation: String) -> Self {
        Caller { invocation, program: None }
    }

    /// A program.
    pub fn program(invocation: String, given: Given) -> Self {
        let program = Program { given, said: Mutex::default() };
        Caller { invocation, program: Some(Arc::new(program)) }
    }

    /// Whether a program calls, which has no terminal.
    #[cfg(feature = "cli")]
    pub fn is_program(&self) -> bool {
        self.program.is_some()
    }

    /// Who is told where the work is, where a program wants to know.
    pub fn watch(&self) -> Option<Arc<dyn Watch>> {
        self.program.as_ref()?.given.watch.clone()
    }

    /// The tables that a program holds.
    pub fn tables(&self) -> Tables {
        self.program.as_ref().map(|program| program.given.tables.clone()).unwrap_or_default()
    }

    /// What was said to a program: JSON, and text.
    pub fn said(&self) -> (String, String) {
        let said = self.program.as_ref().and_then(|program| program.said.lock().ok());
        said.map(|said| said.clone()).unwrap_or_default()
    }

    /// Opens an input, or a file: (what to call it, its bytes).
    pub fn open(&self, path: &Path) -> Result<(String, Box<dyn Read + Send>), InputError> {
        let given = self.program.as_ref().and_then(|program| program.given.inputs.get(path));
        match given {
            Some(bytes) => Ok((path.display().to_string(), Box::new(Cursor::new(bytes.clone())))),
            None => open(path),
        }
    }

    /// Says an answer: to a person as asked for, to a program both ways.
    pub fn answer(
        &self,
        in_json: bool,
        json: impl FnOnce() -> Value,
        text: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        let line = |object: Value| format!("{object}\n");
        match &self.program {
            None => output::print(&if in_json { line(json()) } else { text() }),
            Some(program) => {
                let (json, text) = (if in_json { line(json()) } else { String::new() }, text());
                if let Ok(mut said) = program.said.lock() {
                    said.0.push_str(&json);
                    said.1.push_str(&text);
                }
                Ok(())
            }
        }
    }

    /// Says something that has one form only.
    pub fn print(&self, in_json: bool, text: &str) -> Result<(), Failure> {
        let Some(program) = &self.program else { return output::print(text) };
        if let Ok(mut said) = program.said.lock() {
            if in_json { said.0.push_str(text) } else { said.1.push_str(text) }
        }
        Ok(())
    }

    /// Where to write what is said bit by bit.
    pub fn out(&self, in_json: bool) -> Box<dyn Write + '_> {
        match &self.program {
            None => Box::new(std::io::stdout().lock()),
            Some(_) => Box::new(Said { caller: self, in_json }),
        }
    }
}

/// Writes to a program.
struct Said<'a> {
    caller: &'a Caller,
    in_json: bool,
}

impl Write for Said<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        self.caller.print(self.in_json, &text).map_err(std::io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
