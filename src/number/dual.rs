//! Dual numbers: a value and its gradient, over any kind of number.
//!
//! Arithmetic in S\[d₁, d₂, …\]/(dᵢdⱼ): x + Σ xᵢ dᵢ. For an elementary f the
//! chain rule is all there is: f(x + Σ xᵢdᵢ) = f(x) + f'(x) Σ xᵢdᵢ.
//!
//! It is written once, here, over the two ways of keeping a gradient (see
//! [`Gradient`]). [`Dual`] is sparse: in `e + a * n.pow_neg(alpha)` the data carry
//! no entries and each parameter one, so a 256-bit Jacobian costs little more
//! than the loss. [`DenseDual`] is an array of known length, for machine
//! numbers at machine speed. Nested once, `Dual<Dual<S>>` carries the Hessian.

mod compare;
mod derivatives;
mod trigonometric;

pub use derivatives::{gradient, hessian};

use std::borrow::Cow;

use super::gradient::{Dense, Factor, Gradient, Sparse};
use super::{Exact, Scalar};

/// x + Σ xᵢ dᵢ, the gradient (xᵢ) kept as G; see [`Dual`] and [`DenseDual`].
///
/// The value is what the kind S gives without derivatives, bit for bit.
#[derive(Clone, Copy, Debug)]
pub struct DualNumber<S, G> {
    value: S,
    gradient: G,
}

/// x + Σ xᵢ dᵢ with a sparse gradient, in any number of variables.
///
/// ```
/// use offray::number::{Dual, Scalar};
/// let x = Dual::variable(3.0, 0);
/// let y = Dual::variable(2.0, 1);
/// let f = &x * &x * &y; // x²y
/// assert_eq!(f.value(), &18.0);
/// assert_eq!(f.gradient(2), vec![12.0, 9.0]);
/// ```
pub type Dual<S> = DualNumber<S, Sparse<S>>;

/// x + Σ xᵢ dᵢ with all of P derivatives, [`Copy`] over machine numbers.
///
/// ```
/// use offray::number::{DenseDual, Scalar};
/// let [x, y] = DenseDual::<f64, 2>::variables([3.0, 2.0]);
/// let f = x * x * y; // x²y
/// assert_eq!((f.value(), f.gradient()), (&18.0, &[12.0, 9.0]));
/// ```
pub type DenseDual<S, const P: usize> = DualNumber<S, Dense<S, P>>;

impl<S: Scalar> Dual<S> {
    /// A number that depends on nothing.
    pub fn constant(value: S) -> Self {
        Self::depending_on_nothing(value)
    }

    /// The variable number `index`.
    pub fn variable(value: S, index: usize) -> Self {
        DualNumber { gradient: Gradient::unit(&value, index), value }
    }

    /// A whole vector of variables, numbered in order.
    pub fn variables(values: &[S]) -> Vec<Self> {
        values.iter().enumerate().map(|(i, v)| Self::variable(v.clone(), i)).collect()
    }

    /// The vector along one line: the values at the places for which `moves` is true
    /// are the same one variable, number 0, and all others constants.
    pub fn along(values: &[S], moves: impl Fn(usize) -> bool) -> Vec<Self> {
        let dual = |(i, v): (usize, &S)| match moves(i) {
            true => Self::variable(v.clone(), 0),
            false => Self::constant(v.clone()),
        };
        values.iter().enumerate().map(dual).collect()
    }

    /// The non-zero part of the gradient: (index, derivative), by increasing index.
    pub fn entries(&self) -> &[(usize, S)] {
        &self.gradient.0
    }

    /// The derivative in one variable; None where it is identically zero.
    pub fn derivative(&self, index: usize) -> Option<&S> {
        let entries = self.entries();
        entries.binary_search_by_key(&index, |e| e.0).ok().map(|at| &entries[at].1)
    }

