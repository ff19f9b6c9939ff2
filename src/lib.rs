//! offray: trustworthy numbers for neural scaling laws.

pub mod audit;
pub mod cli;
pub mod design;
pub mod fit;
pub mod geometry;
pub mod law;
pub mod number;
pub mod report;
pub mod runs;
