//! What a fit is used for: the loss at a size before it is trained, and the best split of
//! a budget between size and data, each with what the runs know about it.
//!
//! Nothing is made here that the [audit](crate::audit) makes too: fit, intervals and
//! optima are its own, asked for at other places.

mod allocate;
mod approach;
mod curves;
mod distance;
mod predict;

pub use allocate::{
    Allocations, Asked, Loss, Other, Row, Stated, Why, allocate_runs, allocate_stated,
};
pub use approach::{Approaches, Asking, Estimated, OnSurface, approaches};
pub use curves::{Curves, Frontier, IsoFlop};
pub use distance::{Distance, Range, Seen};
pub use predict::{Forecasts, Inside, Measured, Predicted, Site, predict};
