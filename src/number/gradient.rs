//! How a dual number keeps its gradient: by index, or as a full array.

use std::borrow::Cow;
use std::fmt::Debug;

use super::Scalar;

/// What a gradient is multiplied by in a chain rule.
pub enum Factor<'a, S: Clone> {
    /// 1: no multiplication takes place.
    One,
    /// −1.
    MinusOne,
    /// Any number.
    By(Cow<'a, S>),
}

impl<S: Scalar> Factor<'_, S> {
    /// factor · x, in place where x is owned.
    #[inline(always)]
    fn times(&self, x: Cow<'_, S>) -> S {
        match (self, x) {
            (Factor::One, x) => x.into_owned(),
            (Factor::MinusOne, x) => -x.into_owned(),
            (Factor::By(f), Cow::Owned(x)) => x * &**f,
            (Factor::By(f), Cow::Borrowed(x)) => x * &**f,
        }
    }
}

/// A vector of derivatives: all that the chain rule asks of it.
pub trait Gradient<S: Clone>: Clone + Debug + Send + Sync + 'static {
    /// The gradient of a constant; `like` lends its precision.
    fn none(like: &S) -> Self;

    /// The gradient of the variable number `index`.
    fn unit(like: &S, index: usize) -> Self;

    /// Whether it is that of a constant, so that factors need not be formed.
    fn is_none(&self) -> bool;

    /// f·x.
    fn scaled(x: Cow<'_, Self>, f: Factor<'_, S>) -> Self;

    /// f·x + g·y.
    fn combined(x: Cow<'_, Self>, f: Factor<'_, S>, y: Cow<'_, Self>, g: Factor<'_, S>) -> Self;

    /// [`Scalar::select`] in every component.
    fn select(a: &S, b: &S, x: Self, y: Self) -> Self;
}

/// The entries that are not identically zero: (index, derivative), by
/// increasing index.
#[derive(Clone, Debug)]
pub struct Sparse<S>(pub(super) Vec<(usize, S)>);

impl<S: Scalar> Gradient<S> for Sparse<S> {
    fn none(_like: &S) -> Self {
        Sparse(Vec::new())
    }

    fn unit(like: &S, index: usize) -> Self {
        Sparse(vec![(index, like.one())])
    }

    fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    fn scaled(x: Cow<'_, Self>, f: Factor<'_, S>) -> Self {
        match (x, f) {
            (Cow::Owned(x), Factor::One) => x,
            (Cow::Owned(mut x), Factor::By(f)) if x.unit().is_some() => {
                x.0[0].1 = signed(x.unit(), f.into_owned());
                x
            }
            // The same memory: as many entries, of the same kind.
            (Cow::Owned(x), f) => {
                Sparse(x.0.into_iter().map(|(i, e)| (i, f.times(Cow::Owned(e)))).collect())
            }
            (x, f) => {
                let mut entries = Vec::with_capacity(x.0.len().max(ROOM));
                Self::each_scaled(x, f, |entry| entries.push(entry));
                Sparse(entries)
            }
        }
    }

    fn combined(x: Cow<'_, Self>, f: Factor<'_, S>, y: Cow<'_, Self>, g: Factor<'_, S>) -> Self {
        if x.shares_an_index_with(&y) {
            return Self::merged(Self::scaled(x, f).0, Self::scaled(y, g).0, |x, y| match (x, y) {
                (Some(x), Some(y)) => x + y,
                (one, other) => one.or(other).expect("an entry"),
            });
        }
        // Into the memory of one that is owned.
        let (mut into, from, f) = match x {
            Cow::Borrowed(x) if matches!(y, Cow::Owned(_)) => {
                (Self::scaled(y, g), Cow::Borrowed(x), f)
            }
            x => (Self::scaled(x, f), y, g),
        };
        let entries = &mut into.0;
        Self::each_scaled(from, f, |entry| {
            entries.insert(entries.partition_point(|e| e.0 < entry.0), entry);
        });
        into
    }

    fn select(a: &S, b: &S, x: Self, y: Self) -> Self {
        let or_zero = |x: Option<S>| x.unwrap_or_else(|| a.zero());
        Self::merged(x.0, y.0, |x, y| S::select(a, b, or_zero(x), or_zero(y)))
    }
}

/// Entries that most gradients have at most: room for them is made at once.
const ROOM: usize = 6;

/// What a variable's own derivative is.
#[derive(Clone, Copy)]
enum Unit {
    One,
    MinusOne,
}

/// f·(±1).
fn signed<S: Scalar>(unit: Option<Unit>, f: S) -> S {
    if let Some(Unit::MinusOne) = unit { -f } else { f }
}

