//! How far a size lies from the runs, in words.

use crate::forecast::Distance;
use crate::report::text::number::{short, times};
use crate::report::text::words::list;

/// Where it lies: `among the runs`, `4.3 × the largest N and 45 × the largest C`.
pub fn place(distance: &Distance) -> String {
    if distance.inside {
        return "among the runs".into();
    }
    let sides =
        [("N", distance.n), ("D", distance.d), ("C", distance.compute), ("D/N", distance.ratio)];
    let beyond = sides.into_iter().filter(|(_, by)| *by != 1.0).map(|(name, by)| match by > 1.0 {
        true => format!("{} × the largest {name}", times(by)),
        false => format!("1/{} of the smallest {name}", times(1.0 / by)),
    });
    let beyond: Vec<String> = beyond.collect();
    match beyond.is_empty() {
        // Every size is one that the runs have, but not all together.
        true => "beside the runs: none has such sizes together".into(),
        false => list(&beyond.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}

/// Leverage, and how many times the largest of any run it is where it exceeds that.
pub fn leverage(distance: &Distance) -> String {
    let Some(leverage) = distance.leverage else { return "–".into() };
    match distance.largest_leverage {
        Some(largest) if leverage > largest => {
            format!("{} ({} ×)", short(leverage, 2), times(leverage / largest))
        }
        _ => short(leverage, 2),
    }
}
