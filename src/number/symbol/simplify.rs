//! Collecting powers and like terms, as one would by hand.
//!
//! A product is a coefficient and factors baseᵉ, a sum is terms with
//! coefficients; both are read off an expression, merged, and written back.
//! Every rule is an identity for positive bases wherever its left side is defined:
//! x^p x^q = x^(p+q) needs x > 0 unless p and q are integers, and but for x = 0 x^p has
//! that domain already.

use std::collections::HashMap;

use super::{Binary, Node, Symbol, Unary};
use crate::number::{Exact, Scalar};

impl Symbol {
    /// The expression with powers of one base merged, like terms collected and
    /// factors in the customary order. Equal to the original wherever that is
    /// defined and every base of a power is positive (x^−u is written 1/x^u, and 0^−u
    /// may be defined where 1/0^u is not); rounding may differ.
    pub fn simplified(&self) -> Symbol {
        let collected = simplify(self, Sum::write, &mut HashMap::new());
        simplify(&collected, Sum::write_factored, &mut HashMap::new())
    }
}

/// Collects from the leaves up; `write` says how a collected sum is spelt.
fn simplify<'a>(
    x: &'a Symbol,
    write: fn(Sum) -> Symbol,
    known: &mut HashMap<&'a Symbol, Symbol>,
) -> Symbol {
    if let Some(done) = known.get(x) {
        return done.clone();
    }
    let operands: Vec<Symbol> =
        x.children().into_iter().map(|c| simplify(c, write, known)).collect();
    let done = match (x.node(), operands.as_slice()) {
        (Node::Binary(Binary::Add | Binary::Sub, ..), _) => {
            write(Sum::of(&x.with_children(&operands)))
        }
        (Node::Select(_), [_, _, same, other]) if same == other => same.clone(),
        (Node::Unary(Unary::Ln, _), [inner]) => logarithm(inner),
        _ => Product::of(&x.with_children(&operands)).write(),
    };
    known.insert(x, done.clone());
    done
}

/// ln xᵖ = p ln x and ln eᵖ = p.
fn logarithm(x: &Symbol) -> Symbol {
    match x.node() {
        Node::Unary(Unary::Exp, power) => power.clone(),
        Node::Binary(Binary::Pow, base, power) => Product::of(&(power * base.ln())).write(),
        _ => x.ln(),
    }
}

fn int(n: i64) -> Symbol {
    Symbol::constant(Exact::from(n))
}

/// A small integer's value.
fn as_integer(x: &Symbol) -> Option<i32> {
    let (digits, exponent) = x.as_constant()?.as_decimal()?;
    let scale = 10_i64.checked_pow(u32::try_from(exponent).ok()?)?;
    i32::try_from(digits.checked_mul(scale)?).ok()
}

/// coefficient · Π baseᵉ; eˣ is kept with the base exp(1).
struct Product {
    coefficient: Exact,
    factors: Vec<(Symbol, Symbol)>,
}

impl Product {
    /// Reads an expression whose parts are simplified already.
    fn of(x: &Symbol) -> Product {
        let mut product = Product { coefficient: Exact::from(1), factors: Vec::new() };
        product.multiply(x, 1);
        product
    }

    /// Times xⁿ.
    fn multiply(&mut self, x: &Symbol, n: i32) {
        match x.node() {
            Node::Constant(value) if n.abs() <= 64 && (n > 0 || value.signum() != 0) => {
                for _ in 0..n.unsigned_abs() {
                    self.coefficient =
                        if n > 0 { &self.coefficient * value } else { &self.coefficient / value };
                }
            }
            Node::Unary(Unary::Neg, x) => {
                if n % 2 != 0 {
                    self.coefficient = &Exact::from(0) - &self.coefficient;
                }
                self.multiply(x, n);
            }
            Node::Unary(Unary::Exp, power) => match power.node() {
                Node::Unary(Unary::Ln, inner) => self.multiply(inner, n),
                _ => self.raise(int(1).exp(), power * int(n.into())),
            },
            Node::Binary(Binary::Mul, x, y) => {
                self.multiply(x, n);
                self.multiply(y, n);
            }
            Node::Binary(Binary::Div, x, y) => {
                self.multiply(x, n);
                self.multiply(y, -n);
            }
            Node::Powi(x, m) if n.checked_mul(*m).is_some() => self.multiply(x, n * m),
            Node::Binary(Binary::Pow, base, power) => match base.node() {
                Node::Constant(_) if base.is_int(1) => {}
                Node::Binary(Binary::Pow, inner, first) => {
                    self.raise(inner.clone(), first * power * int(n.into()));
                }
                _ => self.raise(base.clone(), power * int(n.into())),
            },
            _ => self.raise(x.clone(), int(n.into())),
        }
    }

    /// Times baseᵉ, merged with what is there of that base.
    fn raise(&mut self, base: Symbol, power: Symbol) {
        match self.factors.iter().position(|(b, _)| *b == base) {
            Some(at) => {
                let sum = Sum::of(&(&self.factors[at].1 + power)).write();
                if sum.is_int(0) {
                    self.factors.remove(at);
                } else {
                    self.factors[at].1 = sum;
                }
            }
            None => {
                let power = Sum::of(&power).write();
                if !power.is_int(0) {
                    self.factors.push((base, power));
                }
            }
        }
    }

