//! Symbolic expressions: the formula that ran.
//!
//! A law evaluated on symbols *is* its formula, and on `Dual<Symbol>` its
//! gradient. An expression is a shared graph; it prints in four
//! [notations](Notation) and [evaluates](Symbol::evaluate) in every other kind.
//!
//! Two levels of simplification, and no more:
//!
//! - **at construction** only what holds bit for bit in every kind, but for the
//!   sign of a zero (0 + x = x, 0 − x = −x, 1·x = x, x/1 = x, −(−x) = x,
//!   x + (−y) = x − y), and exact arithmetic on rational constants; x/x and 0·x are
//!   left alone, because they need not be defined;
//! - **on request**, [`Symbol::simplified`] collects powers and like terms. The
//!   result equals the original wherever that is defined and bases of powers are positive.

mod evaluate;
mod notation;
mod piece;
mod print;
mod share;
mod simplify;

pub use notation::Notation;
pub use share::Shared;

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::ops::by_reference;
use super::{Exact, Scalar};

/// An expression over named variables with exact rational constants.
///
/// ```
/// use offray::number::{Dual, Notation, Scalar, Symbol};
/// let [a, n, alpha] = ["A", "N", "alpha"].map(Symbol::named);
/// let term = Dual::constant(a) / Dual::constant(n).pow(&Dual::variable(alpha, 0));
/// assert_eq!(term.value().print(Notation::Unicode), "A/N^alpha");
/// let slope = term.derivative(0).expect("depends on it").simplified();
/// assert_eq!(slope.print(Notation::Unicode), "−A ln N / N^alpha");
/// assert_eq!(slope.print(Notation::Python), "-(A * log(N) / N**alpha)");
/// let value = slope.evaluate(&0.0, |name| if name == "alpha" { 0.5 } else { 4.0 });
/// assert_eq!(value, -4.0 * libm::log(4.0) / 2.0);
/// ```
#[derive(Clone)]
pub struct Symbol(Arc<Inner>);

/// A node with what would be costly to recompute.
struct Inner {
    node: Node,
    /// Of the structure: equal expressions have equal hashes.
    hash: u64,
    /// Nodes of the expression written out as a tree.
    size: u64,
}

/// What an expression is made of.
#[derive(PartialEq, Eq, Hash)]
enum Node {
    Constant(Exact),
    Variable(Name),
    Unary(Unary, Symbol),
    Binary(Binary, Symbol, Symbol),
    /// x^n, by repeated squaring.
    Powi(Symbol, i32),
    /// \[a, b, x, y\]: x where a ≤ b, else y.
    Select([Symbol; 4]),
}

/// Functions of one variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Unary {
    Neg,
    Exp,
    Ln,
    Sqrt,
    Abs,
}

/// Functions of two variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Pow,
    Min,
    Max,
}

/// How a variable is called in each notation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// In programs: Python, Rocq, and the key that [`Symbol::evaluate`] asks for.
    pub ascii: Arc<str>,
    /// In text.
    pub unicode: Arc<str>,
    /// In LaTeX.
    pub latex: Arc<str>,
}

impl Symbol {
    /// An exact constant.
    pub fn constant(value: Exact) -> Self {
        Node::Constant(value).into()
    }

    /// A variable with its names in programs, in text and in LaTeX.
    pub fn variable(ascii: &str, unicode: &str, latex: &str) -> Self {
        let name = Name { ascii: ascii.into(), unicode: unicode.into(), latex: latex.into() };
        Node::Variable(name).into()
    }

    /// A variable of one name everywhere.
    pub fn named(name: &str) -> Self {
        Self::variable(name, name, name)
    }

