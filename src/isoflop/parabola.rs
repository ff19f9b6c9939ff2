//! The least-squares parabola and its lowest point, in any kind of number.

use crate::number::Scalar;

/// y ≈ mean + slope·u + bend·v, u = w − w̄ and v = u² − m₂ − (m₃/m₂)u being orthogonal over
/// the grid, m_k the mean of u^k: the parabola of least squares.
#[derive(Clone, Debug)]
pub struct Parabola<S> {
    /// w̄.
    pub centre: S,
    /// The mean of y.
    pub mean: S,
    /// Σuy/Σu².
    pub slope: S,
    /// Σvy/Σv²: half of the second derivative.
    pub bend: S,
    /// Σu².
    pub square: S,
    /// Σv².
    pub fourth: S,
    /// m₃/m₂: zero of a symmetric grid.
    pub skew: S,
}

/// Fits one through points (w, y).
///
/// # Panics
/// Unless there are as many y as w, and any.
pub fn parabola<S: Scalar>(w: &[S], y: &[S]) -> Parabola<S> {
    assert!(!w.is_empty() && w.len() == y.len(), "points of a parabola");
    let like = &w[0];
    let count = like.int(w.len() as i64);
    let sum = |f: &dyn Fn(usize) -> S| (0..w.len()).fold(like.zero(), |sum, i| sum + f(i));
    let centre = sum(&|i| w[i].clone()) / &count;
    let mean = sum(&|i| y[i].clone()) / &count;
    let u: Vec<S> = w.iter().map(|w| w - &centre).collect();
    let square = sum(&|i| u[i].square());
    let skew = sum(&|i| u[i].square() * &u[i]) / &square;
    let m2 = &square / &count;
    let v: Vec<S> = u.iter().map(|u| u.square() - &m2 - &skew * u).collect();
    let fourth = sum(&|i| v[i].square());
    let slope = sum(&|i| &u[i] * &y[i]) / &square;
    let bend = sum(&|i| &v[i] * &y[i]) / &fourth;
    Parabola { centre, mean, slope, bend, square, fourth, skew }
}

impl<S: Scalar> Parabola<S> {
    /// w̄ + (m₃/m₂)/2 − slope/(2 bend): where its derivative is zero.
    pub fn vertex(&self) -> S {
        let two = self.centre.int(2);
        &self.centre + &self.skew / &two - &self.slope / (two * &self.bend)
    }

    /// Its value.
    pub fn at(&self, w: &S, count: usize) -> S {
        let u = w - &self.centre;
        let m2 = &self.square / self.centre.int(count as i64);
        let v = u.square() - m2 - &self.skew * &u;
        &self.mean + &self.slope * &u + &self.bend * v
    }
}

/// n points w from −reach to reach, evenly spaced.
///
/// # Panics
/// Unless there are at least two.
pub fn equidistant<S: Scalar>(reach: &S, n: usize) -> Vec<S> {
    assert!(n > 1, "a grid has two ends");
    (0..n as i64).map(|i| reach * reach.ratio(2 * i - (n as i64 - 1), n as i64 - 1)).collect()
}

/// δw of X12: how far from the best split the parabola's lowest point lies, in
/// w = log₁₀(D/D*), on a grid of w along C = 6ND of E + A N^−α + B D^−β. There
/// L = E + const·(10^(−βw) + (β/α) 10^(αw)), so that it depends on α, β and the grid alone.
///
/// ```
/// use offray::isoflop::{equidistant, vertex_shift};
/// let grid = equidistant(&4_f64.log10(), 15);
/// let shift = vertex_shift(&0.34, &0.28, &grid);
/// // The published table: −1.30 % in D*.
/// assert!((100.0 * (10_f64.powf(shift) - 1.0) + 1.301125).abs() < 1e-6);
/// ```
pub fn vertex_shift<S: Scalar>(alpha: &S, beta: &S, grid: &[S]) -> S {
    let ten = alpha.int(10).ln();
    let shape = |w: &S| {
        let t = w * &ten;
        (-(beta * &t)).exp() + beta / alpha * (alpha * &t).exp()
    };
    let values: Vec<S> = grid.iter().map(shape).collect();
    parabola(grid, &values).vertex()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parabola_is_found_whatever_the_grid() {
        let w = [0.3, 1.0, 1.1, 2.5, 4.0];
        let y = w.map(|w: f64| 3.0 - 2.0 * w + 0.7 * w * w);
        let found = parabola(&w, &y);
        assert!((found.vertex() - 1.0 / 0.7).abs() < 1e-12 && (found.bend - 0.7).abs() < 1e-12);
        for (w, y) in w.iter().zip(&y) {
            assert!((found.at(w, 5) - y).abs() < 1e-12);
        }
    }

    /// Normal equations solved by elimination, sharing no code.
    #[test]
    fn the_fit_solves_the_normal_equations() {
        let w = [-1.0, -0.2, 0.4, 0.5, 1.7, 2.0];
        let y = [2.0, 1.0, 1.5, 0.7, 1.9, 3.3];
        let found = parabola(&w, &y);
        for power in 0..3 {
            let rest: f64 = w
                .iter()
                .zip(&y)
                .map(|(w, y): (&f64, &f64)| w.powi(power) * (y - found.at(w, 6)))
                .sum();
            assert!(rest.abs() < 1e-12, "{power}: {rest}");
        }
    }
}
