//! Two ways to solve linear least squares, in any kind of number, so that what
//! they lose can be measured in the format that loses it.
//!
//! min ‖J x − y‖ over x, J of m rows and p columns stored row after row.
//! Every operation happens in the kind `S`, in the order written.

use crate::number::Compare;

/// Normal equations JᵀJ x = Jᵀy by Cholesky factorisation, JᵀJ = LLᵀ. None where
/// a pivot is not positive: in this arithmetic the matrix is singular.
///
/// `scaled` divides every column of J by its length first (powers of the
/// arithmetic's own rounding included) and the solution at the end.
pub fn normal_equations<S: Compare>(j: &[S], y: &[S], p: usize, scaled: bool) -> Option<Vec<S>> {
    let zero = y.first()?.zero();
    let lengths: Option<Vec<S>> = scaled.then(|| {
        (0..p)
            .map(|c| {
                let sum = j.iter().skip(c).step_by(p).fold(zero.clone(), |sum, v| sum + v.square());
                sum.sqrt()
            })
            .collect()
    });
    let mut gram = vec![zero.clone(); p * p];
    let mut right = vec![zero.clone(); p];
    let mut scratch = Vec::with_capacity(p);
    for (row, value) in j.chunks_exact(p).zip(y) {
        scratch.clear();
        match &lengths {
            Some(lengths) => scratch.extend(row.iter().zip(lengths).map(|(v, s)| v / s)),
            None => scratch.extend_from_slice(row),
        }
        for a in 0..p {
            for b in 0..=a {
                gram[a * p + b] = &gram[a * p + b] + &scratch[a] * &scratch[b];
            }
            right[a] = &right[a] + &scratch[a] * value;
        }
    }
    let factor = cholesky(gram, p)?;
    let mut x = backward(&factor, forward(&factor, right, p), p);
    if let Some(lengths) = lengths {
        for (x, s) in x.iter_mut().zip(&lengths) {
            *x = &*x / s;
        }
    }
    Some(x)
}

/// L with LLᵀ = the given symmetric matrix (its lower triangle is read).
fn cholesky<S: Compare>(mut g: Vec<S>, p: usize) -> Option<Vec<S>> {
    for c in 0..p {
        for r in c..p {
            let mut sum = g[r * p + c].clone();
            for k in 0..c {
                sum = sum - &g[r * p + k] * &g[c * p + k];
            }
            g[r * p + c] = if r > c {
                sum / &g[c * p + c]
            } else if sum.is_positive().is_true() && sum.is_finite() {
                sum.sqrt()
            } else {
                return None;
            };
        }
    }
    Some(g)
}

/// L z = b.
fn forward<S: Compare>(l: &[S], mut b: Vec<S>, p: usize) -> Vec<S> {
    for r in 0..p {
        for c in 0..r {
            b[r] = &b[r] - &l[r * p + c] * &b[c];
        }
        b[r] = &b[r] / &l[r * p + r];
    }
    b
}

/// Lᵀ x = z.
fn backward<S: Compare>(l: &[S], mut z: Vec<S>, p: usize) -> Vec<S> {
    for r in (0..p).rev() {
        for c in r + 1..p {
            z[r] = &z[r] - &l[c * p + r] * &z[c];
        }
        z[r] = &z[r] / &l[r * p + r];
    }
    z
}

/// Householder reflections J = QR, then R x = Qᵀy. None where a column vanishes
/// in this arithmetic, or overflows.
pub fn householder<S: Compare>(j: &[S], y: &[S], p: usize) -> Option<Vec<S>> {
    let (mut a, mut b) = (j.to_vec(), y.to_vec());
    let zero = b.first()?.zero();
    let m = b.len();
    let mut diagonal = Vec::with_capacity(p);
    for k in 0..p {
        let norm = (k..m).fold(zero.clone(), |sum, i| sum + a[i * p + k].square()).sqrt();
        // v = column − s e_k with s of the sign that avoids cancellation;
        // ‖v‖² = 2 ‖column‖ (‖column‖ + |a_kk|).
        let head = a[k * p + k].clone();
        let s = if head.is_positive().is_true() { -norm.clone() } else { norm.clone() };
        let square = (&norm + head.abs()) * &norm;
        if !square.is_positive().is_true() || !square.is_finite() {
            return None;
        }
        a[k * p + k] = head - &s;
        let reflect = |dot: S| dot / &square;
        for c in k + 1..p {
            let dot = (k..m).fold(zero.clone(), |sum, i| sum + &a[i * p + k] * &a[i * p + c]);
            let factor = reflect(dot);
            for i in k..m {
                a[i * p + c] = &a[i * p + c] - &factor * &a[i * p + k];
            }
        }
        let dot = (k..m).fold(zero.clone(), |sum, i| sum + &a[i * p + k] * &b[i]);
        let factor = reflect(dot);
        for i in k..m {
            b[i] = &b[i] - &factor * &a[i * p + k];
        }
        diagonal.push(s);
    }
    b.truncate(p);
    for r in (0..p).rev() {
        for c in r + 1..p {
            b[r] = &b[r] - &a[r * p + c] * &b[c];
        }
        b[r] = &b[r] / &diagonal[r];
    }
    b.iter().all(Compare::is_finite).then_some(b)
}

#[cfg(test)]
mod tests {
    use crate::algebra::solve::*;
    use crate::number::{Exact, Mpfr, Scalar};

    /// Columns 1, t, t² at t = 1..6 and y = 3 − 2t + t²/2, exactly solvable.
    fn quadratic() -> (Vec<Mpfr>, Vec<Mpfr>, Vec<Exact>) {
        let one = Mpfr::from_f64(200, 1.0);
        let truth: Vec<Exact> =
            ["3", "-2", "0.5"].iter().map(|t| t.parse().expect("decimal")).collect();
        let (mut j, mut y) = (Vec::new(), Vec::new());
        for t in 1..=6 {
            j.extend([one.clone(), one.int(t), one.int(t * t)]);
            y.push(one.int(3) - one.int(2 * t) + one.ratio(t * t, 2));
        }
        (j, y, truth)
    }

    #[test]
    fn all_three_solve_a_consistent_system() {
        let (j, y, truth) = quadratic();
        for x in [
            normal_equations(&j, &y, 3, false).expect("regular"),
            normal_equations(&j, &y, 3, true).expect("regular"),
            householder(&j, &y, 3).expect("regular"),
        ] {
            for (x, t) in x.iter().zip(&truth) {
                assert!((x - x.exact(t)).abs().to_f64() < 1e-55, "{x:?} {t}");
            }
        }
    }

    #[test]
    fn residuals_are_orthogonal_to_the_columns() {
        let (j, mut y, _) = quadratic();
        y[2] = &y[2] + y[2].int(7);
        for x in [
            normal_equations(&j, &y, 3, true).expect("regular"),
            householder(&j, &y, 3).expect("regular"),
        ] {
            for c in 0..3 {
                let zero = y[0].zero();
                let dot = j.chunks_exact(3).zip(&y).fold(zero, |sum, (row, y)| {
                    let fit = &row[0] * &x[0] + &row[1] * &x[1] + &row[2] * &x[2];
                    sum + &row[c] * (y - fit)
                });
                assert!(dot.abs().to_f64() < 1e-50, "{dot:?}");
            }
        }
    }

    #[test]
    fn a_singular_matrix_is_refused_by_cholesky() {
        let j = [1.0, 2.0, 2.0, 4.0];
        assert_eq!(normal_equations(&j, &[1.0, 2.0], 2, false), None);
        assert_eq!(householder(&[0.0_f64, 0.0], &[1.0, 2.0], 1), None);
    }
}
