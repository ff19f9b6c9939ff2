//! Truncated Taylor series in one variable, over any kind of number.
//!
//! Arithmetic in S\[ε\]/ε^(n+1). The same law that gives a loss gives, on
//! series, its expansion in the exponent gap: nothing is expanded by hand.

use super::ops::by_reference;
use super::{Compare, Exact, Scalar, Truth};

/// c₀ + c₁ ε + … + c_n ε^n + O(ε^(n+1)).
///
/// The order n travels with the value, constants are born with it, and where
/// two orders meet the smaller one is what is left.
///
/// Division by a series with c₀ = 0 has no Taylor series: the coefficients come
/// out infinite, NaN, or (of intervals) unbounded. Where both sides vanish to
/// the same order, [`Series::divide_exact`] cancels it.
///
/// ```
/// use offray::number::{Scalar, Series};
/// let e = Series::variable(0.0, 4);
/// assert_eq!((e.one() / (e.one() - &e)).coefficients(), [1.0, 1.0, 1.0, 1.0, 1.0]);
/// assert_eq!(e.exp().coefficients(), [1.0, 1.0, 0.5, 1.0 / 6.0, 1.0 / 24.0]);
/// ```
#[derive(Clone, Debug)]
pub struct Series<S> {
    /// c₀ … c_n, never empty.
    coefficients: Vec<S>,
}

/// Where a series starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Valuation {
    /// The first coefficient that is not zero, proved, and those before are.
    At(usize),
    /// All coefficients there are vanish exactly.
    Zero,
    /// Coefficients before this one vanish exactly; this one may be zero or not.
    Unknown(usize),
}

/// Series that do not divide as Taylor series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SeriesError {
    /// The divisor has no coefficient known to differ from zero.
    #[error("the leading coefficient of the divisor is not known to differ from zero")]
    Leading,
    /// The dividend starts before the divisor: the quotient has a pole.
    #[error(
        "the dividend starts at order {dividend}, the divisor at order {divisor}: the quotient has a pole"
    )]
    Pole {
        /// Leading order of the dividend, as far as it is known.
        dividend: usize,
        /// Leading order of the divisor.
        divisor: usize,
    },
}

impl<S: Scalar> Series<S> {
    /// The constant c, to order n.
    pub fn constant(c: S, order: usize) -> Self {
        let mut coefficients = vec![c.zero(); order + 1];
        coefficients[0] = c;
        Series { coefficients }
    }

    /// at + ε, to order n ≥ 1: the variable.
    pub fn variable(at: S, order: usize) -> Self {
        let mut series = Self::constant(at, order);
        if let Some(first) = series.coefficients.get_mut(1) {
            *first = first.one();
        }
        series
    }

    /// c₀ + c₁ ε + …; None without any coefficient.
    pub fn from_coefficients(coefficients: Vec<S>) -> Option<Self> {
        (!coefficients.is_empty()).then_some(Series { coefficients })
    }

    /// c₀ … c_n.
    pub fn coefficients(&self) -> &[S] {
        &self.coefficients
    }

    /// n: terms from ε^(n+1) on are unknown.
    pub fn order(&self) -> usize {
        self.coefficients.len() - 1
    }

    /// The value at ε = 0.
    pub fn value(&self) -> &S {
        &self.coefficients[0]
    }

    /// The polynomial c₀ + … + c_n ε^n at a value of ε (Horner).
    pub fn at(&self, epsilon: &S) -> S {
        let zero = epsilon.zero();
        self.coefficients.iter().rev().fold(zero, |sum, c| sum * epsilon + c)
    }

    /// The first `order` + 1 coefficients.
    pub fn truncated(&self, order: usize) -> Self {
        Series { coefficients: self.coefficients[..=order.min(self.order())].to_vec() }
    }

    /// ε^k times this: order n + k.
    pub fn times_power(&self, k: usize) -> Self {
        let mut coefficients = vec![self.value().zero(); k];
        coefficients.extend_from_slice(&self.coefficients);
        Series { coefficients }
    }

    /// This over ε^k, the first k ≤ n coefficients dropped: order n − k.
    pub fn over_power(&self, k: usize) -> Self {
        Series { coefficients: self.coefficients[k..].to_vec() }
    }

    fn zip(x: &Self, y: &Self, f: impl Fn(&S, &S) -> S) -> Self {
        let both = x.coefficients.iter().zip(&y.coefficients);
        Series { coefficients: both.map(|(a, b)| f(a, b)).collect() }
    }

    /// Builds c₀, c₁, … each from those before it.
    fn recur(first: S, order: usize, next: impl Fn(&[S], usize) -> S) -> Self {
        let mut coefficients = Vec::with_capacity(order + 1);
        coefficients.push(first);
        for n in 1..=order {
            coefficients.push(next(&coefficients, n));
        }
        Series { coefficients }
    }

