//! Orthonormal bases of columns, by Gram and Schmidt's method with every projection
//! made twice, which is as good as Householder's.

/// Σ xᵢyᵢ.
pub(in crate::fit) fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// A column of which less is left than this adds nothing to those before it.
const NOTHING: f64 = 1e-14;

/// An orthonormal basis Q of the span of some columns, and R with columns = QR.
pub(in crate::fit) struct Basis {
    q: Vec<Vec<f64>>,
    /// Column k: what column k of the matrix has of each basis vector.
    r: Vec<Vec<f64>>,
    kept: Vec<usize>,
}

impl Basis {
    /// Of those columns of a matrix; such as depend on the ones before are left out.
    pub fn new(columns: &[Vec<f64>], which: &[usize]) -> Self {
        let mut basis = Basis { q: Vec::new(), r: Vec::new(), kept: Vec::new() };
        for &at in which {
            let mut left = columns[at].clone();
            let whole = dot(&left, &left).sqrt();
            let mut shares = basis.clear(&mut left);
            let length = dot(&left, &left).sqrt();
            if length > NOTHING * whole {
                left.iter_mut().for_each(|x| *x /= length);
                shares.push(length);
                basis.q.push(left);
                basis.r.push(shares);
                basis.kept.push(at);
            }
        }
        basis
    }

    /// Which columns it was made of.
    pub fn kept(&self) -> &[usize] {
        &self.kept
    }

    /// Takes out of a vector what lies in the span, and returns Qᵀ times it.
    pub fn clear(&self, vector: &mut [f64]) -> Vec<f64> {
        let mut shares = vec![0.0; self.q.len()];
        for _ in 0..2 {
            for (share, q) in shares.iter_mut().zip(&self.q) {
                let part = dot(vector, q);
                *share += part;
                vector.iter_mut().zip(q).for_each(|(x, q)| *x -= part * q);
            }
        }
        shares
    }

    /// The combination of the columns that is Q times these shares: R⁻¹ of them.
    pub fn coefficients(&self, shares: &[f64]) -> Vec<f64> {
        let mut found = vec![0.0; shares.len()];
        for i in (0..shares.len()).rev() {
            let known: f64 = (i + 1..shares.len()).map(|k| self.r[k][i] * found[k]).sum();
            found[i] = (shares[i] - known) / self.r[i][i];
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::fit::search::basis::*;

    #[test]
    fn nearly_parallel_columns_keep_their_digits() {
        // Columns a distance 1e-7 apart: normal equations would see none.
        let gap: f64 = 1e-7;
        let columns = [vec![1.0, 1.0, 1.0], vec![1.0, 1.0 + gap, 1.0 - 2.0 * gap], vec![2.0; 3]];
        let basis = Basis::new(&columns, &[0, 1, 2]);
        assert_eq!(basis.kept(), [0, 1], "the third is twice the first");
        // 3 times the first less 5 times the second, and something across both.
        let across = [-3.0 * gap, 2.0 * gap, gap];
        let mut vector: Vec<f64> =
            (0..3).map(|i| 3.0 * columns[0][i] - 5.0 * columns[1][i] + across[i]).collect();
        let shares = basis.clear(&mut vector);
        let found = basis.coefficients(&shares);
        assert!(dot(&vector, &columns[0]).abs() < 1e-15);
        assert!((found[1] + 5.0).abs() < 1e-6, "{found:?}");
        let rebuilt: Vec<f64> = (0..3)
            .map(|i| found[0] * columns[0][i] + found[1] * columns[1][i] + vector[i])
            .collect();
        let wanted = |i: usize| 3.0 * columns[0][i] - 5.0 * columns[1][i] + across[i];
        assert!(rebuilt.iter().enumerate().all(|(i, x)| (x - wanted(i)).abs() < 1e-14));
    }
}
