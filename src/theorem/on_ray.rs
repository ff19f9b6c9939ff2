//! One ray and a law whose gap closes: the cases that the asymptotic statements
//! share, and what they all measure there.

use super::cases::{base, base_words, exact, halvings};
use super::{Curve, Evidence, Line};
use crate::algebra::Ldl;
use crate::design::{Design, LogUniform, Rays};
use crate::geometry::{
    Conditioning, Expansion, ExpansionError, OnRay, Path, Precision, Row, accumulate, conditioning,
    expansion,
};
use crate::law::Law;
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar, Series, Truth};

/// A law, its path of gaps, and sizes on one ray.
#[derive(Clone, Debug)]
pub struct OneRay {
    /// The law.
    pub law: Law,
    /// Its parameters by gap.
    pub path: Path,
    /// k = D/N.
    pub k: Exact,
    /// N.
    pub sizes: LogUniform,
}

impl OneRay {
    /// The base parameters of a law on the ray k, with so many sizes on
    /// \[1e7, 1e9\].
    pub fn new(law: &Law, k: &str, count: usize) -> Self {
        let sizes = LogUniform::new(exact("1e7"), exact("1e9"), count).expect("valid");
        OneRay { law: law.clone(), path: Path::of(law, &base(law)), k: exact(k), sizes }
    }

    /// The rays and numbers of sizes that orders are certified on: k = 5, 20,
    /// 200 with as many sizes as columns (at least 5), 12, and 100.
    pub fn cases(law: &Law, columns: usize) -> Vec<Self> {
        let counts = [columns.max(5), 12, 100];
        let each = |k| counts.map(|count| OneRay::new(law, k, count));
        ["5", "20", "200"].into_iter().flat_map(each).collect()
    }

    /// The ray of the known answers: k = 20, 20 sizes.
    pub fn usual(law: &Law) -> Self {
        OneRay::new(law, "20", 20)
    }

    /// `k = 20, 12 sizes`.
    pub fn words(&self) -> String {
        format!("k = {}, {} sizes", self.k, self.sizes.count())
    }

    /// The same ray with its sizes, in words, for `tested`.
    pub fn all_words(law: &Law, columns: usize) -> String {
        format!(
            "rays k = 5, 20, 200 with {}, 12 and 100 sizes log-uniform on [1e7, 1e9], {}",
            columns.max(5),
            base_words(law)
        )
    }

    /// The design itself.
    pub fn design(&self) -> Rays {
        Rays::with(vec![self.k.clone()], self.sizes.clone()).expect("a valid design")
    }

    /// The expansion of the Gram matrix of some columns, others projected out.
    pub fn expansion(
        &self,
        columns: &[usize],
        projected: &[usize],
        further: usize,
        bits: u32,
    ) -> Result<Expansion, ExpansionError> {
        let OneRay { law, path, k, sizes } = self;
        expansion(&OnRay { law, path, k, sizes, columns, projected }, further, bits)
    }

    /// The Gram matrix at a gap, enclosed to so many digits.
    pub fn at(&self, epsilon: &Exact, columns: &[usize], digits: u32, bits: u32) -> Conditioning {
        let precision = Precision { start: bits, ..Precision::digits(digits) };
        let theta = self.path.at(epsilon);
        conditioning(&self.law, &theta, &self.design(), &[columns], precision).remove(0)
    }

    /// Whether the law sees every run at this gap on the ray: D'/N' = k. It does
    /// not where repeated data, or a size beyond N_opt, is discounted.
    pub fn is_seen(&self, epsilon: &Exact) -> bool {
        let theta: Vec<f64> = self.path.at(epsilon).iter().map(Exact::to_f64).collect();
        let (design, k) = (self.design(), self.k.to_f64());
        (0..design.len()).all(|i| {
            let ratio = self.law.ratio(&theta, &design.point(i, &1.0));
            (ratio / k - 1.0).abs() < 1e-9
        })
    }

    /// ln N of every size.
    pub fn logs(&self, like: &Interval) -> Vec<Interval> {
        (0..self.sizes.count()).map(|i| self.sizes.at(i, like).ln()).collect()
    }

    /// The squared distance of the last of some functions of x = ln N from the
    /// span of the others, over the runs: a ratio of Gram determinants.
    pub fn distance(
        &self,
        like: &Interval,
        f: impl Fn(&Interval) -> Vec<Interval> + Sync,
    ) -> Option<Interval> {
        let logs = self.logs(like);
        let p = f(&logs[0]).len();
        let row = |i: usize| Row { gradient: f(&logs[i]), weight: None };
        Ldl::new(&accumulate(like, logs.len(), p, row))?.pivots().last().cloned()
    }
}

/// Parameters as symbols: `A, B`.
pub fn symbols(law: &Law, columns: &[usize]) -> String {
    let about = law.about();
    columns.iter().map(|&j| about.parameters[j].symbol).collect::<Vec<_>>().join(", ")
}

/// Digits that two enclosures at so many bits are asked to share: half of them.
pub fn digits_of(bits: u32) -> u32 {
    (f64::from(bits) * std::f64::consts::LOG10_2 / 2.0) as u32
}