    /// The gradient in the first `len` variables, zeros included.
    pub fn gradient(&self, len: usize) -> Vec<S> {
        (0..len).map(|i| self.derivative(i).cloned().unwrap_or_else(|| self.value.zero())).collect()
    }
}

impl<S: Scalar, const P: usize> DenseDual<S, P> {
    /// A number that depends on nothing.
    #[inline]
    pub fn constant(value: S) -> Self {
        Self::depending_on_nothing(value)
    }

    /// The variable number `index` < P.
    #[inline]
    pub fn variable(value: S, index: usize) -> Self {
        DualNumber { gradient: Gradient::unit(&value, index), value }
    }

    /// A whole vector of variables, numbered in order.
    #[inline]
    pub fn variables(values: [S; P]) -> [Self; P] {
        let mut index = 0..;
        values.map(|v| Self::variable(v, index.next().expect("no end")))
    }

    /// The gradient, zeros included.
    #[inline]
    pub fn gradient(&self) -> &[S; P] {
        &self.gradient.entries
    }
}

/// x ∘ y for owned or borrowed operands, in place where one is owned.
macro_rules! apply {
    ($x:expr, $op:tt, $y:expr) => {
        match ($x, $y) {
            (Cow::Owned(x), y) => x $op &*y,
            (Cow::Borrowed(x), Cow::Owned(y)) => x $op y,
            (Cow::Borrowed(x), Cow::Borrowed(y)) => x $op y,
        }
    };
}

/// Multiplication by a number of no further use.
#[inline]
fn by<S: Clone>(factor: S) -> Factor<'static, S> {
    Factor::By(Cow::Owned(factor))
}

impl<S: Scalar, G: Gradient<S>> DualNumber<S, G> {
    /// The value.
    #[inline]
    pub fn value(&self) -> &S {
        &self.value
    }

    /// f(x), given f(x₀) and f'(x₀) at the value x₀: the chain rule where f itself
    /// was computed elsewhere, say along a dual of one variable.
    ///
    /// ```
    /// use offray::number::{DenseDual, Scalar};
    /// let [x, y] = DenseDual::<f64, 2>::variables([3.0, 5.0]);
    /// let f = DenseDual::<f64, 1>::variable(15.0, 0).ln();
    /// let composed = (x * y).composed(*f.value(), f.gradient()[0]);
    /// assert_eq!(composed.gradient(), (x * y).ln().gradient());
    /// ```
    #[inline]
    pub fn composed(&self, value: S, slope: S) -> Self {
        self.chain(value, |_| slope)
    }

    #[inline]
    fn depending_on_nothing(value: S) -> Self {
        DualNumber { gradient: G::none(&value), value }
    }

    /// Value and gradient, as owned as the whole was.
    #[inline]
    fn parts(x: Cow<'_, Self>) -> (Cow<'_, S>, Cow<'_, G>) {
        match x {
            Cow::Owned(x) => (Cow::Owned(x.value), Cow::Owned(x.gradient)),
            Cow::Borrowed(x) => (Cow::Borrowed(&x.value), Cow::Borrowed(&x.gradient)),
        }
    }

    /// Chain rule: f(x) given f(x₀) and, where it is needed, f'(x₀).
    #[inline]
    fn chain(&self, value: S, derivative: impl FnOnce(&S) -> S) -> Self {
        if self.gradient.is_none() {
            return Self::depending_on_nothing(value);
        }
        let derivative = derivative(&value);
        let gradient = G::scaled(Cow::Borrowed(&self.gradient), by(derivative));
        DualNumber { value, gradient }
    }

