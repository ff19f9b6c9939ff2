//! Dual numbers of second order in doubles: value, gradient and Hessian, at machine speed.
//!
//! Arithmetic in R\[d₁, …, d_P\] where products of three dᵢ vanish:
//! x + Σ xᵢ dᵢ + ½ Σ xᵢⱼ dᵢdⱼ. It is what `DenseDual<DenseDual<f64, P>, P>` computes, at a tenth of
//! the cost: the second derivatives are kept once, not twice, and no copies of the first beside
//! them. Derivatives of elementary functions come from duals of one variable.

use super::ops::by_reference;
use super::{Compare, DenseDual, Exact, Scalar, Truth};

/// f, f' and f'' along one variable.
pub type Curve = DenseDual<DenseDual<f64, 1>, 1>;

/// x + Σ xᵢ dᵢ + ½ Σ xᵢⱼ dᵢdⱼ.
///
/// The value is what doubles give without derivatives, bit for bit.
///
/// ```
/// use offray::number::{Jet, Scalar};
/// let [x, y] = Jet::<2>::variables([3.0, 2.0]);
/// let f = x * x * y; // x²y
/// assert_eq!((f.value(), f.gradient()), (18.0, &[12.0, 9.0]));
/// assert_eq!([f.second(0, 0), f.second(0, 1), f.second(1, 1)], [4.0, 6.0, 0.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Jet<const P: usize> {
    value: f64,
    gradient: [f64; P],
    /// ∂²/∂dᵢ∂dⱼ at \[i\]\[j\] for j ≤ i; the rest is not used.
    hessian: [[f64; P]; P],
    /// Whether it depends on nothing: then 0·∞ does not arise in a derivative that is zero.
    constant: bool,
}

impl<const P: usize> Jet<P> {
    /// A number that depends on nothing.
    #[inline]
    pub fn constant(value: f64) -> Self {
        Jet { value, gradient: [0.0; P], hessian: [[0.0; P]; P], constant: true }
    }

    /// The variable number `index` < P.
    #[inline]
    pub fn variable(value: f64, index: usize) -> Self {
        let mut jet = Jet { constant: false, ..Jet::constant(value) };
        jet.gradient[index] = 1.0;
        jet
    }

    /// A whole vector of variables, numbered in order.
    pub fn variables(values: [f64; P]) -> [Self; P] {
        std::array::from_fn(|i| Jet::variable(values[i], i))
    }

    /// The value.
    #[inline]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// ∂/∂dᵢ, zeros included.
    #[inline]
    pub fn gradient(&self) -> &[f64; P] {
        &self.gradient
    }

    /// ∂²/∂dᵢ∂dⱼ.
    #[inline]
    pub fn second(&self, i: usize, j: usize) -> f64 {
        self.hessian[i.max(j)][i.min(j)]
    }

    /// The variable that a curve is a function of, at this value.
    #[inline]
    pub fn along(&self) -> Curve {
        DenseDual::variable(DenseDual::variable(self.value, 0), 0)
    }

    /// f(x), given f along one variable at the value of x: the chain rule
    /// ∇f = f' ∇x, ∇²f = f' ∇²x + f'' ∇x∇xᵀ.
    #[inline]
    pub fn composed(&self, f: &Curve) -> Self {
        let value = *f.value().value();
        if self.constant {
            return Jet::constant(value);
        }
        let (slope, curvature) = (f.value().gradient()[0], f.gradient()[0].gradient()[0]);
        let mut jet =
            Jet { value, gradient: self.gradient, hessian: self.hessian, constant: false };
        for i in 0..P {
            jet.gradient[i] *= slope;
            let bent = curvature * self.gradient[i];
            for j in 0..=i {
                jet.hessian[i][j] = slope * self.hessian[i][j] + bent * self.gradient[j];
            }
        }
        jet
    }

    #[inline]
    fn through(&self, f: impl FnOnce(&Curve) -> Curve, plain: impl FnOnce(f64) -> f64) -> Self {
        match self.constant {
            true => Jet::constant(plain(self.value)),
            false => self.composed(&f(&self.along())),
        }
    }

