//! Output as types, then as text and JSON.

mod audit;
mod certify;
pub mod design;
pub mod figure;
pub(crate) mod fit;
mod forecast;
mod holdout;
pub mod html;
pub mod law;
mod oracle;
mod rocq;
mod text;
mod verify;

pub use audit::answers::verdict;
pub use audit::html::audit_report;
pub use audit::json::audit_json;
pub use audit::page::{audit_page, audit_text};
pub use certify::page::{certified_text, checked_json, checked_text};
pub use fit::page::{FitTable, in_format};
pub use forecast::allocate::allocate_text;
pub use forecast::allocate_json::allocate_json;
pub use forecast::approach::{approach_json, approach_text};
pub use forecast::html::{allocate_figure, allocate_report};
pub use forecast::predict::predict_text;
pub use forecast::predict_json::predict_json;
pub use holdout::page::{holdout_json, holdout_text};
pub use html::Report;
pub use oracle::problem::{problem_files, problem_text, problems_text};
pub use oracle::score::{score_json, score_junit, score_text};
pub use oracle::strd::{strd_json, strd_text};
pub use rocq::{rocq_goals, rocq_optimum};
pub use text::number::{count, short, significant, told_from, with_error};
pub use text::page::{Block, Page, WIDTH, set_width};
pub use verify::html::verify_report;
pub use verify::json::verify_json;
pub use verify::page::{Layout, verify_text};
