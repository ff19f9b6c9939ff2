//! Lines below one run's term: the only place that knows the objective.
//!
//! A run's term is κ h(ℓ), ℓ = L̂/L the ratio of its prediction to its loss:
//! h(ℓ) is the objective of a loss of 1 and a prediction of ℓ, and κ the weight,
//! times L² where the objective is no function of ratios.
//!
//! (1 − ℓ)² is convex. In the logarithm v = ln ℓ every other h is an even convex
//! function ρ with ρ'' not increasing in |v|, and ℓ²h'' = ρ''(v) − ρ'(v): positive for v ≤ 0,
//! decreasing for v > 0. So h is convex up to a turn and concave beyond it, and
//! on \[lo, up\] its largest convex minorant is h itself up to some T and a chord
//! from there to the upper end.

use crate::fit::{Objective, Rho};
use crate::number::{DenseDual, Scalar};

use super::range::Range;

/// Halvings that look for a turn or a ceiling.
const FINE: usize = 60;
/// Halvings that look for the point where a chord touches.
const COARSE: usize = 32;
/// The largest |ln ℓ| thought of.
const LARGEST: f64 = 600.0;

/// h.
pub(super) struct Term {
    objective: Objective,
    rho: Rho<Range>,
    rough: Rho<f64>,
    /// h is convex up to the lower and concave from the upper end.
    turn: Range,
}

/// Value, first and second derivative.
pub(super) type Jet = [f64; 3];

/// The convex minorant of h on \[lo, up\], in doubles: a guide, no proof rests on
/// it. Beyond the ends, where nothing is looked for, it rises as a parabola: the
/// lines that touch it there pass through the ends and are steeper than at them.
pub(super) struct Envelope {
    /// Where it is known that ℓ lies.
    lo: f64,
    up: f64,
    /// h at both.
    ends: [Range; 2],
    /// Where the chord begins, h there, and its slope; none where there is none.
    chord: Option<[f64; 3]>,
    /// The second derivative beyond the ends.
    wall: f64,
}

/// How much steeper a wall is one width beyond an end than the minorant at most.
const STEEPER: f64 = 8.0;

impl Term {
    pub fn new(objective: &Objective) -> Self {
        let mut term = Term {
            objective: objective.clone(),
            rho: objective.rho(&Range::point(1.0)),
            rough: objective.rho(&1.0),
            turn: Range::point(f64::INFINITY),
        };
        if objective.is_log() {
            // ρ'(v) > ρ''(v) from v = 1 on, where ρ'' ≤ 1: the turn is below e.
            let (last, _) = halved(FINE, 1.0, 3.0, |x| term.bend(x).lo >= 0.0);
            let (_, first) =
                halved(FINE, 1.0, 3.0, |x| term.bend(x).hi.is_nan() || term.bend(x).hi > 0.0);
            term.turn = Range { lo: last, hi: first };
        }
        term
    }

    /// h.
    fn at<S: Scalar>(&self, rho: &Rho<S>, ratio: &S) -> S {
        let h = rho.at(&self.objective.residual(&ratio.one(), ratio));
        ratio.int(self.objective.factor()) * h
    }

    /// h at a point.
    pub fn value(&self, ratio: f64) -> Range {
        self.at(&self.rho, &Range::point(ratio))
    }

    /// h and h' at a point.
    fn slope(&self, ratio: f64) -> (Range, Range) {
        let rho = self.rho.map(|x| DenseDual::<Range, 1>::constant(*x));
        let h = self.at(&rho, &DenseDual::variable(Range::point(ratio), 0));
        (*h.value(), h.gradient()[0])
    }

    /// h'' at a point.
    fn bend(&self, ratio: f64) -> Range {
        type Two = DenseDual<DenseDual<Range, 1>, 1>;
        let rho = self.rho.map(|x| Two::constant(DenseDual::constant(*x)));
        let h = self.at(&rho, &Two::variable(DenseDual::variable(Range::point(ratio), 0), 0));
        h.gradient()[0].gradient()[0]
    }

    /// h, h' and h'' in doubles.
    fn jet(&self, ratio: f64) -> Jet {
        type Two = DenseDual<DenseDual<f64, 1>, 1>;
        let rho = self.rough.map(|x| Two::constant(DenseDual::constant(*x)));
        let h = self.at(&rho, &Two::variable(DenseDual::variable(ratio, 0), 0));
        [*h.value().value(), h.value().gradient()[0], h.gradient()[0].gradient()[0]]
    }