    /// f·x + g·y in every derivative.
    #[inline]
    fn combined(value: f64, x: &Self, f: f64, y: &Self, g: f64) -> Self {
        let mut jet = Jet { value, constant: x.constant && y.constant, ..Jet::constant(value) };
        // A constant has no part in it, whatever it would be multiplied by.
        let (f, g) = (if x.constant { 0.0 } else { f }, if y.constant { 0.0 } else { g });
        for i in 0..P {
            jet.gradient[i] = f * x.gradient[i] + g * y.gradient[i];
            for j in 0..=i {
                jet.hessian[i][j] = f * x.hessian[i][j] + g * y.hessian[i][j];
            }
        }
        jet
    }

    #[inline]
    fn plus(&self, other: &Self) -> Self {
        Jet::combined(self.value + other.value, self, 1.0, other, 1.0)
    }

    #[inline]
    fn minus(&self, other: &Self) -> Self {
        Jet::combined(self.value - other.value, self, 1.0, other, -1.0)
    }

    /// ∇²(xy) = x ∇²y + y ∇²x + ∇x∇yᵀ + ∇y∇xᵀ.
    #[inline]
    fn times(&self, other: &Self) -> Self {
        let mut jet = Jet::combined(self.value * other.value, self, other.value, other, self.value);
        if !self.constant && !other.constant {
            let (x, y) = (&self.gradient, &other.gradient);
            for i in 0..P {
                for j in 0..=i {
                    jet.hessian[i][j] += x[i] * y[j] + y[i] * x[j];
                }
            }
        }
        jet
    }

    #[inline]
    fn over(&self, other: &Self) -> Self {
        let inverse = other.through(|y| y.one() / y, |y| 1.0 / y);
        Jet { value: self.value / other.value, ..self.times(&inverse) }
    }

    /// A power by its logarithm, with the value that doubles give.
    #[inline]
    fn by_logarithm(&self, exponent: &Self, value: f64) -> Self {
        Jet { value, ..(exponent * self.ln()).exp() }
    }
}

by_reference!([const P: usize] Jet<P>,
    Add add => Jet::plus, Sub sub => Jet::minus, Mul mul => Jet::times, Div div => Jet::over);

impl<const P: usize> std::ops::Neg for Jet<P> {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Jet::combined(-self.value, &self, -1.0, &self, 0.0)
    }
}

/// A number along a curve that does not change on it.
fn still(x: f64) -> Curve {
    DenseDual::constant(DenseDual::constant(x))
}

impl<const P: usize> Scalar for Jet<P> {
    #[inline]
    fn int(&self, n: i64) -> Self {
        Jet::constant(self.value.int(n))
    }

    #[inline]
    fn exact(&self, value: &Exact) -> Self {
        Jet::constant(self.value.exact(value))
    }

    #[inline]
    fn exp(&self) -> Self {
        self.through(Scalar::exp, |x| Scalar::exp(&x))
    }

    #[inline]
    fn one_minus_exp_neg(&self) -> Self {
        self.through(Scalar::one_minus_exp_neg, |x| x.one_minus_exp_neg())
    }

    #[inline]
    fn ln(&self) -> Self {
        self.through(Scalar::ln, |x| Scalar::ln(&x))
    }

    #[inline]
    fn sqrt(&self) -> Self {
        self.through(Scalar::sqrt, |x| Scalar::sqrt(&x))
    }

    #[inline]
    fn pow(&self, y: &Self) -> Self {
        let (x, value) = (self.value, Scalar::pow(&self.value, &y.value));
        match (self.constant, y.constant) {
            (true, true) => Jet::constant(value),
            (true, false) => y.composed(&still(x).pow(&y.along())),
            (false, true) => self.composed(&self.along().pow(&still(y.value))),
            (false, false) => self.by_logarithm(y, value),
        }
    }