    /// The value, where the expression is a constant.
    pub fn as_constant(&self) -> Option<&Exact> {
        match self.node() {
            Node::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// The variables that occur, each once, in the order of the formula.
    pub fn variables(&self) -> Vec<Name> {
        let mut names = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let mut rest = vec![self];
        while let Some(at) = rest.pop() {
            if seen.insert(at) {
                if let Node::Variable(name) = at.node() {
                    names.push(name.clone());
                }
                rest.extend(at.children().into_iter().rev());
            }
        }
        names
    }

    /// The pairs that min, max, |·| and select compare anywhere in it, each once, in
    /// the order of the formula.
    ///
    /// ```
    /// use offray::number::{Scalar, Symbol};
    /// let [x, y] = ["x", "y"].map(Symbol::named);
    /// assert_eq!((x.min(&y) + y.abs()).comparisons(), [[x, y.clone()], [y.zero(), y]]);
    /// ```
    pub fn comparisons(&self) -> Vec<[Symbol; 2]> {
        let mut pairs = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let mut rest = vec![self];
        while let Some(at) = rest.pop() {
            if seen.insert(at) {
                match at.node() {
                    Node::Binary(Binary::Min | Binary::Max, a, b) | Node::Select([a, b, ..]) => {
                        pairs.push([a.clone(), b.clone()]);
                    }
                    Node::Unary(Unary::Abs, x) => pairs.push([x.zero(), x.clone()]),
                    _ => {}
                }
                rest.extend(at.children().into_iter().rev());
            }
        }
        pairs
    }

    /// Nodes of the expression written out as a tree.
    pub fn size(&self) -> u64 {
        self.0.size
    }

    fn node(&self) -> &Node {
        &self.0.node
    }

    fn children(&self) -> Vec<&Symbol> {
        match self.node() {
            Node::Constant(_) | Node::Variable(_) => vec![],
            Node::Unary(_, x) | Node::Powi(x, _) => vec![x],
            Node::Binary(_, x, y) => vec![x, y],
            Node::Select(parts) => parts.iter().collect(),
        }
    }

    /// The same operation on other operands, as many as there are children.
    fn with_children(&self, operands: &[Symbol]) -> Symbol {
        match (self.node(), operands) {
            (Node::Unary(f, _), [x]) => Self::unary(*f, x),
            (Node::Binary(f, ..), [x, y]) => Self::binary(*f, x, y),
            (Node::Powi(_, n), [x]) => x.powi(*n),
            (Node::Select(_), [a, b, x, y]) => Self::select(a, b, x.clone(), y.clone()),
            _ => self.clone(),
        }
    }

    fn is_int(&self, n: i64) -> bool {
        self.as_constant().is_some_and(|value| *value == Exact::from(n))
    }

    /// x where the expression is −x.
    fn negated(&self) -> Option<&Symbol> {
        match self.node() {
            Node::Unary(Unary::Neg, x) => Some(x),
            _ => None,
        }
    }

    fn unary(f: Unary, x: &Symbol) -> Symbol {
        let one = || Symbol::constant(Exact::from(1));
        let zero = || Symbol::constant(Exact::from(0));
        match (f, x.as_constant()) {
            (Unary::Neg, Some(value)) => Symbol::constant(&Exact::from(0) - value),
            (Unary::Exp, Some(_)) if x.is_int(0) => one(),
            (Unary::Ln, Some(_)) if x.is_int(1) => zero(),
            _ => match (f, x.negated()) {
                (Unary::Neg, Some(inner)) => inner.clone(),
                _ => Node::Unary(f, x.clone()).into(),
            },
        }
    }

    fn binary(f: Binary, x: &Symbol, y: &Symbol) -> Symbol {
        if let (Some(a), Some(b)) = (x.as_constant(), y.as_constant())
            && let Some(value) = fold(f, a, b)
        {
            return Symbol::constant(value);
        }
        let neg = |z: &Symbol| Self::unary(Unary::Neg, z);
        match f {
            Binary::Add if x.is_int(0) => y.clone(),
            Binary::Add | Binary::Sub if y.is_int(0) => x.clone(),
            Binary::Sub if x.is_int(0) => neg(y),
            Binary::Mul if x.is_int(1) => y.clone(),
            Binary::Mul | Binary::Div if y.is_int(1) => x.clone(),
            Binary::Mul if x.is_int(-1) => neg(y),
            Binary::Mul | Binary::Div if y.is_int(-1) => neg(x),
            Binary::Add | Binary::Sub => match y.negated() {
                Some(z) if f == Binary::Add => Self::binary(Binary::Sub, x, z),
                Some(z) => Self::binary(Binary::Add, x, z),
                None => Node::Binary(f, x.clone(), y.clone()).into(),
            },
            _ => Node::Binary(f, x.clone(), y.clone()).into(),
        }
    }
}

/// Exact arithmetic on constants, where the result is rational for certain.
fn fold(f: Binary, a: &Exact, b: &Exact) -> Option<Exact> {
    match f {
        Binary::Add => Some(a + b),
        Binary::Sub => Some(a - b),
        Binary::Mul => Some(a * b),
        Binary::Div => (b.signum() != 0).then(|| a / b),
        Binary::Min => Some(a.min(b).clone()),
        Binary::Max => Some(a.max(b).clone()),
        Binary::Pow => None,
    }
}

impl From<Node> for Symbol {
    fn from(node: Node) -> Self {
        let mut hasher = DefaultHasher::new();
        node.hash(&mut hasher);
        let symbol = Symbol(Arc::new(Inner { node, hash: hasher.finish(), size: 1 }));
        let size = symbol.children().iter().fold(1_u64, |sum, x| sum.saturating_add(x.size()));
        let mut inner = Arc::into_inner(symbol.0).expect("not shared yet");
        inner.size = size;
        Symbol(Arc::new(inner))
    }
}

impl PartialEq for Symbol {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || (self.0.hash == other.0.hash
                && self.0.size == other.0.size
                && self.node() == other.node())
    }
}

impl Eq for Symbol {}

impl Hash for Symbol {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.hash);
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.print(Notation::Unicode))
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

