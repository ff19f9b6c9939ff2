//! Eigenvalues, variances and condition numbers from an expansion.

use super::{Expansion, values};
use crate::algebra::projected;
use crate::algebra::{Ldl, Matrix, dot, enclose};
use crate::number::{Compare, Dual, Interval, Scalar, Series};

/// c ε^order (1 + O(ε)), c ≠ 0 enclosed.
#[derive(Clone, Debug)]
pub struct Leading {
    /// The order, proved.
    pub order: i64,
    /// The coefficient, enclosed; it is the same for both signs of ε where the
    /// order is even, as all orders here are.
    pub coefficient: Interval,
}

impl Expansion {
    /// 2d₁ ≤ … ≤ 2d_p: the orders of the eigenvalues of G, largest first.
    pub fn eigenvalue_orders(&self) -> Vec<usize> {
        self.orders.iter().map(|d| 2 * d).collect()
    }

    /// T at ε = 0.
    fn transform(&self) -> Matrix<Interval> {
        let p = self.orders.len();
        Matrix::from_fn(p, p, |a, j| self.combination[j][a][0].enclosure(self.bits))
    }

    /// Σ_a T_ai T_aj as a series.
    fn metric(&self) -> Matrix<Series<Interval>> {
        let p = self.orders.len();
        let length = self.scaled[(0, 0)].order() + 1;
        let entry = |a: usize, j: usize| {
            let c = self.combination[j][a][..length].iter().map(|c| c.enclosure(self.bits));
            Series::from_coefficients(c.collect()).expect("not empty")
        };
        let t = Matrix::from_fn(p, p, entry);
        t.transpose().times(&t)
    }

    fn scaled_at_zero(&self) -> Matrix<Interval> {
        self.scaled.map(|s| s.value().clone())
    }

    /// The places j with d_j less than, equal to, and greater than d.
    fn split(&self, d: usize) -> [Vec<usize>; 3] {
        let places = |f: &dyn Fn(usize) -> bool| {
            (0..self.orders.len()).filter(|&j| f(self.orders[j])).collect()
        };
        [places(&|o| o < d), places(&|o| o == d), places(&|o| o > d)]
    }

    /// lim λ_j/ε^2d_j for every eigenvalue, largest first; None where the
    /// precision does not decide.
    pub fn leading_coefficients(&self) -> Option<Vec<Interval>> {
        let metric = self.metric().map(|s| s.value().clone());
        let scaled = self.scaled_at_zero();
        let mut found: Vec<Interval> = Vec::new();
        while found.len() < self.orders.len() {
            let [below, group, above] = self.split(self.orders[found.len()]);
            let onto_group = |m: &Matrix<Interval>, others: &[usize]| {
                let all: Vec<usize> = group.iter().chain(others).copied().collect();
                projected(&m.block(&all, &all), &(0..group.len()).collect::<Vec<_>>())
            };
            let s = onto_group(&scaled, &below)?;
            let m = Ldl::new(&onto_group(&metric, &above)?)?;
            let spectrum = enclose(&m.whitened(&s));
            if !spectrum.definite {
                return None;
            }
            found.extend(spectrum.eigenvalues.into_iter().rev());
        }
        Some(found)
    }

    /// The smallest eigenvalue.
    pub fn least(&self) -> Option<Leading> {
        let coefficient = self.leading_coefficients()?.pop()?;
        let order = 2 * self.orders[self.orders.len() - 1] as i64;
        Some(Leading { order, coefficient })
    }

    /// κ = λ_max/λ_min: order 2d₁ − 2d_p.
    pub fn kappa(&self) -> Option<Leading> {
        let coefficients = self.leading_coefficients()?;
        let coefficient = &coefficients[0] / &coefficients[coefficients.len() - 1];
        let [first, .., last] = self.orders[..] else { return None };
        Some(Leading { order: 2 * (first as i64 - last as i64), coefficient })
    }

    /// The series μ(ε) with λ_j = ε^2d_j μ(ε) for the j-th eigenvalue, largest
    /// first; None where it is not proved to be simple among those of its order.
    ///
    /// μ₀ is a simple root of f(μ) = det K(μ), K the scaled pencil (see the
    /// module), and then μ_n = −\[ε^n\] f(μ₀ + … + μ_(n−1) ε^(n−1))/f'(μ₀).
    pub fn eigenvalue(&self, j: usize) -> Option<Series<Interval>> {
        let d = self.orders[j];
        let first = self.leading_coefficients()?[j].clone();
        let metric = self.metric();
        let last = self.scaled[(0, 0)].order();
        let at_zero = {
            let constant = |s: &Series<Interval>| Dual::constant(s.value().clone());
            let mu = Dual::variable(first.clone(), 0);
            let pencil = Matrix::from_fn(self.orders.len(), self.orders.len(), |a, b| {
                let (g, m) = self.pencil_orders(d, a, b);
                let zero = Dual::constant(first.zero());
                let with =
                    |place: usize, x: Dual<Interval>| if place == 0 { x } else { zero.clone() };
                with(g, constant(&self.scaled[(a, b)])) - with(m, constant(&metric[(a, b)]) * &mu)
            });
            determinant(&pencil)
        };
        let slope = at_zero.derivative(0)?.clone();
        if slope.contains_zero() {
            return None;
        }
        let mut coefficients = vec![first];
        for n in 1..=last {
            let mut padded = coefficients.clone();
            padded.resize(n + 1, slope.zero());
            let mu = Series::from_coefficients(padded).expect("not empty");
            let pencil = Matrix::from_fn(self.orders.len(), self.orders.len(), |a, b| {
                let (g, m) = self.pencil_orders(d, a, b);
                let shifted = |s: Series<Interval>, by| s.times_power(by).truncated(n);
                shifted(self.scaled[(a, b)].truncated(n), g)
                    - shifted(metric[(a, b)].truncated(n) * &mu, m)
            });
            let residual = determinant(&pencil).coefficients()[n].clone();
            coefficients.push(-(residual / &slope));
        }
        Series::from_coefficients(coefficients)
    }

