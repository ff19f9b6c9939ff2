//! Several descents from one start, of which the lowest counts.

use super::descend::{Descent, descend};
use super::linear::linear;
use super::outcome::{Descended, Search};
use super::symmetry::{images, nearest};
use super::system::System;
use super::{Data, Model};

/// How a minimum was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Path {
    /// All parameters move together.
    Together,
    /// Those that enter linearly are at their best values all the time.
    Projected,
}

/// What a search found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Where it is, nearest to the start of all places that are as good.
    pub b: Vec<f64>,
    pub search: Search,
}

/// Descends from `start` in all ways and keeps the lowest end.
pub(super) fn search<M: Model>(
    system: &System<'_, M, f64>,
    data: &Data,
    start: &[f64],
) -> Option<Found> {
    let linear = linear(system.model, data, start);
    let mut all: Vec<(Path, Descent)> = Vec::new();
    if !linear.is_empty() {
        all.extend(descend(system, start, &linear).map(|d| (Path::Projected, d)));
    }
    // Of linear parameters alone the projection is the whole; it fails where they
    // are dependent.
    if linear.len() < start.len() || all.is_empty() {
        all.extend(descend(system, start, &[]).map(|d| (Path::Together, d)));
    }
    let lowest = all.iter().map(|(_, d)| d.rss).fold(f64::INFINITY, f64::min);
    let scale: f64 = system.responses().iter().map(|y| y * y).sum();
    // Ends that differ by rounding only are one.
    let level = lowest * (1.0 + 1e-6) + 1e-26 * scale;
    let descended =
        |(path, d): &(Path, Descent)| Descended { path: *path, steps: d.steps, rss: d.rss };
    let best = all.iter().find(|(_, d)| d.rss <= level)?;
    let images = images(system.model, data, &best.1.b);
    Some(Found {
        b: nearest(&images, start),
        search: Search {
            best: descended(best),
            descents: all.iter().map(descended).collect(),
            linear,
            images: images.len(),
        },
    })
}
