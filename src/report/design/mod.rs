//! A design before any training.

mod page;
mod table;

pub use page::{LawCheck, json, page};
pub use table::{table_json, table_page};