    #[inline]
    fn pow_neg(&self, y: &Self) -> Self {
        let (x, value) = (self.value, self.value.pow_neg(&y.value));
        match (self.constant, y.constant) {
            (true, true) => Jet::constant(value),
            (true, false) => y.composed(&still(x).pow_neg(&y.along())),
            (false, true) => self.composed(&self.along().pow_neg(&still(y.value))),
            (false, false) => self.by_logarithm(&-y, value),
        }
    }

    #[inline]
    fn abs(&self) -> Self {
        let zero = Jet::constant(0.0);
        Jet { value: Scalar::abs(&self.value), ..Jet::select(&zero, self, *self, -*self) }
    }

    #[inline]
    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        match (a.value.is_nan() || b.value.is_nan(), a.value <= b.value) {
            (true, _) => Jet { value: f64::NAN, ..x },
            (false, true) => x,
            (false, false) => y,
        }
    }

    #[inline]
    fn square(&self) -> Self {
        self.through(Scalar::square, |x| x * x)
    }

    fn powi(&self, n: i32) -> Self {
        self.through(|x| x.powi(n), |x| Scalar::powi(&x, n))
    }
}

impl<const P: usize> Compare for Jet<P> {
    fn less(&self, other: &Self) -> Truth {
        self.value.less(&other.value)
    }

    fn to_f64(&self) -> f64 {
        self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every operation of the trait, of two variables of three.
    fn formulas<S: Scalar>(x: &S, y: &S, z: &S) -> Vec<S> {
        let three = x.int(3);
        vec![
            x + y,
            x - y,
            x * y / z,
            &three * x - y / &three,
            -(x * x),
            x.pow(y),
            x.pow_neg(y),
            three.pow(y),
            three.pow_neg(y),
            x.pow(&three),
            x.pow_neg(&three),
            (x * y).ln() + z.exp(),
            (x * z).sqrt().square(),
            x.powi(-3) + y.powi(4) + z.powi(0),
            (x - y).abs() + (y - x).abs() * z,
            x.min(y) * z + x.max(y),
            S::select(x, y, x * z, y * y),
            (x * y).one_minus_exp_neg(),
            three.ratio(2, 7) + x.exact(&Exact::from(5)),
        ]
    }

    proptest! {
        #[test]
        fn a_jet_is_a_dual_of_duals(x in 0.1..4.0_f64, y in 0.1..4.0_f64, z in 0.1..4.0_f64) {
            let [a, b, c] = Jet::<3>::variables([x, y, z]);
            let nested = |v: f64, i: usize| {
                DenseDual::<DenseDual<f64, 3>, 3>::variable(DenseDual::variable(v, i), i)
            };
            let duals = formulas(&nested(x, 0), &nested(y, 1), &nested(z, 2));
            let near = |p: f64, q: f64| (p - q).abs() <= 1e-12 * (p.abs() + q.abs() + 1e-3) * 100.0;
            for (at, (jet, dual)) in formulas(&a, &b, &c).iter().zip(&duals).enumerate() {
                prop_assert_eq!(jet.value().to_bits(), dual.value().value().to_bits(), "{}", at);
                for i in 0..3 {
                    let (p, q) = (jet.gradient()[i], dual.value().gradient()[i]);
                    prop_assert!(near(p, q), "{} by {}: {} {}", at, i, p, q);
                    for j in 0..3 {
                        let (p, q) = (jet.second(i, j), dual.gradient()[i].gradient()[j]);
                        prop_assert!(near(p, q), "{} by {} and {}: {} {}", at, i, j, p, q);
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_not_a_number_stays_so_and_constants_do_not_spoil_derivatives() {
        let [x] = Jet::<1>::variables([2.0]);
        let nan = Jet::constant(f64::NAN);
        assert!(Jet::select(&nan, &x, x, x).value().is_nan());
        let far = Jet::constant(f64::INFINITY) + x;
        assert_eq!((far.gradient()[0], far.second(0, 0)), (1.0, 0.0));
        assert_eq!((Jet::constant(1e300) * Jet::constant(1e300) + x).gradient(), &[1.0]);
    }
}
