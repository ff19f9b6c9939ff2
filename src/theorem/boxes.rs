//! Proofs over a box of parameters and designs: a claim evaluated on intervals,
//! the box cut in halves where it is undecided.

use std::collections::VecDeque;

use crate::number::{Compare, Exact, Interval, Mpfr, Truth};

/// One side of a box: a name and its ends, decimals.
pub(super) type Side<'a> = (&'a str, &'a str, &'a str);

/// What became of a claim over a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Covered {
    /// True where it holds on every cell, False where some cell disproves it.
    pub truth: Truth,
    /// Cells that were decided.
    pub cells: usize,
    /// The box in words.
    pub region: String,
}

impl Covered {
    /// What to print as found.
    pub fn found(&self) -> String {
        format!("{} cells cover {}", self.cells, self.region)
    }
}

/// Bits of a proof over a box: cells are wide, so few are enough.
const BITS: u32 = 64;

/// Whether `claim` holds at every point of the box. It gets one interval per
/// side, as precise as a cell is small, and must answer for all members at once.
/// Cells are halved along the side that is widest for its place in the box,
/// until `limit` cells are decided; what is open then is [`Truth::Unknown`].
pub(super) fn everywhere(
    sides: &[Side<'_>],
    limit: usize,
    claim: impl Fn(&[Interval]) -> Truth,
) -> Covered {
    let end = |text: &str| -> Exact { text.parse().unwrap_or_else(|_| panic!("'{text}'")) };
    let whole: Vec<Interval> = sides
        .iter()
        .map(|(_, lo, hi)| Interval::new(BITS, &end(lo)).hull(&Interval::new(BITS, &end(hi))))
        .collect();
    let region =
        sides.iter().map(|(name, lo, hi)| format!("{name} ∈ [{lo}, {hi}]")).collect::<Vec<_>>();
    let covered = |truth, cells| Covered { truth, cells, region: region.join(", ") };
    let widths: Vec<Mpfr> = whole.iter().map(Interval::width).collect();
    let mut open = VecDeque::from([whole]);
    let mut cells = 0;
    while let Some(cell) = open.pop_front() {
        match claim(&cell) {
            Truth::True => cells += 1,
            Truth::False => return covered(Truth::False, cells + 1),
            Truth::Unknown if cells + open.len() >= limit => {
                return covered(Truth::Unknown, cells);
            }
            Truth::Unknown => {
                let share = |i: &usize| (cell[*i].width() / &widths[*i]).to_f64();
                let widest = (0..cell.len()).max_by(|a, b| share(a).total_cmp(&share(b)));
                let at = widest.expect("a box has sides");
                let middle = cell[at].mid();
                for half in [
                    Interval::hull_of(&middle, &cell[at].hi()),
                    Interval::hull_of(&cell[at].lo(), &middle),
                ] {
                    let mut part = cell.clone();
                    part[at] = half;
                    open.push_back(part);
                }
            }
        }
    }
    covered(Truth::True, cells)
}

/// The zero of an increasing or decreasing function on an interval whose ends
/// have different certain signs: halved until signs are no longer certain.
pub(super) fn crossing(
    f: impl Fn(&Interval) -> Interval,
    lo: &Interval,
    hi: &Interval,
) -> Option<Interval> {
    let rises = match (f(lo).is_positive(), f(hi).is_positive()) {
        (Truth::False, Truth::True) => true,
        (Truth::True, Truth::False) => false,
        _ => return None,
    };
    let (mut lo, mut hi) = (lo.lo(), hi.hi());
    for _ in 0..4 * lo.bits().max(hi.bits()) {
        let middle = Interval::hull_of(&lo, &hi).mid();
        let at = Interval::point(&middle);
        let value = f(&at);
        if value.contains_zero() {
            break;
        }
        let above = value.is_positive().is_true();
        if above == rises { hi = middle } else { lo = middle }
    }
    Some(Interval::hull_of(&lo, &hi))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Scalar;

    #[test]
    fn what_holds_is_covered_what_fails_is_disproved_and_ties_are_open() {
        let sides = [("x", "0.1", "1"), ("y", "0.1", "1")];
        let below = |bound: &'static str| {
            move |v: &[Interval]| {
                let bound = v[0].exact(&bound.parse().expect("a decimal"));
                (&v[0] * &v[1] - &v[0] * &v[0] * &v[1]).less(&bound)
            }
        };
        // x y (1 − x) ≤ 1/4 on the box, attained at x = 1/2, y = 1.
        let covered = everywhere(&sides, 10_000, below("0.26"));
        assert_eq!(covered.truth, Truth::True, "{covered:?}");
        assert!(covered.cells > 1 && covered.found().contains("x ∈ [0.1, 1]"));
        assert_eq!(everywhere(&sides, 10_000, below("0.2")).truth, Truth::False);
        assert_eq!(everywhere(&sides, 500, below("0.25")).truth, Truth::Unknown);
    }

    #[test]
    fn a_crossing_is_enclosed() {
        let at = |n: i64| Interval::point(&Mpfr::from_f64(128, 1.0)).int(n);
        let root = crossing(|x| x.square() - x.int(2), &at(1), &at(2)).expect("a sign change");
        assert!(root.contains(&at(2).sqrt().mid()) && root.width().to_f64() < 1e-36);
        assert!(crossing(|x| x.square() + x.int(2), &at(1), &at(2)).is_none());
    }
}