impl Evidence {
    /// The orders of all eigenvalues on a ray, largest first.
    pub fn eigenvalue_orders(
        &mut self,
        what: &str,
        found: &Result<Expansion, ExpansionError>,
        claimed: &[usize],
    ) {
        let (truth, text) = match found {
            Ok(e) => {
                self.bits = self.bits.max(e.bits);
                let orders = e.eigenvalue_orders();
                (Truth::from(orders == claimed), format!("orders {}", list(&orders)))
            }
            Err(error) => (Truth::Unknown, error.to_string()),
        };
        self.cases += 1;
        self.found(format!("{what}: eigenvalue orders {}", list(claimed)), truth, text);
    }

    /// λ(ε), evaluated at ten gaps of each sign, minus its series cut after
    /// ε^(n−1), shrinks as ε^n: the quotient by the next term tends to 1, its
    /// distance from 1 halving with ε.
    pub fn remainder(
        &mut self,
        what: &str,
        series: &Series<Interval>,
        order: usize,
        value: impl Fn(&Exact) -> Interval,
    ) {
        let n = series.order();
        let head = series.truncated(n - 1);
        for sign in ["", "-"] {
            let mut last: Option<f64> = None;
            let mut truth = Truth::True;
            let mut text = String::new();
            for epsilon in halvings(&exact(&format!("{sign}1e-5")), 10) {
                let lambda = value(&epsilon);
                let e = lambda.exact(&epsilon);
                let rest = lambda / e.powi(order as i32) - head.at(&e);
                let quotient = rest / (&series.coefficients()[n] * e.powi(n as i32));
                let off = (quotient - e.one()).abs();
                // Not known well enough to speak of its size.
                let known = off.width().to_f64() < 0.1 * off.mid().to_f64();
                let off = off.mid().to_f64();
                truth = match last {
                    _ if !known => Truth::Unknown,
                    Some(last) if off > 0.75 * last => Truth::False,
                    _ => truth,
                };
                text = format!("quotient 1 ± {off:.1e} at ε = {:.1e}", epsilon.to_f64());
                last = Some(off);
                self.cases += 1;
            }
            let side = if sign.is_empty() { "ε > 0" } else { "ε < 0" };
            self.found(
                format!(
                    "{what}, {side}: MPFR minus the series up to ε^{} is Θ(ε^{})",
                    order + n - 1,
                    order + n
                ),
                truth,
                text,
            );
        }
    }
}

fn list(orders: &[usize]) -> String {
    let texts: Vec<String> = orders.iter().map(usize::to_string).collect();
    format!("({})", texts.join(", "))
}

/// A curve of a quantity along the path, at ten gaps from 0.1 down.
pub fn curve(
    ray: &OneRay,
    quantity: &str,
    columns: &[usize],
    lines: [Option<Line>; 2],
    value: impl Fn(&Conditioning, &Exact) -> Option<Interval>,
) -> Curve {
    let [paper, ours] = lines;
    let mut curve = Curve {
        quantity: quantity.into(),
        law: Some(ray.law.to_string()),
        design: format!("{}, columns {}", ray.words(), symbols(&ray.law, columns)),
        points: Vec::new(),
        bands: Vec::new(),
        paper,
        ours,
    };
    for gap in ["0.1", "0.06", "0.03", "0.015", "0.007", "0.003", "1e-3", "3e-4", "1e-4", "1e-5"] {
        let epsilon = exact(gap);
        let found = ray.at(&epsilon, columns, 12, 128);
        if let Some(x) = value(&found, &epsilon) {
            let e = epsilon.to_f64();
            curve.points.push((e, x.to_f64()));
            curve.bands.push((e, x.lo().to_f64(), x.hi().to_f64()));
        }
    }
    curve
}

/// The law's reduced model at zero gap on the ray: √\[G⁻¹\] of its ψ, with the
/// given columns of the reduced model free.
pub fn psi_deviation(ray: &OneRay, columns: &[usize], bits: u32) -> Option<Interval> {
    let reduced = ray.law.reduced()?;
    let like = Interval::new(bits, &Exact::from(1));
    let theta: Vec<Interval> = ray.path.at_zero.iter().map(|x| like.exact(x)).collect();
    let psi = ray.law.psi(&theta, &like.exact(&ray.k));
    let at = reduced_parameters(&ray.law, &theta, psi);
    let gram = crate::geometry::gram(&reduced, &at, &ray.design(), columns);
    let found = Conditioning::of(gram, columns, ray.sizes.count(), Vec::new());
    let place = columns.iter().position(|&j| reduced.about().parameters[j].name == "psi")?;
    found.standard_deviation(place)
}

/// The parameters of the reduced model at zero gap.
fn reduced_parameters(law: &Law, theta: &[Interval], psi: Interval) -> Vec<Interval> {
    match law.about().id {
        "kaplan" => vec![psi, theta[3].clone()],
        "droppo-elibol" => {
            vec![theta[0].clone(), psi, &theta[4] / &theta[5], theta[5].clone()]
        }
        // Chinchilla, repeated, interaction: E, ψ, α.
        "interaction" => vec![theta[0].clone(), psi, theta[4].clone()],
        _ => vec![theta[0].clone(), psi, theta[3].clone()],
    }
}

/// A number at so many bits, from a decimal.
pub fn interval(bits: u32, text: &str) -> Interval {
    Interval::new(bits, &exact(text))
}

/// The same as an approximate number.
pub fn mpfr(bits: u32, text: &str) -> Mpfr {
    Mpfr::new(bits, &exact(text))
}