    /// Σ x_i y_(n−i) over a range of i, None where it is empty.
    fn convolve(x: &[S], y: &[S], n: usize, range: std::ops::Range<usize>) -> Option<S> {
        range.map(|i| &x[i] * &y[n - i]).reduce(|a, b| a + b)
    }

    fn common_order(&self, other: &Self) -> usize {
        self.order().min(other.order())
    }

    fn times(x: &Self, y: &Self) -> Self {
        let (a, b) = (&x.coefficients, &y.coefficients);
        let product = |n| Self::convolve(a, b, n, 0..n + 1).expect("n + 1 terms");
        Series { coefficients: (0..=x.common_order(y)).map(product).collect() }
    }

    /// q y = x: q_n = (x_n − Σ_(i<n) q_i y_(n−i)) / y₀.
    fn over(x: &Self, y: &Self) -> Self {
        let (a, b) = (&x.coefficients, &y.coefficients);
        Self::recur(&a[0] / &b[0], x.common_order(y), |q, n| {
            minus(&a[n], Self::convolve(q, b, n, 0..n)) / &b[0]
        })
    }

    /// k c_k: the coefficients of ε d/dε.
    fn theta(&self) -> Vec<S> {
        self.coefficients.iter().zip(0..).map(|(c, k)| c * c.int(k)).collect()
    }

    /// y with y(0) given and y' = y x': n y_n = Σ_(k=1..n) k x_k y_(n−k).
    fn exponential(&self, first: S) -> Self {
        let slope = self.theta();
        Self::recur(first, self.order(), |y, n| {
            let sum = Self::convolve(&slope, y, n, 1..n + 1).expect("n terms");
            let n = sum.int(n as i64);
            sum / n
        })
    }
}

/// x − sum, x where there is nothing to subtract.
fn minus<S: Scalar>(x: &S, sum: Option<S>) -> S {
    match sum {
        Some(sum) => x - sum,
        None => x.clone(),
    }
}

impl<S: Compare> Series<S> {
    /// Where the series starts; zeros count only if they are exact.
    pub fn valuation(&self) -> Valuation {
        for (k, c) in self.coefficients.iter().enumerate() {
            match (c.zero().less(c), c.less(&c.zero())) {
                (Truth::True, _) | (_, Truth::True) => return Valuation::At(k),
                (Truth::False, Truth::False) => {}
                _ => return Valuation::Unknown(k),
            }
        }
        Valuation::Zero
    }

    /// x/y where y starts at ε^v and x not before: x/ε^v over y/ε^v, of order
    /// n − v.
    ///
    /// # Errors
    /// [`SeriesError::Leading`] where v is not known, [`SeriesError::Pole`]
    /// where x is not known to start at ε^v or later.
    ///
    /// ```
    /// use offray::number::{Scalar, Series};
    /// let e = Series::variable(0.0, 4);
    /// let ratio = (e.exp() - e.one()).divide_exact(&e)?; // (e^ε − 1)/ε
    /// assert_eq!(ratio.coefficients(), [1.0, 0.5, 1.0 / 6.0, 1.0 / 24.0]);
    /// # Ok::<(), offray::number::SeriesError>(())
    /// ```
    pub fn divide_exact(&self, other: &Self) -> Result<Self, SeriesError> {
        let Valuation::At(divisor) = other.valuation() else {
            return Err(SeriesError::Leading);
        };
        let common = self.common_order(other);
        match self.valuation() {
            Valuation::At(dividend) | Valuation::Unknown(dividend) if dividend < divisor => {
                Err(SeriesError::Pole { dividend, divisor })
            }
            // All that is known of a dividend of lower order is that it vanishes.
            _ if common < divisor => Err(SeriesError::Pole { dividend: common + 1, divisor }),
            _ => Ok(self.over_power(divisor) / other.over_power(divisor)),
        }
    }
}

by_reference!([S: Scalar] Series<S>,
    Add add => |x: &Series<S>, y: &Series<S>| Series::zip(x, y, |a, b| a + b),
    Sub sub => |x: &Series<S>, y: &Series<S>| Series::zip(x, y, |a, b| a - b),
    Mul mul => Series::times,
    Div div => Series::over,
);

impl<S: Scalar> std::ops::Neg for Series<S> {
    type Output = Self;
    fn neg(self) -> Self {
        Series { coefficients: self.coefficients.into_iter().map(|c| -c).collect() }
    }
}

impl<S: Scalar> Scalar for Series<S> {
    fn int(&self, n: i64) -> Self {
        Self::constant(self.value().int(n), self.order())
    }

