//! First and second derivatives of a criterion's logarithm with respect to runs.

use crate::algebra::{Ldl, Matrix, eigen};

/// First and second derivatives of ln Φ with respect to runs.
pub(super) struct Curvature {
    /// h = ToG has gᵀM⁻¹g = |h|² and, of a trace, Σ share_a h_a² = ∂ ln Φ/∂n.
    to: Matrix<f64>,
    shares: Vec<f64>,
    /// Places a ≤ b and sizes of the entries size·h_a h_b of a row of U, UUᵀ being the
    /// Hessian of −ln Φ before `along` is taken out.
    entries: Vec<(usize, usize, f64)>,
    /// Of a trace, v with |v|² = ½: the Hessian is U(1 − vvᵀ)Uᵀ.
    along: Option<Vec<(usize, f64)>>,
}

/// Parts of the trace smaller than this are rounding.
const NO_SHARE: f64 = 1e-13;

/// At an information matrix; None where it is singular.
pub(super) fn curvature(information: &Matrix<f64>, aim: Option<&Matrix<f64>>) -> Option<Curvature> {
    let p = information.rows();
    let whiten = Ldl::new(information)?.whitening();
    let pairs = || (0..p).flat_map(|a| (a..p).map(move |b| (a, b)));
    let Some(aim) = aim else {
        // (h_i·h_j)²/p.
        let size = |a: usize, b: usize| (if a == b { 1.0 } else { 2.0 } / p as f64).sqrt();
        let entries = pairs().map(|(a, b)| (a, b, size(a, b))).collect();
        return Some(Curvature {
            to: whiten,
            shares: vec![1.0 / p as f64; p],
            entries,
            along: None,
        });
    };
    let moved = whiten.times(aim).times(&whiten.transpose());
    let moved = Matrix::from_fn(p, p, |i, j| moved[(i.min(j), i.max(j))]);
    let spectrum = eigen(&moved);
    let total: f64 = spectrum.values.iter().sum();
    let share = |x: &f64| if x / total > NO_SHARE { x / total } else { 0.0 };
    let shares: Vec<f64> = spectrum.values.iter().map(share).collect();
    // Σ (s_a + s_b) (h_ia h_ib)(h_ja h_jb), less (Σ s h_i²)(Σ s h_j²).
    let size = |a: usize, b: usize| match a == b {
        true => (2.0 * shares[a]).sqrt(),
        false => (2.0 * (shares[a] + shares[b])).sqrt(),
    };
    let entries = pairs().map(|(a, b)| (a, b, size(a, b))).filter(|(_, _, size)| *size > 0.0);
    let entries: Vec<(usize, usize, f64)> = entries.collect();
    let diagonal = entries.iter().enumerate().filter(|(_, (a, b, _))| a == b);
    let along = diagonal.map(|(at, (a, _, _))| (at, (0.5 * shares[*a]).sqrt())).collect();
    let to = spectrum.vectors.transpose().times(&whiten);
    Some(Curvature { to, shares, entries, along: Some(along) })
}

impl Curvature {
    /// ∂ ln Φ/∂n at a candidate, and its row of a matrix with UUᵀ the Hessian of −ln Φ,
    /// times `root`.
    pub fn at(&self, g: &[f64], root: f64) -> (f64, Vec<f64>) {
        let p = g.len();
        let h: Vec<f64> =
            (0..p).map(|a| self.to.row(a).iter().zip(g).map(|(w, g)| w * g).sum()).collect();
        let gain: f64 = h.iter().zip(&self.shares).map(|(h, s)| s * h * h).sum();
        let mut row: Vec<f64> =
            self.entries.iter().map(|(a, b, size)| root * size * h[*a] * h[*b]).collect();
        if let Some(along) = &self.along {
            // 1 − vvᵀ with |v|² = ½ has the root 1 − (2 − √2) vvᵀ.
            let beta = 2.0 - std::f64::consts::SQRT_2;
            let part: f64 = along.iter().map(|(at, v)| row[*at] * v).sum();
            along.iter().for_each(|(at, v)| row[*at] -= beta * part * v);
        }
        (gain, row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of U against second differences of ln Φ.
    #[test]
    fn the_curvature_is_that_of_the_criterion() {
        let p = 3;
        let g = [[1.0, 0.3, -0.2], [0.1, 1.0, 0.5], [-0.4, 0.2, 1.0], [0.7, -0.6, 0.4]];
        let aim = Matrix::from_fn(p, p, |i, j| {
            let c = [[1.0, 2.0, -1.0], [0.3, -0.1, 0.5]];
            c.iter().map(|c| c[i] * c[j]).sum::<f64>()
        });
        let value = |n: &[f64], aim: Option<&Matrix<f64>>| {
            let mut sum = Matrix::from_fn(p, p, |i, j| if i == j { 0.1 } else { 0.0 });
            g.iter().zip(n).for_each(|(g, n)| super::super::system::add(&mut sum, g, *n));
            (super::super::system::value(&Ldl::new(&sum).expect("definite"), aim), sum)
        };
        let n = [0.5, 0.8, 0.3, 0.6];
        for aim in [None, Some(&aim)] {
            let curved = curvature(&value(&n, aim).1, aim).expect("definite");
            let at: Vec<(f64, Vec<f64>)> = g.iter().map(|g| curved.at(g, 1.0)).collect();
            let moved = |i: usize, j: usize, a: f64, b: f64| {
                let mut n = n;
                n[i] += a;
                n[j] += b;
                value(&n, aim).0
            };
            for i in 0..4 {
                let slope = (moved(i, i, 1e-5, 0.0) - moved(i, i, -1e-5, 0.0)) / 2e-5;
                assert!((at[i].0 / slope - 1.0).abs() < 1e-7, "{} {slope}", at[i].0);
                for j in 0..4 {
                    let h = 1e-4;
                    let second = (moved(i, j, h, h) - moved(i, j, h, -h) - moved(i, j, -h, h)
                        + moved(i, j, -h, -h))
                        / (4.0 * h * h);
                    let told: f64 = at[i].1.iter().zip(&at[j].1).map(|(a, b)| a * b).sum();
                    assert!((told + second).abs() < 1e-5 * (1.0 + told.abs()), "{told} {second}");
                }
            }
        }
    }
}
