//! Loss, gradient and Hessian at a point, one JSON object a line in and out.
//!
//! A request is `{"law", "params": {name: number, …}, "n", "d"[,
//! "unique_tokens"], "digits"[, "order": 0|1|2]}`; a number is a JSON number or
//! a decimal string, read exactly as written. The answer is `{"loss": {"value",
//! "lo", "hi"}, "gradient": {name: …}, "hessian": {name: {name: …}}}`, as far as
//! the order asks, or `{"error", "line"}`. With `"objective"` and `"runs": [{"n", "d",
//! "loss"[, "unique"][, "weight"]}, …]` in the place of a point it is the objective over
//! that table. An `"id"` comes back as it was written.
//!
//! ```
//! use offray::oracle::eval::Request;
//! let line = br#"{"law":"chinchilla","params":{"E":1.69,"A":406.4,"B":410.7,"alpha":0.34,
//!     "beta":"0.28"},"n":7e10,"d":1.4e12,"digits":20,"order":0}"#;
//! let answer = Request::read(line)?.answer()?;
//! assert_eq!(answer.loss.value.as_deref(), Some("1.9366454705587175041"));
//! assert_eq!(answer.loss.lo, "1.936645470558717504088");
//! assert_eq!(answer.loss.hi, "1.936645470558717504089");
//! # Ok::<(), offray::oracle::Refused>(())
//! ```

mod answer;
mod enclose;
mod request;
mod stream;

pub use answer::{Answer, Decimals};
pub use request::{MOST_DIGITS, Of, Request};
pub use stream::{LONGEST_LINE, Stopped, answer_lines, answer_lines_or};