by_reference!([] Symbol,
    Add add => |x: &Symbol, y: &Symbol| Symbol::binary(Binary::Add, x, y),
    Sub sub => |x: &Symbol, y: &Symbol| Symbol::binary(Binary::Sub, x, y),
    Mul mul => |x: &Symbol, y: &Symbol| Symbol::binary(Binary::Mul, x, y),
    Div div => |x: &Symbol, y: &Symbol| Symbol::binary(Binary::Div, x, y),
);

impl std::ops::Neg for Symbol {
    type Output = Self;
    fn neg(self) -> Self {
        Symbol::unary(Unary::Neg, &self)
    }
}

impl Scalar for Symbol {
    fn int(&self, n: i64) -> Self {
        Symbol::constant(Exact::from(n))
    }

    fn exact(&self, value: &Exact) -> Self {
        Symbol::constant(value.clone())
    }

    fn exp(&self) -> Self {
        Symbol::unary(Unary::Exp, self)
    }

    fn ln(&self) -> Self {
        Symbol::unary(Unary::Ln, self)
    }

    fn sqrt(&self) -> Self {
        Symbol::unary(Unary::Sqrt, self)
    }

    fn abs(&self) -> Self {
        Symbol::unary(Unary::Abs, self)
    }

    fn pow(&self, y: &Self) -> Self {
        Symbol::binary(Binary::Pow, self, y)
    }

    fn powi(&self, n: i32) -> Self {
        match n {
            0 => self.int(1),
            1 => self.clone(),
            _ => Node::Powi(self.clone(), n).into(),
        }
    }

    fn min(&self, other: &Self) -> Self {
        Symbol::binary(Binary::Min, self, other)
    }

    fn max(&self, other: &Self) -> Self {
        Symbol::binary(Binary::Max, self, other)
    }

    /// Decided for constants; min and max are recognised.
    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        match (a.as_constant(), b.as_constant()) {
            (Some(a), Some(b)) if a <= b => x,
            (Some(_), Some(_)) => y,
            _ if *a == x && *b == y => a.min(b),
            _ if *a == y && *b == x => a.max(b),
            _ => Node::Select([a.clone(), b.clone(), x, y]).into(),
        }
    }
}

#[cfg(test)]
mod tests;