    /// The coefficient, and the product without it.
    fn split(mut self) -> (Exact, Symbol) {
        let coefficient = std::mem::replace(&mut self.coefficient, Exact::from(1));
        (coefficient, self.write())
    }

    /// A sign, then what has positive powers over what has negative ones.
    fn write(mut self) -> Symbol {
        if self.coefficient.signum() == 0 {
            return int(0);
        }
        self.factors.sort_by_key(|(base, power)| rank(base, power));
        let negative = self.coefficient.signum() < 0;
        let size = if negative { &Exact::from(0) - &self.coefficient } else { self.coefficient };
        let (mut above, mut below) = (Symbol::constant(size), int(1));
        for (base, power) in &self.factors {
            if *base != int(1).exp() && Sum::of(power).leads_negative() {
                below = below * power_of(base, &Sum::of(&-power.clone()).write());
            } else {
                above = above * power_of(base, power);
            }
        }
        let quotient = above / below;
        if negative { -quotient } else { quotient }
    }
}

/// baseᵉ in the plainest spelling.
fn power_of(base: &Symbol, power: &Symbol) -> Symbol {
    match as_integer(power) {
        Some(n) if *base != int(1).exp() => base.powi(n),
        _ if *base == int(1).exp() => power.exp(),
        _ => base.pow(power),
    }
}

/// The customary order of factors: letters, powers, brackets, functions, cases.
fn rank(base: &Symbol, power: &Symbol) -> u8 {
    match base.node() {
        _ if *base == int(1).exp() => 3,
        Node::Constant(_) | Node::Variable(_) if as_integer(power).is_some() => 0,
        Node::Constant(_) | Node::Variable(_) => 1,
        Node::Unary(..) | Node::Powi(..) => 4,
        Node::Select(_) => 5,
        Node::Binary(..) => 2,
    }
}

/// Σ coefficient · term; the constant's term is 1.
struct Sum(Vec<(Exact, Symbol)>);

impl Sum {
    /// Reads an expression whose parts are simplified already.
    fn of(x: &Symbol) -> Sum {
        let mut sum = Sum(Vec::new());
        sum.add(x, &Exact::from(1));
        sum.0.retain(|(coefficient, _)| coefficient.signum() != 0);
        sum
    }

    fn add(&mut self, x: &Symbol, scale: &Exact) {
        let minus = || &Exact::from(0) - scale;
        match x.node() {
            Node::Unary(Unary::Neg, x) => self.add(x, &minus()),
            Node::Binary(Binary::Add, x, y) => {
                self.add(x, scale);
                self.add(y, scale);
            }
            Node::Binary(Binary::Sub, x, y) => {
                self.add(x, scale);
                self.add(y, &minus());
            }
            _ => {
                let (coefficient, term) = Product::of(x).split();
                let coefficient = &coefficient * scale;
                match self.0.iter_mut().find(|(_, t)| *t == term) {
                    Some((total, _)) => *total = &*total + &coefficient,
                    None => self.0.push((coefficient, term)),
                }
            }
        }
    }

    fn leads_negative(&self) -> bool {
        self.0.first().is_some_and(|(coefficient, _)| coefficient.signum() < 0)
    }

    /// A positive term first, where there is one: α − 1, not −1 + α.
    fn write(mut self) -> Symbol {
        if let Some(at) = self.0.iter().position(|(coefficient, _)| coefficient.signum() > 0) {
            let first = self.0.remove(at);
            self.0.insert(0, first);
        }
        self.0.into_iter().fold(int(0), |sum, (coefficient, term)| {
            let scaled = |c: Exact| Product::of(&(Symbol::constant(c) * &term)).write();
            if coefficient.signum() < 0 {
                sum - scaled(&Exact::from(0) - &coefficient)
            } else {
                sum + scaled(coefficient)
            }
        })
    }

    /// With the factors that all terms share in front, and a sign that all
    /// share: −(a + b)/α², not −a/α² − b/α².
    fn write_factored(self) -> Symbol {
        let [(_, first), rest @ ..] = self.0.as_slice() else { return self.write() };
        if rest.is_empty() {
            return self.write();
        }
        let mut common = Product::of(first);
        for (_, term) in rest {
            let here = Product::of(term);
            common.factors.retain(|factor| here.factors.contains(factor));
        }
        if self.0.iter().all(|(coefficient, _)| coefficient.signum() < 0) {
            common.coefficient = Exact::from(-1);
        }
        let common = common.write();
        if common.is_int(1) {
            return self.write();
        }
        let rest = Sum(self
            .0
            .into_iter()
            .map(|(coefficient, term)| {
                let quotient = Product::of(&(Symbol::constant(coefficient) * term / &common));
                quotient.split()
            })
            .collect());
        Product::of(&(common * rest.write())).write()
    }
}
