//! Numbers that carry their logarithm, for data that is raised to many powers.

use super::ops::by_reference;
use super::{Compare, Exact, Scalar, Truth};

/// x and, once asked for by [`Scalar::with_ln`], ln x: powers of x then cost an
/// exponential, x^y = exp(y ln x).
///
/// [`Mpfr`](super::Mpfr) and [`Interval`](super::Interval) do this by themselves,
/// with guard digits. For machine kinds it is a choice: a power takes a fraction
/// of the time and is off by up to |y ln x| units in the last place, where the
/// library's is off by one.
///
/// Put it outermost, so that derivatives go through: a row of data is a
/// `Logged<f64>`, and [`Logged::map`] makes it a `Logged<DenseDual<f64, P>>`.
///
/// ```
/// use offray::number::{DenseDual, Logged, Scalar};
/// let n = Logged::from(7e10).with_ln();
/// let n = n.map(|x| DenseDual::<f64, 1>::constant(*x));
/// let alpha = Logged::from(DenseDual::variable(0.34, 0));
/// let power = n.pow(&alpha);
/// let relative = power.value().gradient()[0] / power.value().value();
/// assert!((relative - 7e10_f64.ln()).abs() < 1e-14);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Logged<S> {
    value: S,
    ln: Option<S>,
}

impl<S> From<S> for Logged<S> {
    /// A number that does not carry its logarithm.
    #[inline]
    fn from(value: S) -> Self {
        Logged { value, ln: None }
    }
}

impl<S> Logged<S> {
    /// x.
    #[inline]
    pub fn value(&self) -> &S {
        &self.value
    }

    /// The same number in another kind, its logarithm taken along.
    #[inline]
    pub fn map<T>(&self, mut to: impl FnMut(&S) -> T) -> Logged<T> {
        Logged { value: to(&self.value), ln: self.ln.as_ref().map(to) }
    }
}

by_reference!([S: Scalar] Logged<S>,
    Add add => |x: &Logged<S>, y: &Logged<S>| Logged::from(&x.value + &y.value),
    Sub sub => |x: &Logged<S>, y: &Logged<S>| Logged::from(&x.value - &y.value),
    Mul mul => |x: &Logged<S>, y: &Logged<S>| Logged::from(&x.value * &y.value),
    Div div => |x: &Logged<S>, y: &Logged<S>| Logged::from(&x.value / &y.value),
);

impl<S: Scalar> std::ops::Neg for Logged<S> {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Logged::from(-self.value)
    }
}

impl<S: Scalar> Scalar for Logged<S> {
    #[inline]
    fn int(&self, n: i64) -> Self {
        Logged::from(self.value.int(n))
    }

    #[inline]
    fn exact(&self, value: &Exact) -> Self {
        Logged::from(self.value.exact(value))
    }

    #[inline]
    fn exp(&self) -> Self {
        Logged::from(self.value.exp())
    }

    #[inline]
    fn ln(&self) -> Self {
        Logged::from(self.ln.clone().unwrap_or_else(|| self.value.ln()))
    }

    #[inline]
    fn sqrt(&self) -> Self {
        Logged::from(self.value.sqrt())
    }

    #[inline]
    fn pow(&self, y: &Self) -> Self {
        Logged::from(match &self.ln {
            Some(ln) => (&y.value * ln).exp(),
            None => self.value.pow(&y.value),
        })
    }

    #[inline]
    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        Logged::from(S::select(&a.value, &b.value, x.value, y.value))
    }

    #[inline]
    fn with_ln(self) -> Self {
        let ln = self.ln.unwrap_or_else(|| self.value.ln());
        Logged { value: self.value, ln: Some(ln) }
    }
}

impl<S: Compare> Compare for Logged<S> {
    fn less(&self, other: &Self) -> Truth {
        self.value.less(&other.value)
    }

    fn to_f64(&self) -> f64 {
        self.value.to_f64()
    }

    fn is_finite(&self) -> bool {
        self.value.is_finite()
    }
}
