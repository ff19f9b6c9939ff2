//! The value of a formula: exact where rationals are closed under what it does,
//! correct to [`DIGITS`] digits elsewhere.

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{Signed, ToPrimitive};

use super::{Binary, Formula, Function, Node};
use crate::number::{Exact, Mpfr, Scalar};

/// Significant decimal digits of what no rational equals (logarithms, roots,
/// exponentials).
pub const DIGITS: usize = 120;

/// Enough for [`DIGITS`] digits of one function, with room for rounding.
const BITS: u32 = 480;

/// The largest whole power that is formed exactly.
const LARGEST_POWER: i64 = 1000;
/// Exact values of more digits than this are refused.
const LARGEST_MAGNITUDE: i64 = 10_000;

/// Why a formula has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// A quotient by zero.
    #[error("it divides by zero")]
    Zero,
    /// A logarithm, a root or a power of what has none.
    #[error("{0} is not defined there")]
    Undefined(&'static str),
    /// Too large or too small to be formed.
    #[error("its value is out of range")]
    Range,
}

impl Formula {
    /// The value where the names have these values, in the order of
    /// [`names`](Formula::names).
    ///
    /// # Panics
    /// Where there are fewer values than names.
    pub fn evaluate(&self, values: &[Exact]) -> Result<Exact, EvaluationError> {
        let known = vec![None; self.nodes.len()];
        Values { nodes: &self.nodes, names: values, known }.at(self.root)
    }
}

/// A number as a decimal of [`DIGITS`] significant digits.
pub fn rounded(x: &Mpfr) -> Result<Exact, EvaluationError> {
    let value: Exact = x.to_decimal(DIGITS).parse().map_err(|_| EvaluationError::Range)?;
    bounded(value)
}

fn bounded(value: Exact) -> Result<Exact, EvaluationError> {
    match value.magnitude().abs() <= LARGEST_MAGNITUDE {
        true => Ok(value),
        false => Err(EvaluationError::Range),
    }
}

/// A real function of exact numbers, correctly to [`DIGITS`] digits.
fn real(x: &Exact, f: impl Fn(&Mpfr) -> Mpfr) -> Result<Exact, EvaluationError> {
    rounded(&f(&Mpfr::new(BITS, x)))
}

/// The values of nodes, each computed once and where it is asked for.
struct Values<'a> {
    nodes: &'a [Node],
    names: &'a [Exact],
    known: Vec<Option<Exact>>,
}

impl Values<'_> {
    fn at(&mut self, node: usize) -> Result<Exact, EvaluationError> {
        if let Some(value) = &self.known[node] {
            return Ok(value.clone());
        }
        let value = match &self.nodes[node] {
            Node::Number(x) => x.clone(),
            Node::Name(at) => self.names[*at].clone(),
            Node::Minus(x) => &Exact::from(0) - &self.at(*x)?,
            Node::Binary(binary, sides) => {
                let (a, b) = (self.at(sides[0])?, self.at(sides[1])?);
                binary.of(&a, &b)?
            }
            Node::Call(function, given) => {
                let given: Result<Vec<Exact>, _> = given.iter().map(|x| self.at(*x)).collect();
                call(*function, given?)?
            }
            Node::Where([a, b, x, y]) => {
                let chosen = if self.at(*a)? <= self.at(*b)? { x } else { y };
                self.at(*chosen)?
            }
        };
        self.known[node] = Some(value.clone());
        Ok(value)
    }
}

impl Binary {
    /// The result, exact where it is rational.
    pub(super) fn of(self, a: &Exact, b: &Exact) -> Result<Exact, EvaluationError> {
        bounded(match self {
            Binary::Add => a + b,
            Binary::Subtract => a - b,
            Binary::Multiply => a * b,
            Binary::Divide if b.signum() == 0 => return Err(EvaluationError::Zero),
            Binary::Divide => a / b,
            Binary::Power => return power(a, b),
        })
    }
}

fn call(function: Function, given: Vec<Exact>) -> Result<Exact, EvaluationError> {
    let first = given[0].clone();
    let positive = |name| match first.signum() {
        1 => Ok(()),
        _ => Err(EvaluationError::Undefined(name)),
    };
    let over_ln = |base: i64| {
        positive("the logarithm")?;
        real(&first, |x| x.ln() / x.int(base).ln())
    };
    match function {
        Function::Abs if first.signum() < 0 => Ok(&Exact::from(0) - &first),
        Function::Abs => Ok(first),
        Function::Exp => match first.magnitude() {
            // e^(10^5) has 43,000 digits before its point.
            ..5 => real(&first, Mpfr::exp),
            _ => Err(EvaluationError::Range),
        },
        Function::Ln => positive("the logarithm").and_then(|()| real(&first, Mpfr::ln)),
        Function::Log2 => over_ln(2),
        Function::Log10 => over_ln(10),
        Function::Sqrt => root(&first),
        // Of larger sizes the value is 0 or 1, or x itself, to all digits.
        Function::Sigmoid | Function::Tanh | Function::Softplus if first.magnitude() > 4 => {
            Err(EvaluationError::Range)
        }
        Function::Sigmoid => real(&first, |x| x.one() / (x.one() + (-x).exp())),
        Function::Tanh => real(&first, |x| x.int(2) / (x.one() + (x * x.int(-2)).exp()) - x.one()),
        Function::Softplus => real(&first, |x| (x.one() + x.exp()).ln()),
        Function::Min => Ok(given.into_iter().min().unwrap_or(first)),
        Function::Max => Ok(given.into_iter().max().unwrap_or(first)),
    }
}

/// √x, exact where x is the square of a rational.
fn root(x: &Exact) -> Result<Exact, EvaluationError> {
    if x.signum() < 0 {
        return Err(EvaluationError::Undefined("the square root"));
    }
    let ratio = x.to_ratio();
    let (p, q) = (ratio.numer().sqrt(), ratio.denom().sqrt());
    match &p * &p == *ratio.numer() && &q * &q == *ratio.denom() {
        true => Ok(Exact::from_ratio(Ratio::new(p, q))),
        false => real(x, Mpfr::sqrt),
    }
}

/// a^b: exact for whole b, and for half-whole b of squares.
fn power(a: &Exact, b: &Exact) -> Result<Exact, EvaluationError> {
    let exponent = b.to_ratio();
    if exponent.is_integer() {
        let n = exponent.to_integer().to_i64().filter(|n| n.abs() <= LARGEST_POWER);
        let n = n.ok_or(EvaluationError::Range)?;
        if a.signum() == 0 && n < 0 {
            return Err(EvaluationError::Zero);
        }
        // The power's size is known before it is formed.
        if n.abs().saturating_mul(a.magnitude().abs() + 1) > LARGEST_MAGNITUDE {
            return Err(EvaluationError::Range);
        }
        let ratio = a.to_ratio();
        let size = n.unsigned_abs() as u32;
        let (p, q) = (ratio.numer().pow(size), ratio.denom().pow(size));
        let (p, q) = if n < 0 { (q, p) } else { (p, q) };
        let (p, q) = if q.is_negative() { (-p, -q) } else { (p, q) };
        return Ok(Exact::from_ratio(Ratio::new(p, q)));
    }
    match a.signum() {
        0 if exponent.is_positive() => Ok(Exact::from(0)),
        1 if *exponent.denom() == BigInt::from(2) => {
            power(&root(a)?, &Exact::from_ratio(exponent.numer().clone().into()))
        }
        1 => {
            let value = Mpfr::new(BITS, a).pow(&Mpfr::new(BITS, b));
            rounded(&value)
        }
        _ => Err(EvaluationError::Undefined("a broken power")),
    }
}