    /// d(x^±y) = ±x^±y (y/x dx + ln x dy), from the power and its logarithm.
    #[inline]
    fn power(
        &self,
        y: &Self,
        power: impl FnOnce(&S, &S) -> S,
        power_and_ln: impl FnOnce(&S, &S) -> (S, S),
        signed: impl Fn(S) -> S,
    ) -> Self {
        let (value, in_y) = if y.gradient.is_none() {
            (power(&self.value, &y.value), None)
        } else {
            let (value, ln) = power_and_ln(&self.value, &y.value);
            let in_y = signed(&value * ln);
            (value, Some(in_y))
        };
        let in_x = (!self.gradient.is_none()).then(|| signed(&value * &y.value / &self.value));
        let (dx, dy) = (Cow::Borrowed(&self.gradient), Cow::Borrowed(&y.gradient));
        let gradient = match (in_x, in_y) {
            (None, None) => return Self::depending_on_nothing(value),
            (Some(f), None) => G::scaled(dx, by(f)),
            (None, Some(g)) => G::scaled(dy, by(g)),
            (Some(f), Some(g)) => G::combined(dx, by(f), dy, by(g)),
        };
        DualNumber { value, gradient }
    }

    #[inline]
    fn plus(x: Cow<'_, Self>, y: Cow<'_, Self>) -> Self {
        let ((x, dx), (y, dy)) = (Self::parts(x), Self::parts(y));
        let gradient = G::combined(dx, Factor::One, dy, Factor::One);
        DualNumber { value: apply!(x, +, y), gradient }
    }

    #[inline]
    fn minus(x: Cow<'_, Self>, y: Cow<'_, Self>) -> Self {
        let ((x, dx), (y, dy)) = (Self::parts(x), Self::parts(y));
        let gradient = G::combined(dx, Factor::One, dy, Factor::MinusOne);
        DualNumber { value: apply!(x, -, y), gradient }
    }

    /// d(xy) = y dx + x dy.
    #[inline]
    fn times(x: Cow<'_, Self>, y: Cow<'_, Self>) -> Self {
        let ((x, dx), (y, dy)) = (Self::parts(x), Self::parts(y));
        let gradient =
            G::combined(dx, Factor::By(Cow::Borrowed(&*y)), dy, Factor::By(Cow::Borrowed(&*x)));
        DualNumber { value: apply!(x, *, y), gradient }
    }

    /// d(x/y) = (1/y) dx − (x/y)/y dy.
    #[inline]
    fn over(x: Cow<'_, Self>, y: Cow<'_, Self>) -> Self {
        let ((x, dx), (y, dy)) = (Self::parts(x), Self::parts(y));
        let value = apply!(x, /, Cow::Borrowed(&*y));
        let gradient = match (dx.is_none(), dy.is_none()) {
            (true, true) => dx.into_owned(),
            (true, false) => G::scaled(dy, by(-(&value / &*y))),
            (false, y_constant) => {
                let inverse = y.one() / &*y;
                if y_constant {
                    G::scaled(dx, by(inverse))
                } else {
                    let factor = -(&value * &inverse);
                    G::combined(dx, by(inverse), dy, by(factor))
                }
            }
        };
        DualNumber { value, gradient }
    }
}

macro_rules! dual_operators {
    ($($trait:ident $method:ident => $f:ident),+ $(,)?) => {$(
        dual_operators!(@one $trait $method $f: (Self, Self), (Owned, Owned));
        dual_operators!(@one $trait $method $f: (Self, &DualNumber<S, G>), (Owned, Borrowed));
        dual_operators!(@one $trait $method $f: (&DualNumber<S, G>, DualNumber<S, G>), (Borrowed, Owned));
        dual_operators!(@one $trait $method $f: (&DualNumber<S, G>, &DualNumber<S, G>), (Borrowed, Borrowed));
    )+};
    (@one $trait:ident $method:ident $f:ident: (Self, $right:ty), ($x:ident, $y:ident)) => {
        dual_operators!(@one $trait $method $f: (DualNumber<S, G>, $right), ($x, $y));
    };
    (@one $trait:ident $method:ident $f:ident: ($left:ty, $right:ty), ($x:ident, $y:ident)) => {
        impl<S: Scalar, G: Gradient<S>> std::ops::$trait<$right> for $left {
            type Output = DualNumber<S, G>;
            #[inline]
            fn $method(self, other: $right) -> DualNumber<S, G> {
                DualNumber::$f(Cow::$x(self), Cow::$y(other))
            }
        }
    };
}
dual_operators!(Add add => plus, Sub sub => minus, Mul mul => times, Div div => over);

