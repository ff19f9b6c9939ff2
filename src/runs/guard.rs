//! Reading bytes that may be anything: hashed on the way, bounded, and watched
//! for what the CSV reader would let pass.

use std::collections::VecDeque;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

use super::error::Problem;

/// The longest record that is read, in bytes. A table of runs has records of a
/// hundred; without a bound one quotation mark would swallow a file of any size.
const LONGEST_RECORD: u64 = 1 << 20;

/// A reader that hashes what passes, refuses zero bytes, UTF-16 and endless
/// records, and remembers where lines end and quotation marks are.
pub(super) struct Guard<R> {
    inner: R,
    hash: Sha256,
    /// Bytes that have passed.
    passed: u64,
    ended: bool,
    /// Where the record being read begins, and on which line.
    record: u64,
    line: u64,
    /// The quotation marks, line feeds and carriage returns from there on.
    marks: VecDeque<(u64, u8)>,
    fault: Option<Problem>,
}

impl<R: Read> Guard<R> {
    pub fn new(inner: R) -> Self {
        Guard {
            inner,
            hash: Sha256::new(),
            passed: 0,
            ended: false,
            record: 0,
            line: 1,
            marks: VecDeque::new(),
            fault: None,
        }
    }

    /// Says that a record begins at `offset`, where those before it have ended.
    pub fn record_begins(&mut self, offset: u64) {
        self.record = offset;
        while let Some(&(at, mark)) = self.marks.front()
            && at < offset
        {
            self.marks.pop_front();
            self.line += self.is_line_end(at, mark, 0) as u64;
        }
    }

    /// The line, counted as an editor does, of the first character of the
    /// record: blank lines before it belong to nobody.
    pub fn row(&self) -> u64 {
        let blank = self.marks.iter().enumerate();
        let blank =
            blank.take_while(|(i, (at, mark))| *at == self.record + *i as u64 && *mark != b'"');
        self.line
            + blank.filter(|(i, (at, mark))| self.is_line_end(*at, *mark, i + 1)).count() as u64
    }

    /// A line ends with LF, or with a CR that no LF follows; `next` is the
    /// index of the mark after this one.
    fn is_line_end(&self, at: u64, mark: u8, next: usize) -> bool {
        match mark {
            b'\n' => true,
            b'\r' => self.marks.get(next) != Some(&(at + 1, b'\n')),
            _ => false,
        }
    }

    /// Whether the record that ends at `offset` ends with the file, inside a
    /// quotation: its quotation marks do not pair up.
    pub fn is_unclosed(&self, offset: u64) -> bool {
        let quotes = self.marks.iter().filter(|(at, mark)| *at < offset && *mark == b'"');
        self.ended && offset >= self.passed && quotes.count() % 2 == 1
    }

    /// Why reading was refused.
    pub fn fault(&self) -> Option<&Problem> {
        self.fault.as_ref()
    }

    /// SHA-256 of everything that has passed, in hexadecimal.
    pub fn sha256(&self) -> String {
        super::canonical::hexadecimal(&self.hash.clone().finalize())
    }

    fn refuse(&mut self, problem: Problem) -> io::Error {
        self.fault = Some(problem);
        io::ErrorKind::InvalidData.into()
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let bytes = &buffer[..count];
        self.ended = count == 0 && !buffer.is_empty();
        if self.passed == 0 && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")) {
            return Err(self.refuse(Problem::Utf16));
        }
        if bytes.contains(&0) {
            return Err(self.refuse(Problem::Binary));
        }
        self.hash.update(bytes);
        let passed = self.passed;
        let marks = bytes.iter().enumerate().filter(|(_, b)| matches!(b, b'"' | b'\n' | b'\r'));
        self.marks.extend(marks.map(|(i, mark)| (passed + i as u64, *mark)));
        self.passed += count as u64;
        if self.passed - self.record > LONGEST_RECORD {
            return Err(self.refuse(Problem::LongRecord(LONGEST_RECORD)));
        }
        Ok(count)
    }
}
