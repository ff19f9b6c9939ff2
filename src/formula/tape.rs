//! A formula as a list of operations, for every kind of number.

use crate::number::{Exact, Scalar};

/// A value that an operation takes: a name, or what an earlier operation made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operand {
    /// An index of a name.
    Name(u16),
    /// An index of an operation.
    Made(u16),
}

/// One operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// A small whole number.
    Int(i64),
    /// An index of an exact constant.
    Constant(u16),
    /// −x.
    Neg(Operand),
    /// x + y.
    Add(Operand, Operand),
    /// x − y.
    Sub(Operand, Operand),
    /// x y.
    Mul(Operand, Operand),
    /// x/y.
    Div(Operand, Operand),
    /// x^y, x > 0.
    Pow(Operand, Operand),
    /// x^−y, x > 0.
    PowNeg(Operand, Operand),
    /// x^n of a whole n.
    Powi(Operand, i32),
    /// e^x.
    Exp(Operand),
    /// ln x.
    Ln(Operand),
    /// √x.
    Sqrt(Operand),
    /// |x|.
    Abs(Operand),
    /// The smaller.
    Min(Operand, Operand),
    /// The larger.
    Max(Operand, Operand),
    /// \[a, b, x, y\]: x where a ≤ b, else y.
    Select([Operand; 4]),
}

impl Op {
    /// What it takes.
    pub fn operands(&self) -> Vec<Operand> {
        match *self {
            Op::Int(_) | Op::Constant(_) => Vec::new(),
            Op::Neg(x) | Op::Powi(x, _) | Op::Exp(x) | Op::Ln(x) | Op::Sqrt(x) | Op::Abs(x) => {
                vec![x]
            }
            Op::Add(x, y)
            | Op::Sub(x, y)
            | Op::Mul(x, y)
            | Op::Div(x, y)
            | Op::Pow(x, y)
            | Op::PowNeg(x, y)
            | Op::Min(x, y)
            | Op::Max(x, y) => vec![x, y],
            Op::Select(parts) => parts.to_vec(),
        }
    }
}

/// A formula as a list of operations, equal parts made once.
///
/// x/y^a is computed as x y^−a, as the laws of this program write it.
///
/// ```
/// use offray::formula::Formula;
/// use offray::number::{Notation, Symbol};
/// let tape = "E + A/N^alpha".parse::<Formula>()?.tape();
/// let names = ["E", "A", "N", "alpha"].map(Symbol::named);
/// let printed = tape.run(&names.each_ref()).print(Notation::Python);
/// assert_eq!(printed, "E + A * N**(-alpha)");
/// # Ok::<(), offray::formula::FormulaError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tape {
    pub(super) ops: Vec<Op>,
    pub(super) constants: Vec<Exact>,
    pub(super) root: Operand,
}

impl Tape {
    /// The operations, operands first.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// What the formula is.
    pub fn root(&self) -> Operand {
        self.root
    }

    /// An exact constant.
    pub fn constant(&self, at: u16) -> &Exact {
        &self.constants[usize::from(at)]
    }

    /// The value, where the names have these, in the order of
    /// [`Formula::names`](super::Formula::names).
    ///
    /// # Panics
    /// Where there are fewer values than names, or none.
    pub fn run<S: Scalar>(&self, names: &[&S]) -> S {
        let mut made = self.walk(names);
        match self.root {
            Operand::Name(at) => names[usize::from(at)].clone(),
            Operand::Made(at) => made.swap_remove(usize::from(at)),
        }
    }

    /// The pairs that the formula compares: arguments of min, max and where, and 0
    /// with those of abs.
    pub fn switches<S: Scalar>(&self, names: &[&S]) -> Vec<[S; 2]> {
        let made = self.walk(names);
        let at = |x: Operand| match x {
            Operand::Name(at) => names[usize::from(at)].clone(),
            Operand::Made(at) => made[usize::from(at)].clone(),
        };
        let pair = |op: &Op| match *op {
            Op::Abs(x) => Some([names[0].zero(), at(x)]),
            Op::Min(x, y) | Op::Max(x, y) | Op::Select([x, y, ..]) => Some([at(x), at(y)]),
            _ => None,
        };
        self.ops.iter().filter_map(pair).collect()
    }

    /// The value of every operation.
    fn walk<S: Scalar>(&self, names: &[&S]) -> Vec<S> {
        let mut made: Vec<S> = Vec::with_capacity(self.ops.len());
        for op in &self.ops {
            let at = |x: Operand| -> &S {
                match x {
                    Operand::Name(at) => names[usize::from(at)],
                    Operand::Made(at) => &made[usize::from(at)],
                }
            };
            let value = match *op {
                Op::Int(n) => names[0].int(n),
                Op::Constant(c) => names[0].exact(&self.constants[usize::from(c)]),
                Op::Neg(x) => -at(x),
                Op::Add(x, y) => at(x) + at(y),
                Op::Sub(x, y) => at(x) - at(y),
                Op::Mul(x, y) => at(x) * at(y),
                Op::Div(x, y) => at(x) / at(y),
                Op::Pow(x, y) => at(x).pow(at(y)),
                Op::PowNeg(x, y) => at(x).pow_neg(at(y)),
                Op::Powi(x, n) => at(x).powi(n),
                Op::Exp(x) => at(x).exp(),
                Op::Ln(x) => at(x).ln(),
                Op::Sqrt(x) => at(x).sqrt(),
                Op::Abs(x) => at(x).abs(),
                Op::Min(x, y) => at(x).min(at(y)),
                Op::Max(x, y) => at(x).max(at(y)),
                Op::Select([a, b, x, y]) => S::select(at(a), at(b), at(x).clone(), at(y).clone()),
            };
            made.push(value);
        }
        made
    }
}
