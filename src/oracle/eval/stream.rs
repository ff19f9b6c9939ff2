//! Lines in, answers out: in order, at once, in bounded memory, on all cores.

use std::io::{self, Read, Write};
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::request::Request;
use crate::oracle::Refused;
use crate::parallel;

/// The longest line that is read, in bytes. A longer one costs one error.
pub const LONGEST_LINE: usize = 1 << 20;

/// Most bytes that are read at once.
const CHUNK: usize = 1 << 18;

/// Most bytes of answers that are held at once, as expected from the requests.
const ROUND: usize = 8 << 20;

/// Why a stream ended before its input did.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The input cannot be read further.
    #[error("cannot be read: {0}")]
    Input(io::Error),
    /// The output cannot be written; a reader that has gone away among the reasons.
    #[error("cannot be written: {0}")]
    Output(io::Error),
}

/// Answers every line of `input`, one line each, in order, as soon as it can:
/// what has been written to the input by now is answered without waiting for
/// more. Memory is bounded whatever the input.
///
/// A thread reads ahead; where the output fails, it is left behind, waiting for
/// its input.
pub fn answer_lines(input: impl Read + Send + 'static, output: impl Write) -> Result<(), Stopped> {
    answer_lines_or(input, output, None)
}

/// The same; a line without `digits` asks for `usual`, where that is given.
pub fn answer_lines_or(
    input: impl Read + Send + 'static,
    mut output: impl Write,
    usual: Option<u32>,
) -> Result<(), Stopped> {
    let (send, batches): (_, Receiver<io::Result<Batch>>) = sync_channel(2);
    std::thread::spawn(move || read_batches(input, &send));
    for batch in batches {
        batch.map_err(Stopped::Input)?.answer(&mut output, usual).map_err(Stopped::Output)?;
    }
    Ok(())
}

/// Lines that arrived together.
struct Batch {
    /// The number of the first, counted from 1.
    first: u64,
    bytes: Vec<u8>,
    /// None is a line that is too long to be read.
    lines: Vec<Option<Range<usize>>>,
}

impl Batch {
    /// Writes an answer for every line.
    fn answer(&self, output: &mut impl Write, usual: Option<u32>) -> io::Result<()> {
        let requests = parallel::rows(self.lines.len(), |i| match &self.lines[i] {
            Some(range) => Request::read_or(&self.bytes[range.clone()], usual),
            None => Err(Refused(format!(
                "a line of more than {LONGEST_LINE} bytes: write one JSON object a line"
            ))),
        });
        let weight = |i: usize| requests[i].as_ref().map_or(100, Request::weight);
        let mut from = 0;
        while from < requests.len() {
            let mut to = from + 1;
            let mut held = weight(from);
            while to < requests.len() && held + weight(to) <= ROUND {
                held += weight(to);
                to += 1;
            }
            // Small enough to share evenly, large enough to be worth a task.
            let chunk = (to - from).div_ceil(32).clamp(1, 16);
            let texts = parallel::chunks((to - from, chunk), |places| {
                let mut text = String::with_capacity(held / (to - from) * places.len());
                for i in places {
                    self.write_answer(&mut text, from + i, &requests[from + i]);
                }
                text
            });
            texts.iter().try_for_each(|text| output.write_all(text.as_bytes()))?;
            from = to;
        }
        output.flush()
    }

    fn write_answer(&self, text: &mut String, index: usize, request: &Result<Request, Refused>) {
        use std::fmt::Write;
        let answer = request.as_ref().map_err(Clone::clone).and_then(Request::answer);
        // Writing to a string cannot fail.
        let _ = match answer {
            Ok(answer) => writeln!(text, "{answer}"),
            Err(Refused(why)) => {
                let line = self.first + index as u64;
                let why = serde_json::Value::from(why);
                writeln!(text, r#"{{"error":{why},"line":{line}}}"#)
            }
        };
    }
}

/// Reads to the end, and sends whatever lines each reading completes.
fn read_batches(mut input: impl Read, send: &SyncSender<io::Result<Batch>>) {
    let mut chunk = vec![0; CHUNK];
    let mut lines = Lines { next: 1, bytes: Vec::new(), skipping: false };
    loop {
        let batch = match input.read(&mut chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return drop(send.send(Err(error))),
            Ok(0) => {
                if let Some(batch) = lines.rest() {
                    let _ = send.send(Ok(batch));
                }
                return;
            }
            Ok(count) => lines.take(&chunk[..count]),
        };
        if let Some(batch) = batch
            && send.send(Ok(batch)).is_err()
        {
            return;
        }
    }
}

/// Bytes that are becoming lines.
struct Lines {
    /// The number of the line that is being read.
    next: u64,
    /// What has been read of it.
    bytes: Vec<u8>,
    /// Whether it is too long, said so, and is being passed over.
    skipping: bool,
}

impl Lines {
    /// The lines that these bytes complete.
    fn take(&mut self, more: &[u8]) -> Option<Batch> {
        let mut searched = self.bytes.len();
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.extend_from_slice(more);
        let first = self.next;
        let mut lines = Vec::new();
        let mut start = 0;
        while let Some(at) = bytes[searched..].iter().position(|b| *b == b'\n') {
            let end = searched + at;
            if !std::mem::take(&mut self.skipping) {
                lines.push((end - start <= LONGEST_LINE).then_some(start..end));
            }
            start = end + 1;
            searched = start;
        }
        if self.skipping {
            // What has been read of it is of no use.
        } else if bytes.len() - start > LONGEST_LINE {
            lines.push(None);
            self.skipping = true;
        } else {
            self.bytes = bytes[start..].to_vec();
        }
        self.next += lines.len() as u64;
        (!lines.is_empty()).then_some(Batch { first, bytes, lines })
    }

    /// A last line without a line feed.
    fn rest(&mut self) -> Option<Batch> {
        let bytes = std::mem::take(&mut self.bytes);
        let lines = vec![Some(0..bytes.len())];
        (!bytes.is_empty()).then_some(Batch { first: self.next, bytes, lines })
    }
}