    /// Ratios beyond which h is proved to exceed a level; h falls up to 1 and rises
    /// from there.
    pub fn within(&self, level: f64) -> [f64; 2] {
        let exceeds = |v: f64| self.value(libm::exp(v)).lo > level;
        let end = |to: f64, none: f64| match exceeds(to) {
            true => libm::exp(halved(FINE, 0.0, to, |v| !exceeds(v)).1),
            false => none,
        };
        [end(-LARGEST, 0.0), end(LARGEST, f64::INFINITY)]
    }

    /// The envelope on \[lo, up\].
    pub fn envelope(&self, [lo, up]: [f64; 2]) -> Envelope {
        let ends = [lo, up].map(|x| self.value(x));
        let line = |t: f64| {
            let (at, end) = (self.jet(t), ends[1].mid());
            // The slope of the chord from t, and whether the tangent at t passes below its end.
            let slope = (end - at[0]) / (up - t);
            ([t, at[0], slope], at[1] <= slope)
        };
        let chord = if up <= self.turn.lo {
            None
        } else if lo >= self.turn.hi {
            Some(line(lo).0)
        } else {
            // The tangent passes below the end up to T, and above it from there.
            let (_, t) = halved(COARSE, lo, self.turn.lo.max(lo), |t| line(t).1);
            Some(line(t).0)
        };
        let mut envelope = Envelope { lo, up, ends, chord, wall: 0.0 };
        let steepest = [lo, up].map(|x| self.guide(&envelope, x)[1].abs());
        let wall = STEEPER * steepest[0].max(steepest[1]) / (up - lo);
        envelope.wall = if wall < 1e15 { wall } else { 0.0 };
        envelope
    }

    /// The envelope's value and derivatives.
    pub fn guide(&self, envelope: &Envelope, ratio: f64) -> Jet {
        let inside = ratio.max(envelope.lo).min(envelope.up);
        let [value, slope, bend] = match envelope.chord {
            Some([from, value, slope]) if inside > from => {
                [value + slope * (inside - from), slope, 0.0]
            }
            _ => self.jet(inside),
        };
        let (beyond, wall) = (ratio - inside, envelope.wall);
        if beyond == 0.0 {
            return [value, slope, bend];
        }
        [value + beyond * (slope + wall * beyond / 2.0), slope + wall * beyond, wall]
    }

    /// By how much the envelope is below h.
    pub fn gap(&self, envelope: &Envelope, ratio: f64) -> f64 {
        self.jet(ratio)[0] - self.guide(envelope, ratio)[0]
    }

    /// τ with h(ℓ) ≥ σℓ + τ for every ℓ in the envelope's range, σ any number;
    /// best where σ is the envelope's slope at `near`.
    ///
    /// Up to the turn h lies above its tangent at a point t, so that
    /// h(ℓ) − σℓ ≥ h(t) − σt + (h'(t) − σ)(ℓ − t) there; from the turn on the
    /// concave h − σℓ is at least the smaller of its values at both ends.
    pub fn height(&self, envelope: &Envelope, slope: f64, near: f64) -> f64 {
        let (lo, up, sigma) = (envelope.lo, envelope.up, Range::point(slope));
        let end = |at: f64, value: Range| (value - sigma * Range::point(at)).lo;
        let last = if up <= self.turn.lo { f64::INFINITY } else { end(up, envelope.ends[1]) };
        if lo >= self.turn.hi {
            return least(end(lo, envelope.ends[0]), last);
        }
        let near = envelope.chord.map_or(near, |[from, ..]| near.min(from));
        // A range that is not proved to be all concave may as well begin earlier.
        let lo = lo.min(self.turn.lo);
        let at = Range::point(near.max(lo).min(up).min(self.turn.lo));
        let (value, derivative) = self.slope(at.lo);
        let rest = (derivative - sigma) * (Range { lo, hi: up } - at);
        least((value - sigma * at + rest).lo, last)
    }
}

/// The smaller; NaN if one is.
fn least(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() { f64::NAN } else { x.min(y) }
}

/// The last point towards `to` at which something that holds from `from` on was
/// seen to hold, and the first at which it was not, after some halvings.
fn halved(times: usize, from: f64, to: f64, holds: impl Fn(f64) -> bool) -> (f64, f64) {
    let (mut yes, mut no) = (from, to);
    for _ in 0..times {
        let middle = yes + (no - yes) / 2.0;
        if holds(middle) { yes = middle } else { no = middle }
    }
    (yes, no)
}