    fn exact(&self, value: &Exact) -> Self {
        Self::constant(self.value().exact(value), self.order())
    }

    fn exp(&self) -> Self {
        self.exponential(self.value().exp())
    }

    /// Beyond its first coefficient that of −e^(−x).
    fn one_minus_exp_neg(&self) -> Self {
        let mut y = -(-self).exp();
        y.coefficients[0] = self.value().one_minus_exp_neg();
        y
    }

    /// y' x = x': y_n = (x_n − (1/n) Σ_(0<k<n) k y_k x_(n−k)) / x₀.
    fn ln(&self) -> Self {
        let x = &self.coefficients;
        let theta = Self::recur(x[0].zero(), self.order(), |theta, n| {
            // n y_n
            minus(&(&x[n] * x[n].int(n as i64)), Self::convolve(theta, x, n, 1..n)) / &x[0]
        });
        let mut coefficients = theta.coefficients;
        for (n, c) in coefficients.iter_mut().enumerate().skip(1) {
            *c = &*c / c.int(n as i64);
        }
        coefficients[0] = x[0].ln();
        Series { coefficients }
    }

    /// y² = x: y_n = (x_n − Σ_(0<k<n) y_k y_(n−k)) / (2 y₀).
    fn sqrt(&self) -> Self {
        let x = &self.coefficients;
        Self::recur(x[0].sqrt(), self.order(), |y, n| {
            minus(&x[n], Self::convolve(y, y, n, 1..n)) / (&y[0] + &y[0])
        })
    }

    /// x^y = exp(y ln x), its value that of the kind S.
    fn pow(&self, y: &Self) -> Self {
        (y * self.ln()).exponential(self.value().pow(y.value()))
    }

    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        let pairs = x.coefficients.into_iter().zip(y.coefficients);
        let select = |(x, y)| S::select(a.value(), b.value(), x, y);
        Series { coefficients: pairs.map(select).collect() }
    }

    fn with_ln(mut self) -> Self {
        self.coefficients[0] = self.coefficients[0].clone().with_ln();
        self
    }
}

impl<S: Compare> Compare for Series<S> {
    fn less(&self, other: &Self) -> Truth {
        self.value().less(other.value())
    }

    fn to_f64(&self) -> f64 {
        self.value().to_f64()
    }

    fn is_finite(&self) -> bool {
        self.coefficients.iter().all(S::is_finite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Dual;

    #[test]
    fn smaller_order_is_left() {
        let (x, y) = (Series::variable(2.0, 5), Series::variable(3.0, 3));
        for z in [
            &x + &y,
            &x - &y,
            &x * &y,
            &x / &y,
            x.pow(&y),
            y.pow(&x),
            Series::select(&x, &y, x.clone(), y.clone()),
        ] {
            assert_eq!(z.order(), 3);
        }
        assert_eq!(x.truncated(2).order(), 2);
        assert_eq!(
            x.exact(&"0.5".parse().expect("a decimal")).coefficients(),
            [0.5, 0.0, 0.0, 0.0, 0.0, 0.0]
        );
    }

    #[test]
    fn valuations_and_shifts() {
        let e = Series::variable(0.0, 4);
        let e2 = &e * &e;
        assert_eq!(e2.valuation(), Valuation::At(2));
        assert_eq!((&e - &e).valuation(), Valuation::Zero);
        assert_eq!(Series::constant(f64::NAN, 2).valuation(), Valuation::Unknown(0));
        assert_eq!(e2.over_power(2).times_power(1).coefficients(), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(e2.divide_exact(&e).expect("starts later").coefficients(), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(e.divide_exact(&e2).err(), Some(SeriesError::Pole { dividend: 1, divisor: 2 }));
        assert_eq!(e.divide_exact(&(&e - &e)).err(), Some(SeriesError::Leading));
        let short = Series::constant(0.0, 1);
        assert_eq!(
            short.divide_exact(&e2).err(),
            Some(SeriesError::Pole { dividend: 2, divisor: 2 })
        );
        assert!(!(e.one() / &e).is_finite());
        assert_eq!(e2.at(&3.0), 9.0);
        assert!(Series::<f64>::from_coefficients(Vec::new()).is_none());
    }

    #[test]
    fn nests_under_dual_numbers() {
        // ∂/∂a of exp(aε) at a = 2: ε exp(2ε).
        let a = Dual::variable(Series::constant(2.0, 4), 0);
        let e = Dual::constant(Series::variable(0.0, 4));
        let f = (a * e).exp();
        let slope = f.derivative(0).expect("depends on a");
        assert_eq!(slope.coefficients(), [0.0, 1.0, 2.0, 2.0, 4.0 / 3.0]);
    }
}
