//! The two columns of a pair on one ray, as weights w = j_a² and quotients
//! r = j_b/j_a: all that P1, C1, X1 and X10 are about.

use super::on_ray::OneRay;
use crate::design::Design;
use crate::geometry::jacobian;
use crate::law::Law;
use crate::number::{Exact, Interval, Scalar};

/// w_i, r_i and x_i = ln N_i of every run, enclosed.
#[derive(Clone, Debug)]
pub struct Pair {
    /// w = j_a².
    pub w: Vec<Interval>,
    /// r = j_b/j_a, on a ray c N^ε.
    pub r: Vec<Interval>,
    /// x = ln N.
    pub x: Vec<Interval>,
}

impl Pair {
    /// The pair of the law at a gap, at so many bits.
    pub fn at(ray: &OneRay, epsilon: &Exact, bits: u32) -> Self {
        Self::of(&ray.law, &ray.path.at(epsilon), &ray.design(), bits)
    }

    /// The pair of a law over any design.
    pub fn of<D: Design>(law: &Law, theta: &[Exact], design: &D, bits: u32) -> Self {
        let like = Interval::new(bits, &Exact::from(1));
        let theta: Vec<Interval> = theta.iter().map(|x| like.exact(x)).collect();
        let j = jacobian(law, &theta, design, law.about().pair);
        let rows = || 0..j.rows();
        Pair {
            w: rows().map(|i| j[(i, 0)].square()).collect(),
            r: rows().map(|i| &j[(i, 1)] / &j[(i, 0)]).collect(),
            x: rows().map(|i| design.point(i, &like).n.ln()).collect(),
        }
    }

    /// Σ w f.
    pub fn sum(&self, f: impl Fn(usize) -> Interval) -> Interval {
        let terms = (0..self.w.len()).map(|i| &self.w[i] * f(i));
        terms.reduce(|a, b| a + b).expect("runs")
    }

    /// Σ w.
    pub fn weight(&self) -> Interval {
        self.sum(|i| self.w[i].one())
    }

    /// E_w v.
    pub fn mean(&self, v: &[Interval]) -> Interval {
        self.sum(|i| v[i].clone()) / self.weight()
    }

    /// Var_w v = E_w (v − E_w v)²; nothing cancels.
    pub fn variance(&self, v: &[Interval]) -> Interval {
        let mean = self.mean(v);
        self.sum(|i| (&v[i] - &mean).square()) / self.weight()
    }

    /// (Σ w (1 + r²))²/(Σw Σwr² − (Σwr)²) = κ + 2 + 1/κ.
    pub fn quotient(&self) -> Interval {
        let trace = self.sum(|i| self.r[i].square() + self.r[i].one());
        trace.square() / (self.weight().square() * self.variance(&self.r))
    }

    /// κ from q = κ + 2 + 1/κ.
    pub fn kappa_of(q: &Interval) -> Interval {
        let root = (q * (q - q.int(4))).sqrt();
        (q - q.int(2) + root) / q.int(2)
    }

    /// lim ε² κ = (1 + c²)²/(c² σ_w²), for the pair at zero gap, where r = c.
    pub fn limit(&self) -> Interval {
        let c2 = self.r[0].square();
        (c2.one() + &c2).square() / (c2 * self.variance(&self.x))
    }

    /// lim λ_min/ε² = Σw c² σ_w²/(1 + c²), for the pair at zero gap.
    pub fn least_limit(&self) -> Interval {
        let c2 = self.r[0].square();
        self.weight() * &c2 * self.variance(&self.x) / (c2.one() + &c2)
    }
}
