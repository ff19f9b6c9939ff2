//! Output as types, then as text and JSON.

mod audit_json;
mod audit_text;
mod audit_use;
mod certify;
pub mod design;
mod escape;
pub mod figure;
mod findings;
mod fit;
mod holdout;
pub mod html;
pub mod law;
mod number;
mod page;
mod problem;
mod rocq;
mod score;
mod verdict;
mod verify_json;
mod verify_text;
mod words;

pub use audit_json::audit_json;
pub use audit_text::{audit_page, audit_text};
pub use certify::{certified_text, checked_json, checked_text};
pub use fit::{FitTable, in_format};
pub use holdout::{holdout_json, holdout_text};
pub use html::{Report, audit_report, verify_report};
pub use number::{count, short, significant, with_error};
pub use page::{Block, Page, WIDTH};
pub use problem::{problem_files, problem_text, problems_text};
pub use rocq::{rocq_goals, rocq_optimum};
pub use score::{score_json, score_text};
pub use verdict::verdict;
pub use verify_json::verify_json;
pub use verify_text::{Layout, verify_text};