    /// K_ab = ε^g G̃_ab − μ ε^m M_ab: rows and columns of order above d are
    /// multiplied by ε^(d_a − d).
    fn pencil_orders(&self, d: usize, a: usize, b: usize) -> (usize, usize) {
        let lift = |a: usize| self.orders[a].saturating_sub(d);
        let g = lift(a) + lift(b);
        (g, 2 * d + g - self.orders[a] - self.orders[b])
    }

    /// \[G⁻¹\]_aa for the a-th of the columns: the squared standard deviation of
    /// its parameter in units of σ². Order −2e for the largest e = d_j − v_j,
    /// ε^v_j the first power that is in T_aj.
    pub fn variance(&self, a: usize) -> Option<Leading> {
        let mut top: Vec<(usize, Interval)> = Vec::new();
        let mut largest = i64::MIN;
        for j in 0..self.orders.len() {
            let series = &self.combination[j][a];
            let Some(v) = series.iter().position(|c| !c.is_zero()) else { continue };
            let e = self.orders[j] as i64 - v as i64;
            if e > largest {
                largest = e;
                top.clear();
            }
            if e == largest {
                top.push((j, series[v].enclosure(self.bits)));
            }
        }
        let inverse = Ldl::new(&self.scaled_at_zero())?.inverse();
        let places: Vec<usize> = top.iter().map(|t| t.0).collect();
        let block = inverse.block(&places, &places);
        let t: Vec<Interval> = top.into_iter().map(|t| t.1).collect();
        let image: Vec<Interval> = (0..t.len()).map(|i| dot(block.row(i), &t)).collect();
        let coefficient = dot(&t, &image);
        let known = coefficient.is_positive().is_true();
        known.then_some(Leading { order: -2 * largest, coefficient })
    }

    /// The variance, in units of σ², of the prediction at another size on the
    /// same ray, x = ln N, in the limit ε → 0: it is Θ(1).
    pub fn variance_on_ray(&self, x: &Interval) -> Option<Interval> {
        let row = values(&self.reduced, &self.ray, x, 0);
        let row: Vec<Interval> = row.iter().map(|s| s.value().clone()).collect();
        Some(Ldl::new(&self.scaled_at_zero())?.variance(&row))
    }

    /// The variance of the prediction off the ray, given the gradient there at
    /// ε = 0, if it has the largest order that there is, −2d_p.
    pub fn variance_off_ray(&self, gradient: &[Interval]) -> Option<Leading> {
        let t = self.transform();
        let d = self.orders[self.orders.len() - 1];
        let [_, top, _] = self.split(d);
        let images: Vec<Interval> = top
            .iter()
            .map(|&j| {
                dot(gradient, &(0..gradient.len()).map(|a| t[(a, j)].clone()).collect::<Vec<_>>())
            })
            .collect();
        let inverse = Ldl::new(&self.scaled_at_zero())?.inverse().block(&top, &top);
        let image: Vec<Interval> = (0..top.len()).map(|i| dot(inverse.row(i), &images)).collect();
        let coefficient = dot(&images, &image);
        let known = coefficient.is_positive().is_true();
        known.then_some(Leading { order: -2 * d as i64, coefficient })
    }
}

/// The determinant by expansion over subsets of columns: n 2^n products, no
/// divisions, for any kind of number.
fn determinant<S: Scalar>(a: &Matrix<S>) -> S {
    let n = a.rows();
    let one = a[(0, 0)].one();
    // partial[s]: the minor of the first |s| rows and the columns in s.
    let mut partial: Vec<Option<S>> = vec![None; 1 << n];
    partial[0] = Some(one);
    for set in 1_usize..1 << n {
        let row = set.count_ones() as usize - 1;
        let mut sum: Option<S> = None;
        for column in (0..n).filter(|c| set >> c & 1 == 1) {
            let minor = partial[set ^ (1 << column)].as_ref().expect("smaller sets first");
            let product = &a[(row, column)] * minor;
            // Columns of the set after this one: transpositions to the last place.
            let after = (set >> (column + 1)).count_ones();
            let signed = if after % 2 == 0 { product } else { -product };
            sum = Some(match sum {
                Some(sum) => sum + signed,
                None => signed,
            });
        }
        partial[set] = sum;
    }
    partial.pop().flatten().expect("the full set")
}
