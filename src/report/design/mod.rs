//! A design before any training.

mod evaluate;
mod page;
mod plan;
mod plan_figures;
mod table;

pub use evaluate::{EvaluatePage, evaluate_json, evaluate_text};
pub use page::{LawCheck, json, page};
pub use plan::{PlanPage, plan_csv, plan_json, plan_text};
pub use plan_figures::plan_report;
pub use table::{table_json, table_page};
