//! Dual numbers: a value and its gradient, over any kind of number.
//!
//! Arithmetic in S\[d₁, d₂, …\]/(dᵢdⱼ): x + Σ xᵢ dᵢ. For an elementary f the
//! chain rule is all there is: f(x + Σ xᵢdᵢ) = f(x) + f'(x) Σ xᵢdᵢ.
//!
//! The gradient is sparse: entries by increasing index, absent ones zero. In
//! `e + a / n.pow(alpha)` the data carry no entries and each parameter one, so
//! a 256-bit Jacobian costs little more than the loss. Nested once,
//! `Dual<Dual<S>>` carries the Hessian.

use super::ops::by_reference;
use super::{Compare, Exact, Scalar, Truth};

/// x + Σ xᵢ dᵢ with a sparse gradient.
///
/// ```
/// use offray::number::{Dual, Scalar};
/// let x = Dual::variable(3.0, 0);
/// let y = Dual::variable(2.0, 1);
/// let f = &x * &x * &y; // x²y
/// assert_eq!(f.value(), &18.0);
/// assert_eq!(f.gradient(2), vec![12.0, 9.0]);
/// ```
#[derive(Clone, Debug)]
pub struct Dual<S> {
    value: S,
    /// (index, ∂/∂x_index), indices increasing.
    entries: Vec<(usize, S)>,
}

impl<S: Scalar> Dual<S> {
    /// A number that depends on nothing.
    pub fn constant(value: S) -> Self {
        Dual { value, entries: Vec::new() }
    }

    /// The variable number `index`.
    pub fn variable(value: S, index: usize) -> Self {
        let one = value.one();
        Dual { value, entries: vec![(index, one)] }
    }

    /// A whole vector of variables, numbered in order.
    pub fn variables(values: &[S]) -> Vec<Self> {
        values.iter().enumerate().map(|(i, v)| Self::variable(v.clone(), i)).collect()
    }

    /// The value.
    pub fn value(&self) -> &S {
        &self.value
    }

    /// The non-zero part of the gradient: (index, derivative), by increasing index.
    pub fn entries(&self) -> &[(usize, S)] {
        &self.entries
    }

    /// The derivative in one variable; None where it is identically zero.
    pub fn derivative(&self, index: usize) -> Option<&S> {
        self.entries.binary_search_by_key(&index, |e| e.0).ok().map(|at| &self.entries[at].1)
    }

    /// The gradient in the first `len` variables, zeros included.
    pub fn gradient(&self, len: usize) -> Vec<S> {
        let mut dense = vec![self.value.zero(); len];
        for (index, entry) in &self.entries {
            dense[*index] = entry.clone();
        }
        dense
    }

    /// Chain rule: f(x) given f(x₀) and f'(x₀).
    fn chain(&self, value: S, derivative: &S) -> Self {
        let entries = self.entries.iter().map(|(i, x)| (*i, x * derivative)).collect();
        Dual { value, entries }
    }

    /// value + Σ (f xᵢ + g yᵢ) dᵢ: the chain rule of two variables, None for a
    /// factor of one.
    fn combine(value: S, x: &Self, f: Option<&S>, y: &Self, g: Option<&S>) -> Self {
        let times =
            |entry: &S, factor: Option<&S>| factor.map_or_else(|| entry.clone(), |s| entry * s);
        let mut entries = Vec::with_capacity(x.entries.len() + y.entries.len());
        let (mut i, mut j) = (0, 0);
        while i < x.entries.len() || j < y.entries.len() {
            let left = x.entries.get(i).map_or(usize::MAX, |e| e.0);
            let right = y.entries.get(j).map_or(usize::MAX, |e| e.0);
            let index = left.min(right);
            let mut sum = None;
            if left == index {
                sum = Some(times(&x.entries[i].1, f));
                i += 1;
            }
            if right == index {
                let term = times(&y.entries[j].1, g);
                sum = Some(match sum {
                    Some(sum) => sum + term,
                    None => term,
                });
                j += 1;
            }
            entries.extend(sum.map(|s| (index, s)));
        }
        Dual { value, entries }
    }

