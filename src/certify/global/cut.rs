//! Cuts: planes below the objective over a whole box of exponents, and what they
//! say of the points that are no worse than the optimum.

use nalgebra::DMatrix;

use super::columns::Column;
use super::inner::{Inner, gram};
use super::range::Range;
use crate::algebra::Matrix;

/// Where the points of a box that are no worse than the optimum are known to lie.
#[derive(Clone)]
pub(super) struct Known {
    /// The ratio of prediction to loss of every run.
    pub ratios: Vec<[f64; 2]>,
    /// The linear parameters.
    pub linear: Vec<Range>,
}

impl Known {
    /// Whether there is no such point.
    pub fn is_empty(&self) -> bool {
        self.ratios.iter().any(|[lo, up]| lo > up) || self.linear.iter().any(|c| c.lo > c.hi)
    }

    /// The sum of the logarithmic widths.
    pub fn width(&self) -> f64 {
        self.ratios.iter().map(|[lo, up]| libm::log(up / lo)).sum()
    }
}

/// F ≥ T + Σ c_j g_j for every (α, β) of a box and every c whose predictions lie
/// where they are known to, g_j between the ends given.
pub(super) struct Cut {
    height: f64,
    slopes: Vec<Range>,
}

impl Cut {
    /// The cut that touches the envelopes at c: with σ_iℓ + τ_i below h(ℓ),
    /// F ≥ Σ κ_iτ_i + Σ_j c_j Σ_i (κ_iσ_i/L_i) x_ij.
    pub fn touching(inner: &Inner<'_>, c: &[f64], data: &Data, columns: &[&Column]) -> Self {
        let mut height = Range::point(0.0);
        let mut weights = Vec::with_capacity(inner.rows.len());
        for (i, ratio) in inner.ratios(c).into_iter().enumerate() {
            let envelope = &inner.envelopes[i];
            let [_, slope, _] = inner.term.guide(envelope, ratio);
            let below = inner.term.height(envelope, slope, ratio);
            height = height + data.scale[i] * Range::point(below);
            weights.push(data.rate[i] * Range::point(slope));
        }
        Cut { height: height.lo, slopes: columns.iter().map(|x| x.product(&weights)).collect() }
    }

    /// A lower bound of F where the linear parameters are known to lie.
    pub fn lower(&self, linear: &[Range]) -> f64 {
        let sum = linear
            .iter()
            .zip(&self.slopes)
            .fold(Range::point(self.height), |sum, (c, g)| sum + *c * *g);
        // A NaN says nothing.
        if sum.lo.is_nan() { f64::NEG_INFINITY } else { sum.lo }
    }
}

/// The runs as the bounds need them.
pub(super) struct Data {
    /// κ.
    pub scale: Vec<Range>,
    /// κ/L.
    pub rate: Vec<Range>,
    /// 1/L.
    pub inverse: Vec<Range>,
    /// L.
    pub responses: Vec<Range>,
    /// κ and L in doubles.
    pub rough_scale: Vec<f64>,
    pub losses: Vec<f64>,
    /// An upper bound of the objective at the optimum.
    pub best: f64,
}

/// Narrows what is known by cuts that touch the level set {G = F*} about `centre`
/// on either side in conjugate directions; None where there are no such cuts.
/// `slack` is what the bound at the centre lost to the width of the box.
pub(super) fn narrowed(
    inner: &Inner<'_>,
    centre: &[f64],
    slack: f64,
    data: &Data,
    columns: &[&Column],
    known: &Known,
) -> Option<Known> {
    let q = centre.len();
    let middle = inner.value(centre);
    let level = data.best.max(middle) + slack.max(1e-14 * middle.abs());
    let mut pairs = Vec::with_capacity(q);
    let mut steps = [None; 2];
    for direction in conjugate(&gram(inner.rows, data.rough_scale.iter().copied()))? {
        let mut pair = Vec::with_capacity(2);
        for (side, sign) in [1.0, -1.0].into_iter().enumerate() {
            let along = |t: f64| -> Vec<f64> {
                centre.iter().zip(&direction).map(|(c, d)| c + sign * t * d).collect()
            };
            let t = reach(|t| inner.value(&along(t)) - level, steps[side])?;
            steps[side] = Some(t);
            pair.push(Cut::touching(inner, &along(t), data, columns));
        }
        pairs.push(pair);
    }
    let hull = Polytope::new(pairs, data.best, &known.linear)?;
    let mut next = known.clone();
    for (j, c) in next.linear.iter_mut().enumerate() {
        let unit: Vec<Range> =
            (0..q).map(|k| Range::point(if j == k { 1.0 } else { 0.0 })).collect();
        *c = c.meet(hull.range(&unit));
    }
    for (i, [lo, up]) in next.ratios.iter_mut().enumerate() {
        let row: Vec<Range> = columns.iter().map(|x| x.whole[i] * data.inverse[i]).collect();
        let range = hull.range(&row);
        (*lo, *up) = (lo.max(range.lo), up.min(range.hi));
    }
    Some(next)
}

