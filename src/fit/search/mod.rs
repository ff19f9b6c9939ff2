//! From no point at all: grids, spread and random starts, scales projected out, refits to
//! other runs.

pub(in crate::fit) mod basis;
pub(in crate::fit) mod eliminate;
pub(in crate::fit) mod everyday;
pub(in crate::fit) mod floor;
pub(in crate::fit) mod grid;
pub(in crate::fit) mod near_ray;
pub(in crate::fit) mod outskirts;
pub(in crate::fit) mod polish;
pub(in crate::fit) mod project;
pub(in crate::fit) mod random_rounds;
pub(in crate::fit) mod refit;
pub(in crate::fit) mod run_out;
pub(in crate::fit) mod spread_points;
