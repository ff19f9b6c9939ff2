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
            (x, f) => {
                let mut entries = Vec::with_capacity(x.0.len().max(ROOM));
                push_scaled(&mut entries, x, f);
                Sparse(entries)
            }
        }
    }

    fn combined(x: Cow<'_, Self>, f: Factor<'_, S>, y: Cow<'_, Self>, g: Factor<'_, S>) -> Self {
        if y.is_none() {
            return Self::scaled(x, f);
        }
        if x.is_none() {
            return Self::scaled(y, g);
        }
        if x.0.last().map(|e| e.0) < y.0.first().map(|e| e.0) {
            let mut entries = Vec::with_capacity((x.0.len() + y.0.len()).max(ROOM));
            push_scaled(&mut entries, x, f);
            push_scaled(&mut entries, y, g);
            return Sparse(entries);
        }
        Self::merged(Self::scaled(x, f).0, Self::scaled(y, g).0, |x, y| match (x, y) {
            (Some(x), Some(y)) => x + y,
            (one, other) => one.or(other).expect("an entry"),
        })
    }

    fn select(a: &S, b: &S, x: Self, y: Self) -> Self {
        let or_zero = |x: Option<S>| x.unwrap_or_else(|| a.zero());
        Self::merged(x.0, y.0, |x, y| S::select(a, b, or_zero(x), or_zero(y)))
    }
}

/// Entries that most gradients have at most: room for them is made at once.
const ROOM: usize = 4;

/// Appends f·x.
fn push_scaled<S: Scalar>(entries: &mut Vec<(usize, S)>, x: Cow<'_, Sparse<S>>, f: Factor<'_, S>) {
    match (&x.0[..], f) {
        // A variable, or one with its sign changed: f·1 is f.
        ([(index, unit)], Factor::By(f)) if unit.is_one() => entries.push((*index, f.into_owned())),
        ([(index, unit)], Factor::By(f)) if unit.is_minus_one() => {
            entries.push((*index, -f.into_owned()));
        }
        (_, f) => match x {
            Cow::Owned(x) => {
                entries.extend(x.0.into_iter().map(|(i, e)| (i, f.times(Cow::Owned(e)))));
            }
            Cow::Borrowed(x) => {
                entries.extend(x.0.iter().map(|(i, e)| (*i, f.times(Cow::Borrowed(e)))));
            }
        },
    }
}

impl<S: Scalar> Sparse<S> {
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
