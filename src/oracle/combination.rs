//! Combinations of parameters, as problems write them: `A + B 20^-alpha`,
//! `N_c + D_c/100`, `gamma_N + gamma_D`.

use crate::number::{Exact, Scalar};

/// The value of a combination: terms joined by ` + ` or ` - `; a term is factors
/// joined by a space (times) or `/`; a factor is a parameter or a number, or
/// such to the power of such, `^` or `^-`. None for anything else, and where
/// `parameter` does not know a name.
///
/// ```
/// use offray::oracle::combination;
/// let named = |name: &str| [("A", 3.0), ("B", 8.0), ("alpha", 0.5)].into_iter()
///     .find(|(other, _)| *other == name).map(|(_, x)| x);
/// assert_eq!(combination("A + B 4^-alpha", &1.0, &named), Some(7.0));
/// assert_eq!(combination("A - B/16", &1.0, &named), Some(2.5));
/// assert_eq!(combination("A + C", &1.0, &named), None);
/// ```
pub fn combination<S: Scalar>(
    text: &str,
    like: &S,
    parameter: &impl Fn(&str) -> Option<S>,
) -> Option<S> {
    let atom =
        |text: &str| parameter(text).or_else(|| text.parse::<Exact>().ok().map(|x| like.exact(&x)));
    let factor = |text: &str| match text.split_once('^') {
        None => atom(text),
        Some((base, power)) => Some(match power.strip_prefix('-') {
            Some(power) => atom(base)?.pow(&-atom(power)?),
            None => atom(base)?.pow(&atom(power)?),
        }),
    };
    let quotient = |text: &str| {
        let mut factors = text.split('/');
        let first = factor(factors.next()?)?;
        factors.try_fold(first, |value, text| Some(value / factor(text)?))
    };
    let term = |text: &str| {
        let mut factors = text.split(' ');
        let first = quotient(factors.next()?)?;
        factors.try_fold(first, |value, text| Some(value * quotient(text)?))
    };
    let difference = |text: &str| {
        let mut terms = text.split(" - ");
        let first = term(terms.next()?)?;
        terms.try_fold(first, |value, text| Some(value - term(text)?))
    };
    let mut sums = text.split(" + ");
    let first = difference(sums.next()?)?;
    sums.try_fold(first, |value, text| Some(value + difference(text)?))
}
