//! From a formula back to numbers, in any kind.

use std::collections::HashMap;

use super::{Binary, Node, Symbol, Unary};
use crate::number::Scalar;

impl Symbol {
    /// The value in the kind and precision of `like`, given each variable's by
    /// its ASCII name. Every distinct subexpression is computed once.
    ///
    /// Where construction simplified nothing but identities, the result is bit
    /// for bit that of the code which built the expression; exact arithmetic on
    /// constants (0.1 + 0.2 = 0.3) rounds once where code rounds thrice.
    pub fn evaluate<S: Scalar>(&self, like: &S, variable: impl Fn(&str) -> S) -> S {
        self.evaluate_with(like, &variable, &mut HashMap::new())
    }

    fn evaluate_with<'a, S: Scalar>(
        &'a self,
        like: &S,
        variable: &impl Fn(&str) -> S,
        known: &mut HashMap<&'a Symbol, S>,
    ) -> S {
        if let Some(value) = known.get(self) {
            return value.clone();
        }
        let mut at = |x: &'a Symbol| x.evaluate_with(like, variable, known);
        let value = match self.node() {
            Node::Constant(value) => like.exact(value),
            Node::Variable(name) => variable(&name.ascii),
            Node::Unary(f, x) => apply(*f, at(x)),
            Node::Binary(f, x, y) => combine(*f, at(x), at(y)),
            Node::Powi(x, n) => at(x).powi(*n),
            Node::Select([a, b, x, y]) => S::select(&at(a), &at(b), at(x), at(y)),
        };
        known.insert(self, value.clone());
        value
    }
}

fn apply<S: Scalar>(f: Unary, x: S) -> S {
    match f {
        Unary::Neg => -x,
        Unary::Exp => x.exp(),
        Unary::Ln => x.ln(),
        Unary::Sqrt => x.sqrt(),
        Unary::Abs => x.abs(),
    }
}

fn combine<S: Scalar>(f: Binary, x: S, y: S) -> S {
    match f {
        Binary::Add => x + y,
        Binary::Sub => x - y,
        Binary::Mul => x * y,
        Binary::Div => x / y,
        Binary::Pow => x.pow(&y),
        Binary::Min => x.min(&y),
        Binary::Max => x.max(&y),
    }
}
