//! Ring operations by value and by reference, implied by one bound.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// The four operations with every mixture of owned and borrowed operands, and
/// negation of both. Implemented for whatever has them; a bound `S: Ops` implies
/// all eighteen, which a plain `where for<'a> &'a S: Add` would not.
pub trait Ops:
    Sized
    + Neg<Output = Self>
    + Arithmetic<Self, Self>
    + for<'b> Arithmetic<&'b Self, Self>
    + for<'a> Implies<
        &'a Self,
        Is: Neg<Output = Self> + Arithmetic<Self, Self> + for<'b> Arithmetic<&'b Self, Self>,
    >
{
}

impl<T> Ops for T where
    T: Sized
        + Neg<Output = T>
        + Arithmetic<T, T>
        + for<'b> Arithmetic<&'b T, T>
        + for<'a> Implies<
            &'a T,
            Is: Neg<Output = T> + Arithmetic<T, T> + for<'b> Arithmetic<&'b T, T>,
        >
{
}

/// The four operations with a right operand `R` and a result `T`.
pub trait Arithmetic<R, T>:
    Add<R, Output = T> + Sub<R, Output = T> + Mul<R, Output = T> + Div<R, Output = T>
{
}

impl<L, R, T> Arithmetic<R, T> for L where
    L: Add<R, Output = T> + Sub<R, Output = T> + Mul<R, Output = T> + Div<R, Output = T>
{
}

/// `T: Implies<X, Is: Bound>` makes `X: Bound` known wherever `T`'s trait is:
/// bounds on the associated type of a supertrait are implied, `where` clauses
/// on other types are not.
pub trait Implies<X>: ImpliesIs<X, Is = X> {}
impl<T, X> Implies<X> for T {}

/// The identity behind [`Implies`].
pub trait ImpliesIs<X> {
    /// X itself.
    type Is;
}
impl<T, X> ImpliesIs<X> for T {
    type Is = X;
}

/// Writes the operators of a kind, with every mixture of owned and borrowed
/// operands (negation of a borrowed one among them), from `fn(&Self, &Self) -> Self`; for kinds where nothing is won by
/// reusing an operand. The generics come first, in brackets.
#[allow(unused_macros)]
macro_rules! by_reference {
    ($generics:tt $ty:ty, $($trait:ident $method:ident => $f:expr),+ $(,)?) => {
        $($crate::number::ops::by_reference!(@one $generics $ty, $trait $method $f);)+
        $crate::number::ops::negate_by_reference!($generics $ty);
    };
    (@one [$($g:tt)*] $ty:ty, $trait:ident $method:ident $f:expr) => {
        impl<$($g)*> std::ops::$trait<$ty> for $ty {
            type Output = $ty;
            #[inline]
            fn $method(self, other: $ty) -> $ty { $f(&self, &other) }
        }
        impl<'b, $($g)*> std::ops::$trait<&'b $ty> for $ty {
            type Output = $ty;
            #[inline]
            fn $method(self, other: &'b $ty) -> $ty { $f(&self, other) }
        }
        impl<'a, $($g)*> std::ops::$trait<$ty> for &'a $ty {
            type Output = $ty;
            #[inline]
            fn $method(self, other: $ty) -> $ty { $f(self, &other) }
        }
        impl<'a, 'b, $($g)*> std::ops::$trait<&'b $ty> for &'a $ty {
            type Output = $ty;
            #[inline]
            fn $method(self, other: &'b $ty) -> $ty { $f(self, other) }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use by_reference;

/// Writes the operators of a kind whose values own storage, so that an owned
/// operand lends its own to the result. Per operation: `fn(&Self, &Self) -> Self`,
/// `fn(&mut Self, &Self)` leaving a ∘ b in a, and `fn(&Self, &mut Self)` leaving
/// a ∘ b in b.
macro_rules! in_place {
    ($ty:ty, $($trait:ident $method:ident => $fresh:expr, $left:expr, $right:expr);+ $(;)?) => {$(
        impl std::ops::$trait<$ty> for $ty {
            type Output = $ty;
            #[inline]
            fn $method(mut self, other: $ty) -> $ty { $left(&mut self, &other); self }
        }
        impl<'b> std::ops::$trait<&'b $ty> for $ty {
            type Output = $ty;
            #[inline]
            fn $method(mut self, other: &'b $ty) -> $ty { $left(&mut self, other); self }
        }
        impl<'a> std::ops::$trait<$ty> for &'a $ty {
            type Output = $ty;
            #[inline]
            fn $method(self, mut other: $ty) -> $ty { $right(self, &mut other); other }
        }
        impl<'a, 'b> std::ops::$trait<&'b $ty> for &'a $ty {
            type Output = $ty;
            #[inline]
            fn $method(self, other: &'b $ty) -> $ty { $fresh(self, other) }
        }
    )+
        $crate::number::ops::negate_by_reference!([] $ty);
    };
}
pub(crate) use in_place;

/// Writes the negation of a borrowed number, from that of an owned one; the two
/// macros above do it too.
macro_rules! negate_by_reference {
    ([$($g:tt)*] $ty:ty) => {
        impl<$($g)*> std::ops::Neg for &$ty {
            type Output = $ty;
            #[inline]
            fn neg(self) -> $ty { -self.clone() }
        }
    };
}
pub(crate) use negate_by_reference;
