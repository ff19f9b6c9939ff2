//! Conditioning in other units of N and D, and in those of the runs themselves
//! (statement X16).
//!
//! With N counted in units of N₀, A' = A N₀^−α is the scale, and at fixed A' an
//! exponent moves ∂L/∂α' = ∂L/∂α + A ln N₀ ∂L/∂A: a unit adds a multiple of one column
//! to another, which no scaling of columns undoes. With N₀ and D₀ the (weighted)
//! geometric means over the runs the logarithms are centred, as a regression centres its
//! predictors, and nothing depends on the units of the file any more.

use super::Conditioning;
use crate::algebra::Matrix;
use crate::design::Design;
use crate::law::Law;
use crate::number::{Exact, Interval, Scalar};

/// Σ w ln N/Σ w and Σ w ln D/Σ w: the logarithms of the geometric means.
pub fn centres<S: Scalar, D: Design + ?Sized>(design: &D, like: &S) -> [S; 2] {
    let mut sums = [like.zero(), like.zero(), like.zero()];
    for i in 0..design.len() {
        let at = design.point(i, like);
        let weight = design.weight(i, like).unwrap_or_else(|| like.one());
        for (sum, x) in sums.iter_mut().zip([&weight * at.n.ln(), &weight * at.d.ln(), weight]) {
            *sum = &*sum + x;
        }
    }
    let [n, d, weights] = sums;
    [n / &weights, d / weights]
}

/// The matrix M that takes columns of the Jacobian to those in units e^ln of N and D, but
/// for their lengths: G' = MᵀGM. `moved` are the parameters that each column moves,
/// `theta` all parameters in the file's units. An exponent carries its scale along where
/// that has a column of its own.
pub fn shear<S: Scalar>(law: &Law, theta: &[S], moved: &[&[usize]], ln: [&S; 2]) -> Matrix<S> {
    let like = ln[0].one();
    let own = |p: usize| moved.iter().position(|column| *column == [p]);
    let mut m = Matrix::identity(&like, moved.len());
    for power in law.unit_powers().unwrap_or_default() {
        let Some(exponent) = power.exponent else { continue };
        let column = moved.iter().position(|column| column.contains(&exponent));
        if let (Some(scale), Some(column)) = (own(power.parameter), column) {
            m[(scale, column)] = &m[(scale, column)] + &theta[power.parameter] * ln[power.size];
        }
    }
    m
}

/// MᵀGM, its two triangles from one.
pub fn sheared<S: Scalar>(gram: &Matrix<S>, m: &Matrix<S>) -> Matrix<S> {
    let product = m.transpose().times(gram).times(m);
    Matrix::from_fn(gram.rows(), gram.rows(), |i, j| product[(i.max(j), i.min(j))].clone())
}

impl Conditioning {
    /// The same columns where N and D count in units e^ln: its κ_eq and variance
    /// inflation are those of fits in these units; its κ and Gram matrix, whose columns
    /// have other lengths, are nobody's.
    pub fn in_units(&self, law: &Law, theta: &[Exact], ln: [&Interval; 2]) -> Self {
        let theta: Vec<Interval> = theta.iter().map(|x| ln[0].exact(x)).collect();
        let moved: Vec<&[usize]> = self.columns.iter().map(std::slice::from_ref).collect();
        let gram = sheared(&self.gram, &shear(law, &theta, &moved, ln));
        Conditioning::of(gram, &self.columns, self.runs, self.dependences.clone())
    }

    /// The same in units of the geometric means over the runs: its κ_eq is κ_c.
    pub fn centred<D: Design + ?Sized>(&self, law: &Law, theta: &[Exact], design: &D) -> Self {
        let [n, d] = centres(design, &self.gram[(0, 0)].one());
        self.in_units(law, theta, [&n, &d])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Precision, conditioning};
    use crate::number::Compare;
    use crate::runs::Run;

    /// The same runs in other units, their conditioning computed from the start.
    #[test]
    fn a_shear_is_a_change_of_units() {
        let exact = |text: &str| text.parse::<Exact>().expect("a decimal");
        let run = |(n, d, w): &(i64, i64, i64)| Run {
            n: Exact::from(n * 1_000_000),
            d: Exact::from(d * 1_000_000_000),
            loss: Exact::from(2),
            unique: None,
            weight: Some(Exact::from(*w)),
            group: None,
            others: Vec::new(),
        };
        let sizes = [(7, 2, 1), (30, 1, 2), (90, 7, 1), (300, 20, 5), (900, 4, 1), (40, 60, 3)];
        let more = [(11, 90, 1), (500, 500, 2), (70, 33, 1)];
        let runs: Vec<Run> = sizes.iter().chain(&more).map(run).collect();
        for (name, theta) in [
            ("chinchilla", ["1.7", "400", "900", "0.34", "0.28"].as_slice()),
            ("kaplan", &["8.8e13", "5.4e13", "0.076", "0.095"]),
            ("interaction", &["1.7", "400", "900", "30", "0.34", "0.28", "0.2", "0.13"]),
        ] {
            let law = Law::named(name).expect("a law");
            let theta: Vec<Exact> = theta.iter().map(|x| exact(x)).collect();
            let columns: Vec<usize> = (0..law.len()).collect();
            let at = |theta: &[Exact], runs: &[Run]| {
                let precision = Precision::digits(40);
                conditioning(&law, theta, runs, &[&columns], precision).remove(0)
            };
            // N in hundreds of millions, D in billions.
            let (n0, d0) = (exact("1e8"), exact("1e9"));
            let moved: Vec<Run> =
                runs.iter().map(|r| Run { n: &r.n / &n0, d: &r.d / &d0, ..r.clone() }).collect();
            let like = Interval::new(400, &Exact::from(1));
            let [ln_n, ln_d] = [&n0, &d0].map(|x| like.exact(x).ln());
            let wide: Vec<Interval> = theta.iter().map(|x| like.exact(x)).collect();
            let mut there = wide.clone();
            for power in law.unit_powers().expect("stated") {
                let ln = [&ln_n, &ln_d][power.size];
                let factor = power.exponent.map_or(ln.clone(), |e| &wide[e] * ln).exp();
                there[power.parameter] = &there[power.parameter] / factor;
            }
            let there: Vec<Exact> =
                there.iter().map(|x| x.mid().to_exact().expect("finite")).collect();
            let own = at(&theta, &runs);
            let sheared = own.in_units(&law, &theta, [&ln_n, &ln_d]);
            let direct = at(&there, &moved);
            let close = |a: &Interval, b: &Interval| {
                assert!(((a - b) / b).abs().hi().to_f64() < 1e-35, "{name}: {a} {b}");
            };
            close(&sheared.kappa_eq().expect("regular"), &direct.kappa_eq().expect("regular"));
            let (a, b) = (sheared.vif().expect("regular"), direct.vif().expect("regular"));
            a.iter().zip(&b).for_each(|(a, b)| close(a, b));
            // And the centred figure is the same from either.
            let (a, b) =
                (own.centred(&law, &theta, &runs[..]), direct.centred(&law, &there, &moved[..]));
            close(&a.kappa_eq().expect("regular"), &b.kappa_eq().expect("regular"));
        }
    }
}
