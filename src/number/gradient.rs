//! How a dual number keeps its gradient: by index, or as a full array.

use std::borrow::Cow;
use std::fmt::Debug;

use super::Scalar;

/// What a gradient is multiplied by in a chain rule.
pub enum Factor<'a, S> {
    /// 1: no multiplication takes place.
    One,
    /// −1.
    MinusOne,
    /// Any number.
    By(&'a S),
}

impl<S: Scalar> Factor<'_, S> {
    /// factor · x, in place where x is owned.
    #[inline]
    fn times(&self, x: Cow<'_, S>) -> S {
        match (self, x) {
            (Factor::One, x) => x.into_owned(),
            (Factor::MinusOne, x) => -x.into_owned(),
            (Factor::By(f), Cow::Owned(x)) => x * *f,
            (Factor::By(f), Cow::Borrowed(x)) => x * *f,
        }
    }
}

/// A vector of derivatives: all that the chain rule asks of it.
pub trait Gradient<S>: Clone + Debug + Send + Sync + 'static {
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

/// An owned or borrowed vector of entries, handed out one by one.
enum Entries<'a, S> {
    Owned(std::iter::Peekable<std::vec::IntoIter<(usize, S)>>),
    Borrowed(std::iter::Peekable<std::slice::Iter<'a, (usize, S)>>),
}

impl<'a, S: Scalar> Entries<'a, S> {
    fn of(x: Cow<'a, Sparse<S>>) -> Self {
        match x {
            Cow::Owned(x) => Entries::Owned(x.0.into_iter().peekable()),
            Cow::Borrowed(x) => Entries::Borrowed(x.0.iter().peekable()),
        }
    }

    fn index(&mut self) -> usize {
        match self {
            Entries::Owned(rest) => rest.peek().map_or(usize::MAX, |e| e.0),
            Entries::Borrowed(rest) => rest.peek().map_or(usize::MAX, |e| e.0),
        }
    }

    /// The entry of that index, where it is the next one.
    fn take(&mut self, index: usize) -> Option<Cow<'a, S>> {
        match self {
            Entries::Owned(rest) => rest.next_if(|e| e.0 == index).map(|e| Cow::Owned(e.1)),
            Entries::Borrowed(rest) => rest.next_if(|e| e.0 == index).map(|e| Cow::Borrowed(&e.1)),
        }
    }
}

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
        Sparse(match x {
            Cow::Owned(x) => x.0.into_iter().map(|(i, e)| (i, f.times(Cow::Owned(e)))).collect(),
            Cow::Borrowed(x) => x.0.iter().map(|(i, e)| (*i, f.times(Cow::Borrowed(e)))).collect(),
        })
    }

    fn combined(x: Cow<'_, Self>, f: Factor<'_, S>, y: Cow<'_, Self>, g: Factor<'_, S>) -> Self {
        if y.is_none() {
            return Self::scaled(x, f);
        }
        if x.is_none() {
            return Self::scaled(y, g);
        }
        let mut entries = Vec::with_capacity(x.0.len() + y.0.len());
        let (mut x, mut y) = (Entries::of(x), Entries::of(y));
        loop {
            let index = x.index().min(y.index());
            let entry = match (x.take(index), y.take(index)) {
                (None, None) => return Sparse(entries),
                (Some(x), None) => f.times(x),
                (None, Some(y)) => g.times(y),
                (Some(x), Some(y)) => f.times(x) + g.times(y),
            };
            entries.push((index, entry));
        }
    }

    fn select(a: &S, b: &S, x: Self, y: Self) -> Self {
        let mut entries = Vec::with_capacity(x.0.len().max(y.0.len()));
        let (mut x, mut y) = (Entries::of(Cow::Owned(x)), Entries::of(Cow::Owned(y)));
        loop {
            let index = x.index().min(y.index());
            let (x, y) = match (x.take(index), y.take(index)) {
                (None, None) => return Sparse(entries),
                (Some(x), None) => (x.into_owned(), a.zero()),
                (None, Some(y)) => (a.zero(), y.into_owned()),
                (Some(x), Some(y)) => (x.into_owned(), y.into_owned()),
            };
            entries.push((index, S::select(a, b, x, y)));
        }
    }
}

/// All P derivatives in an array, with no memory from the heap where S has none.
///
/// Whether the number is a constant is remembered beside them: a power of a
/// constant then costs no more than it must, and 0·∞ does not arise in a
/// derivative that is zero.
#[derive(Clone, Copy, Debug)]
pub struct Dense<S, const P: usize> {
    pub(super) entries: [S; P],
    constant: bool,
}

impl<S: Scalar, const P: usize> Gradient<S> for Dense<S, P> {
    #[inline]
    fn none(like: &S) -> Self {
        Dense { entries: std::array::from_fn(|_| like.zero()), constant: true }
    }

    #[inline]
    fn unit(like: &S, index: usize) -> Self {
        assert!(index < P, "variable {index} of {P}");
        let entries = std::array::from_fn(|i| like.int(i64::from(i == index)));
        Dense { entries, constant: false }
    }

    #[inline]
    fn is_none(&self) -> bool {
        self.constant
    }

    #[inline]
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

    #[inline]
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

    #[inline]
    fn select(a: &S, b: &S, x: Self, y: Self) -> Self {
        let constant = x.constant && y.constant;
        let mut y = y.entries.into_iter();
        let mut next = || y.next().expect("P entries");
        Dense { entries: x.entries.map(|x| S::select(a, b, x, next())), constant }
    }
}