impl<S: Scalar> Sparse<S> {
    /// Whether this is a variable's gradient, or one with its sign changed: then
    /// f·(±1) is ±f.
    fn unit(&self) -> Option<Unit> {
        match &self.0[..] {
            [(_, unit)] if unit.is_one() => Some(Unit::One),
            [(_, unit)] if unit.is_minus_one() => Some(Unit::MinusOne),
            _ => None,
        }
    }

    /// Hands on every entry of f·x.
    fn each_scaled(x: Cow<'_, Self>, f: Factor<'_, S>, mut take: impl FnMut((usize, S))) {
        match (x.unit(), f, x) {
            (unit @ Some(_), Factor::By(f), x) => take((x.0[0].0, signed(unit, f.into_owned()))),
            (_, f, Cow::Owned(x)) => {
                x.0.into_iter().for_each(|(i, e)| take((i, f.times(Cow::Owned(e)))));
            }
            (_, f, Cow::Borrowed(x)) => {
                x.0.iter().for_each(|(i, e)| take((*i, f.times(Cow::Borrowed(e)))));
            }
        }
    }

    /// Whether some variable has an entry in both.
    fn shares_an_index_with(&self, other: &Self) -> bool {
        let mut others = other.0.iter().map(|e| e.0).peekable();
        self.0.iter().any(|(index, _)| {
            while others.next_if(|other| other < index).is_some() {}
            others.peek() == Some(index)
        })
    }

    /// One entry per index that either has, by `join` of what they have there.
    fn merged(
        x: Vec<(usize, S)>,
        y: Vec<(usize, S)>,
        join: impl Fn(Option<S>, Option<S>) -> S,
    ) -> Self {
        let mut entries = Vec::with_capacity(x.len() + y.len());
        let mut y = y.into_iter().peekable();
        for (index, x) in x {
            while let Some((before, y)) = y.next_if(|e| e.0 < index) {
                entries.push((before, join(None, Some(y))));
            }
            let y = y.next_if(|e| e.0 == index).map(|e| e.1);
            entries.push((index, join(Some(x), y)));
        }
        entries.extend(y.map(|(index, y)| (index, join(None, Some(y)))));
        Sparse(entries)
    }
}

/// All P derivatives in an array, with no memory from the heap where S has none.
///
/// Whether the number is a constant is remembered beside them: a power of a
/// constant then costs no more than it must, and 0·∞ does not arise in a
/// derivative that is zero. Loops over P are inlined always: calls would copy
/// the array about and cost more than the arithmetic.
#[derive(Clone, Copy, Debug)]
pub struct Dense<S, const P: usize> {
    pub(super) entries: [S; P],
    constant: bool,
}

impl<S: Scalar, const P: usize> Gradient<S> for Dense<S, P> {
    #[inline(always)]
    fn none(like: &S) -> Self {
        Dense { entries: std::array::from_fn(|_| like.zero()), constant: true }
    }

    #[inline(always)]
    fn unit(like: &S, index: usize) -> Self {
        assert!(index < P, "variable {index} of {P}");
        let entries = std::array::from_fn(|i| like.int(i64::from(i == index)));
        Dense { entries, constant: false }
    }

    #[inline(always)]
    fn is_none(&self) -> bool {
        self.constant
    }

    #[inline(always)]
    fn scaled(x: Cow<'_, Self>, f: Factor<'_, S>) -> Self {
        if x.constant {
            return x.into_owned();
        }
        let entries = match x {
            Cow::Owned(x) => x.entries.map(|e| f.times(Cow::Owned(e))),
            Cow::Borrowed(x) => x.entries.each_ref().map(|e| f.times(Cow::Borrowed(e))),
        };
        Dense { entries, constant: false }
    }

    #[inline(always)]
    fn combined(x: Cow<'_, Self>, f: Factor<'_, S>, y: Cow<'_, Self>, g: Factor<'_, S>) -> Self {
        if y.constant {
            return Self::scaled(x, f);
        }
        if x.constant {
            return Self::scaled(y, g);
        }
        let entries = std::array::from_fn(|i| {
            f.times(Cow::Borrowed(&x.entries[i])) + g.times(Cow::Borrowed(&y.entries[i]))
        });
        Dense { entries, constant: false }
    }

    #[inline(always)]
    fn select(a: &S, b: &S, x: Self, y: Self) -> Self {
        let constant = x.constant && y.constant;
        let mut y = y.entries.into_iter();
        let mut next = || y.next().expect("P entries");
        Dense { entries: x.entries.map(|x| S::select(a, b, x, next())), constant }
    }
}