super::ops::negate_by_reference!([S: Scalar, G: Gradient<S>] DualNumber<S, G>);

impl<S: Scalar, G: Gradient<S>> std::ops::Neg for DualNumber<S, G> {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        let gradient = G::scaled(Cow::Owned(self.gradient), Factor::MinusOne);
        DualNumber { value: -self.value, gradient }
    }
}

impl<S: Scalar, G: Gradient<S>> Scalar for DualNumber<S, G> {
    #[inline]
    fn int(&self, n: i64) -> Self {
        Self::depending_on_nothing(self.value.int(n))
    }

    #[inline]
    fn exact(&self, value: &Exact) -> Self {
        Self::depending_on_nothing(self.value.exact(value))
    }

    #[inline]
    fn exp(&self) -> Self {
        self.chain(self.value.exp(), S::clone)
    }

    #[inline]
    fn one_minus_exp_neg(&self) -> Self {
        self.chain(self.value.one_minus_exp_neg(), |_| (-&self.value).exp())
    }

    #[inline]
    fn ln(&self) -> Self {
        self.chain(self.value.ln(), |_| self.value.one() / &self.value)
    }

    #[inline]
    fn sqrt(&self) -> Self {
        self.chain(self.value.sqrt(), |root| root.one() / (root + root))
    }

    #[inline]
    fn pow(&self, y: &Self) -> Self {
        self.power(y, S::pow, S::pow_and_ln, |slope| slope)
    }

    #[inline]
    fn pow_neg(&self, y: &Self) -> Self {
        self.power(y, S::pow_neg, S::pow_neg_and_ln, |slope| -slope)
    }

    #[inline]
    fn is_one(&self) -> bool {
        self.gradient.is_none() && self.value.is_one()
    }

    #[inline]
    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        DualNumber {
            value: S::select(&a.value, &b.value, x.value, y.value),
            gradient: G::select(&a.value, &b.value, x.gradient, y.gradient),
        }
    }

    #[inline]
    fn square(&self) -> Self {
        self.chain(self.value.square(), |_| &self.value + &self.value)
    }

    fn powi(&self, n: i32) -> Self {
        let slope = |_: &S| self.value.int(n.into()) * self.value.powi(n - 1);
        match n {
            // d(1) = 0, whatever x is.
            0 => Self::depending_on_nothing(self.value.powi(0)),
            // n − 1 would be no i32.
            i32::MIN => self.powi(n / 2).square(),
            _ => self.chain(self.value.powi(n), slope),
        }
    }

    #[inline]
    fn abs(&self) -> Self {
        let (zero, minus) = (self.value.zero(), -self.clone());
        let gradient = G::select(&zero, &self.value, self.gradient.clone(), minus.gradient);
        DualNumber { value: self.value.abs(), gradient }
    }

    #[inline]
    fn min(&self, other: &Self) -> Self {
        let (dx, dy) = (self.gradient.clone(), other.gradient.clone());
        let gradient = G::select(&self.value, &other.value, dx, dy);
        DualNumber { value: self.value.min(&other.value), gradient }
    }

    #[inline]
    fn max(&self, other: &Self) -> Self {
        let (dx, dy) = (self.gradient.clone(), other.gradient.clone());
        let gradient = G::select(&self.value, &other.value, dy, dx);
        DualNumber { value: self.value.max(&other.value), gradient }
    }

    #[inline]
    fn with_ln(self) -> Self {
        DualNumber { value: self.value.with_ln(), gradient: self.gradient }
    }
}

#[cfg(test)]
mod tests;