/// d_k with d_kᵀ M d_l = 0 for k ≠ l and 1 for k = l.
fn conjugate(m: &Matrix<f64>) -> Option<Vec<Vec<f64>>> {
    let q = m.rows();
    let product = |x: &[f64], y: &[f64]| -> f64 {
        (0..q).map(|i| (0..q).map(|j| x[i] * m[(i, j)] * y[j]).sum::<f64>()).sum()
    };
    let mut found: Vec<Vec<f64>> = Vec::with_capacity(q);
    for k in 0..q {
        let mut d = vec![0.0; q];
        d[k] = 1.0;
        // Twice is enough.
        for _ in 0..2 {
            for other in &found {
                let part = product(&d, other);
                d.iter_mut().zip(other).for_each(|(x, y)| *x -= part * y);
            }
        }
        let size = libm::sqrt(product(&d, &d));
        if size.is_nan() || size <= 0.0 {
            return None;
        }
        found.push(d.into_iter().map(|x| x / size).collect());
    }
    Some(found)
}

/// About where a convex function that is not positive at 0 becomes positive.
fn reach(f: impl Fn(f64) -> f64, guess: Option<f64>) -> Option<f64> {
    let mut t = guess.unwrap_or(1e-3);
    let positive = |t: f64| {
        let at = f(t);
        at.is_nan() || at > 0.0
    };
    let factor = if positive(t) { 0.5 } else { 2.0 };
    for _ in 0..200 {
        let next = t * factor;
        let crossed = positive(next) != (factor < 1.0);
        if crossed {
            let (mut lo, mut hi) = (t.min(next), t.max(next));
            for _ in 0..3 {
                let middle = lo + (hi - lo) / 2.0;
                if positive(middle) { hi = middle } else { lo = middle }
            }
            return lo.is_normal().then_some(lo);
        }
        t = next;
    }
    None
}

/// Points that satisfy pairs of cuts and lie where c is known to.
struct Polytope<'a> {
    /// What Σ c_j g_j is at most, and g, for either side of every direction.
    cuts: Vec<[(f64, Vec<Range>); 2]>,
    /// For every choice of sides the inverse of the matrix with columns g.
    inverses: Vec<Option<DMatrix<f64>>>,
    linear: &'a [Range],
}

impl<'a> Polytope<'a> {
    fn new(pairs: Vec<Vec<Cut>>, best: f64, linear: &'a [Range]) -> Option<Self> {
        let q = linear.len();
        let room = |cut: Cut| ((best - cut.height).next_up(), cut.slopes);
        let cuts: Vec<[(f64, Vec<Range>); 2]> = pairs
            .into_iter()
            .map(|pair| <[Cut; 2]>::try_from(pair).ok().map(|pair| pair.map(room)))
            .collect::<Option<_>>()?;
        let usable = |(most, g): &(f64, Vec<Range>)| {
            most.is_finite() && g.iter().all(|g| (g.lo + g.hi).is_finite())
        };
        if !cuts.iter().flatten().all(usable) {
            return None;
        }
        let inverses = (0..1_usize << q)
            .map(|sides| {
                DMatrix::from_fn(q, q, |j, k| cuts[k][sides >> k & 1].1[j].mid()).try_inverse()
            })
            .collect();
        Some(Polytope { cuts, inverses, linear })
    }

    /// Where Σ c_j x_j lies.
    fn range(&self, x: &[Range]) -> Range {
        let opposite: Vec<Range> = x.iter().map(|x| -*x).collect();
        Range { lo: -self.most(&opposite), hi: self.most(x) }
    }

    /// An upper bound of Σ c_j x_j: for any λ ≥ 0 it is
    /// Σ λ_k Σ_j c_j g_kj + Σ_j c_j (x_j − Σ λ_k g_kj), the first sums bounded by the
    /// cuts. Best are λ with Σ λ_k g_k ≈ x.
    fn most(&self, x: &[Range]) -> f64 {
        let q = x.len();
        let plain = x.iter().zip(self.linear).fold(Range::point(0.0), |sum, (x, c)| sum + *x * *c);
        let plain = if plain.hi.is_nan() { f64::INFINITY } else { plain.hi };
        let shares = |sides: usize| -> Option<Vec<f64>> {
            let inverse = self.inverses[sides].as_ref()?;
            Some((0..q).map(|k| (0..q).map(|j| inverse[(k, j)] * x[j].mid()).sum()).collect())
        };
        // The sides whose share is positive, if the first choice was another.
        let mut sides = 0;
        let mut best = None;
        for _ in 0..3 {
            let Some(share) = shares(sides) else { break };
            let wrong: usize = (0..q).filter(|k| share[*k] < 0.0).map(|k| 1 << k).sum();
            best = Some((sides, share));
            if wrong == 0 {
                break;
            }
            sides ^= wrong;
        }
        let Some((sides, share)) = best else { return plain };
        let mut bound = Range::point(0.0);
        let mut rest = x.to_vec();
        for (k, share) in share.iter().enumerate() {
            if !(*share > 0.0 && share.is_finite()) {
                continue;
            }
            let (most, g) = &self.cuts[k][sides >> k & 1];
            let share = Range::point(*share);
            bound = bound + share * Range::point(*most);
            for (rest, g) in rest.iter_mut().zip(g) {
                *rest = *rest - share * *g;
            }
        }
        for (rest, c) in rest.iter().zip(self.linear) {
            bound = bound + *rest * *c;
        }
        if bound.hi.is_nan() { plain } else { plain.min(bound.hi) }
    }
}