    fn plus(x: &Self, y: &Self) -> Self {
        Self::combine(&x.value + &y.value, x, None, y, None)
    }

    fn minus(x: &Self, y: &Self) -> Self {
        Self::combine(&x.value - &y.value, x, None, y, Some(&-x.value.one()))
    }

    fn times(x: &Self, y: &Self) -> Self {
        Self::combine(&x.value * &y.value, x, Some(&y.value), y, Some(&x.value))
    }

    /// x/y: d(x/y) = dx/y − (x/y) dy/y.
    fn over(x: &Self, y: &Self) -> Self {
        let quotient = &x.value / &y.value;
        if x.entries.is_empty() && y.entries.is_empty() {
            return Self::constant(quotient);
        }
        let inverse = y.value.one() / &y.value;
        let factor = -(&quotient * &inverse);
        Self::combine(quotient, x, Some(&inverse), y, Some(&factor))
    }
}

by_reference!([S: Scalar] Dual<S>,
    Add add => Dual::plus,
    Sub sub => Dual::minus,
    Mul mul => Dual::times,
    Div div => Dual::over,
);

impl<S: Scalar> std::ops::Neg for Dual<S> {
    type Output = Self;
    fn neg(self) -> Self {
        let entries = self.entries.into_iter().map(|(i, x)| (i, -x)).collect();
        Dual { value: -self.value, entries }
    }
}

impl<S: Scalar> Scalar for Dual<S> {
    fn int(&self, n: i64) -> Self {
        Self::constant(self.value.int(n))
    }

    fn exact(&self, value: &Exact) -> Self {
        Self::constant(self.value.exact(value))
    }

    fn exp(&self) -> Self {
        let value = self.value.exp();
        let derivative = value.clone();
        self.chain(value, &derivative)
    }

    fn ln(&self) -> Self {
        let value = self.value.ln();
        if self.entries.is_empty() {
            return Self::constant(value);
        }
        self.chain(value, &(self.value.one() / &self.value))
    }

    fn sqrt(&self) -> Self {
        let value = self.value.sqrt();
        if self.entries.is_empty() {
            return Self::constant(value);
        }
        let derivative = self.value.one() / (&value + &value);
        self.chain(value, &derivative)
    }

    /// d(x^y) = x^y (y/x dx + ln x dy).
    fn pow(&self, y: &Self) -> Self {
        let value = self.value.pow(&y.value);
        let f = (!self.entries.is_empty()).then(|| &value * &y.value / &self.value);
        let g = (!y.entries.is_empty()).then(|| &value * self.value.ln());
        Self::combine(value, self, f.as_ref(), y, g.as_ref())
    }

    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        let pick = |x: S, y: S| S::select(&a.value, &b.value, x, y);
        let mut entries = Vec::new();
        for index in x.entries.iter().chain(&y.entries).map(|e| e.0) {
            if entries.iter().all(|(i, _)| *i != index) {
                let part =
                    |z: &Self| z.derivative(index).cloned().unwrap_or_else(|| z.value.zero());
                entries.push((index, pick(part(&x), part(&y))));
            }
        }
        entries.sort_by_key(|e| e.0);
        Dual { value: pick(x.value, y.value), entries }
    }

    fn with_ln(self) -> Self {
        Dual { value: self.value.with_ln(), entries: self.entries }
    }
}

impl<S: Compare> Compare for Dual<S> {
    fn less(&self, other: &Self) -> Truth {
        self.value.less(&other.value)
    }

    fn to_f64(&self) -> f64 {
        self.value.to_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Mpfr;

    #[test]
    fn nests_to_a_hessian_at_any_precision() {
        // f = x^y: f_xy = x^(y-1) (1 + y ln x).
        let at = |v: i64| Mpfr::from_f64(200, v as f64);
        let outer = |v: i64, i| Dual::variable(Dual::variable(at(v), i), i);
        let f = outer(2, 0).pow(&outer(3, 1));
        let fxy = f.derivative(0).and_then(|d| d.derivative(1)).expect("depends on both").clone();
        let expected = at(4) * (at(1) + at(3) * at(2).ln());
        assert!((fxy - expected).to_f64().abs() < 1e-55);
    }
}
