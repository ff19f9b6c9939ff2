//! The four operations and the sign, with two roundings each where the signs
//! of the operands are known.

use std::cmp::Ordering;
use std::mem::swap;
use std::ops::Neg;

use rug::Float;
use rug::float::{Round, Special};
use rug::ops::{AddAssignRound, AssignRound, DivAssignRound, MulAssignRound, SubAssignRound};

use super::Interval;
use crate::number::ops::in_place;

/// Where an interval lies with respect to 0.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// lo ≥ 0 (also \[0, 0\]).
    Above,
    /// hi ≤ 0 and lo < 0.
    Below,
    /// lo < 0 < hi.
    Across,
    Empty,
}

impl Interval {
    pub(super) fn side(&self) -> Side {
        match (self.lo.cmp0(), self.hi.cmp0()) {
            (None, _) | (_, None) => Side::Empty,
            (Some(Ordering::Less), Some(Ordering::Greater)) => Side::Across,
            (Some(Ordering::Less), _) => Side::Below,
            _ => Side::Above,
        }
    }

    /// Makes room for the result of an operation with `other`.
    fn prepare(&mut self, other: &Self) {
        self.ln = None;
        self.widen(other.bits());
        self.defined &= other.defined;
    }

    /// x + y = \[x.lo + y.lo, x.hi + y.hi\]. No ∞ − ∞: a lower end is never ∞.
    fn add_assign(&mut self, other: &Self) {
        self.prepare(other);
        self.lo.add_assign_round(&other.lo, Round::Down);
        self.hi.add_assign_round(&other.hi, Round::Up);
    }

    /// x − y = \[x.lo − y.hi, x.hi − y.lo\].
    fn sub_assign(&mut self, other: &Self) {
        self.prepare(other);
        self.lo.sub_assign_round(&other.hi, Round::Down);
        self.hi.sub_assign_round(&other.lo, Round::Up);
    }

    /// x·y: the signs of both tell which end meets which.
    fn mul_assign(&mut self, other: &Self) {
        match (self.side(), other.side()) {
            (Side::Across, Side::Across) => self.mul_across(other),
            (mine, Side::Across) => {
                let mut product = other.clone();
                product.mul_signed(Side::Across, self, mine);
                *self = product;
            }
            (mine, others) => self.mul_signed(mine, other, others),
        }
    }

    /// x·y where 0 is not inside y.
    fn mul_signed(&mut self, mine: Side, other: &Self, others: Side) {
        self.prepare(other);
        let (near, far) = self.align(other, others);
        let (with_lo, with_hi) = match mine {
            Side::Across => (far, far),
            _ if mine == others => (near, far),
            _ => (far, near),
        };
        mul_round(&mut self.lo, with_lo, Round::Down);
        mul_round(&mut self.hi, with_hi, Round::Up);
    }

    /// x·y where 0 is inside both: the extremes of four products.
    fn mul_across(&mut self, other: &Self) {
        self.prepare(other);
        let product = |x: &Float, y: &Float, round| Float::with_val_round(x.prec(), x * y, round).0;
        let lo = product(&self.lo, &other.hi, Round::Down);
        let hi = product(&self.lo, &other.lo, Round::Up);
        self.lo = product(&self.hi, &other.lo, Round::Down).min(&lo);
        self.hi.mul_assign_round(&other.hi, Round::Up);
        self.hi.max_mut(&hi);
    }

    /// x/y: where 0 is not in y, as the product with the roles of the ends of y
    /// exchanged.
    fn div_assign(&mut self, other: &Self) {
        let (mine, others) = (self.side(), other.side());
        if other.contains_zero() {
            return self.div_by_zero(mine, other);
        }
        self.prepare(other);
        let (near, far) = self.align(other, others);
        let (with_lo, with_hi) = match mine {
            Side::Across => (near, near),
            _ if mine == others => (far, near),
            _ => (near, far),
        };
        self.lo.div_assign_round(with_lo, Round::Down);
        self.hi.div_assign_round(with_hi, Round::Up);
    }

    /// x/y where y contains 0: by 0 alone nothing, else a half-line or the
    /// whole line (0/y is 0); never everywhere defined.
    fn div_by_zero(&mut self, mine: Side, other: &Self) {
        self.prepare(other);
        self.defined = false;
        let bits = self.bits();
        let (lo, hi) = (other.lo.is_zero(), other.hi.is_zero());
        if mine == Side::Empty || (lo && hi) {
            *self = Interval::empty(bits);
        } else if self.lo.is_zero() && self.hi.is_zero() {
            self.ln = None;
        } else if mine == Side::Across || !(lo || hi) {
            *self = Interval::entire(bits).given(false);
        } else {
            // The quotient nearest to 0 bounds the half-line.
            let end = if mine == Side::Above { &self.lo } else { &self.hi };
            let divisor = if lo { &other.hi } else { &other.lo };
            let above = (mine == Side::Above) == lo;
            let round = if above { Round::Down } else { Round::Up };
            let bound = Float::with_val_round(bits, end / divisor, round).0;
            *self = if above {
                Interval::of(bound, Float::with_val(bits, Special::Infinity))
            } else {
                Interval::of(Float::with_val(bits, Special::NegInfinity), bound)
            }
            .given(false);
        }
    }

    /// The ends of y nearest to and farthest from 0. For y ≤ 0 the ends of x
    /// change places, because there the product falls as x grows.
    fn align<'y>(&mut self, other: &'y Self, others: Side) -> (&'y Float, &'y Float) {
        if others == Side::Below {
            swap(&mut self.lo, &mut self.hi);
            (&other.hi, &other.lo)
        } else {
            (&other.lo, &other.hi)
        }
    }
}

/// x·y rounded, with 0·∞ = 0: an infinite end is not a member.
fn mul_round(x: &mut Float, y: &Float, round: Round) {
    let vanishes = (x.is_zero() && y.is_infinite()) || (x.is_infinite() && y.is_zero());
    if vanishes {
        x.assign_round(0, round);
    } else {
        x.mul_assign_round(y, round);
    }
}

/// The operation on a copy of the left operand.
fn copied(a: &Interval, operation: fn(&mut Interval, &Interval), b: &Interval) -> Interval {
    let mut result = Interval { lo: a.lo.clone(), hi: a.hi.clone(), defined: a.defined, ln: None };
    operation(&mut result, b);
    result
}

in_place!(Interval,
    Add add => |a, b| copied(a, Interval::add_assign, b),
        Interval::add_assign,
        |a: &Interval, b: &mut Interval| b.add_assign(a);
    Sub sub => |a, b| copied(a, Interval::sub_assign, b),
        Interval::sub_assign,
        |a: &Interval, b: &mut Interval| *b = copied(a, Interval::sub_assign, b);
    Mul mul => |a, b| copied(a, Interval::mul_assign, b),
        Interval::mul_assign,
        |a: &Interval, b: &mut Interval| b.mul_assign(a);
    Div div => |a, b| copied(a, Interval::div_assign, b),
        Interval::div_assign,
        |a: &Interval, b: &mut Interval| *b = copied(a, Interval::div_assign, b);
);

impl Neg for Interval {
    type Output = Self;
    fn neg(self) -> Self {
        Interval { lo: -self.hi, hi: -self.lo, defined: self.defined, ln: None }
    }
}
