//! What a formula says of its parameters: in which it is linear, which stand in
//! exponents, and of which the sign is plain.

use super::Role;
use crate::formula::{Op, Operand, Tape};

/// Roles and search ranges in the order of the parameters, and which are linear.
pub(super) struct Known {
    pub roles: Vec<(Role, (f64, f64))>,
    pub linear: Vec<usize>,
}

/// The tape with the names that are parameters.
struct Reader<'a> {
    tape: &'a Tape,
    is_parameter: &'a [bool],
    /// Names of parameters that are known to be positive.
    positive: Vec<bool>,
}

/// What multiplies a parameter in a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Factor {
    /// The parameter does not occur.
    None,
    One,
    Positive,
    /// Of either sign, or not linear.
    Any,
}

/// What the formula itself tells.
pub(super) fn of(tape: &Tape, is_parameter: &[bool]) -> Known {
    let mut reader = Reader { tape, is_parameter, positive: vec![false; is_parameter.len()] };
    let names: Vec<usize> = (0..is_parameter.len()).filter(|n| is_parameter[*n]).collect();
    let mut linear: Vec<usize> = Vec::new();
    for &name in &names {
        linear.push(name);
        if !reader.is_affine(&linear) {
            linear.pop();
        }
    }
    let mut roles = vec![(Role::Plain, PLAIN); names.len()];
    // Signs of the others decide what is a positive term of a linear one.
    for (place, &name) in names.iter().enumerate().filter(|(_, n)| !linear.contains(n)) {
        roles[place] = reader.of_nonlinear(name);
        reader.positive[name] = roles[place].0 == Role::Scale;
    }
    for (place, &name) in names.iter().enumerate().filter(|(_, n)| linear.contains(n)) {
        roles[place] = match reader.factors(name).at(tape.root()) {
            Factor::One => (Role::Offset, OFFSET),
            Factor::Positive => (Role::Scale, SCALE),
            Factor::Any | Factor::None => (Role::Plain, PLAIN),
        };
    }
    let place = |name: &usize| names.iter().position(|n| n == name).expect("a parameter");
    Known { roles, linear: linear.iter().map(place).collect() }
}

/// Search ranges.
const OFFSET: (f64, f64) = (0.0, 10.0);
const SCALE: (f64, f64) = (1e-3, 1e15);
const INNER_SCALE: (f64, f64) = (1e-4, 1e12);
const EXPONENT: (f64, f64) = (0.02, 2.0);
const SIGNED_EXPONENT: (f64, f64) = (-1.5, 1.5);
/// Under an exponential x^a is to stay small for an x of billions.
const EXPONENT_IN_EXP: (f64, f64) = (-0.3, 0.3);
const PLAIN: (f64, f64) = (-10.0, 10.0);

/// Something known of every operand.
struct Table<T> {
    names: Vec<T>,
    made: Vec<T>,
}

impl<T: Copy> Table<T> {
    fn at(&self, x: Operand) -> T {
        match x {
            Operand::Name(at) => self.names[usize::from(at)],
            Operand::Made(at) => self.made[usize::from(at)],
        }
    }
}

impl Reader<'_> {
    fn table<T: Copy>(
        &self,
        name: impl Fn(usize) -> T,
        op: impl Fn(&Op, &Table<T>) -> T,
    ) -> Table<T> {
        let names = (0..self.is_parameter.len()).map(name).collect();
        let mut table = Table { names, made: Vec::new() };
        for one in self.tape.ops() {
            let value = op(one, &table);
            table.made.push(value);
        }
        table
    }

    /// Whether the formula is affine in these names together.
    fn is_affine(&self, set: &[usize]) -> bool {
        let degrees = self.table(
            |name| u8::from(set.contains(&name)),
            |op, known| {
                let of = |x: &Operand| known.at(*x);
                match op {
                    Op::Neg(x) => of(x),
                    Op::Add(x, y) | Op::Sub(x, y) => of(x).max(of(y)),
                    Op::Mul(x, y) => (of(x) + of(y)).min(2),
                    Op::Div(x, y) if of(y) == 0 => of(x),
                    Op::Select([a, b, x, y]) if of(a) == 0 && of(b) == 0 => of(x).max(of(y)),
                    op => 2 * op.operands().iter().map(of).max().unwrap_or(0).min(1),
                }
            },
        );
        degrees.at(self.tape.root()) < 2
    }

    /// Which operands are positive for certain, inputs being so.
    fn positives(&self) -> Table<bool> {
        self.table(
            |name| !self.is_parameter[name] || self.positive[name],
            |op, known| {
                let all = |op: &Op| op.operands().iter().all(|x| known.at(*x));
                match op {
                    Op::Int(n) => *n > 0,
                    Op::Constant(c) => self.tape.constant(*c).signum() > 0,
                    Op::Pow(..) | Op::PowNeg(..) | Op::Exp(_) => true,
                    Op::Powi(x, n) => n % 2 == 0 || known.at(*x),
                    Op::Select([.., x, y]) => known.at(*x) && known.at(*y),
                    Op::Max(x, y) => known.at(*x) || known.at(*y),
                    Op::Neg(_) | Op::Sub(..) | Op::Ln(_) => false,
                    op => all(op),
                }
            },
        )
    }

    /// What multiplies a name, wherever a sum is linear in it.
    fn factors(&self, name: usize) -> Table<Factor> {
        let positive = self.positives();
        self.table(
            |other| if other == name { Factor::One } else { Factor::None },
            |op, known| {
                let of = |x: &Operand| known.at(*x);
                let times = |factor: Factor, by: &Operand| match factor {
                    Factor::None => Factor::None,
                    Factor::One | Factor::Positive if positive.at(*by) => Factor::Positive,
                    _ => Factor::Any,
                };
                match op {
                    Op::Add(x, y) => match (of(x), of(y)) {
                        (Factor::None, other) | (other, Factor::None) => other,
                        (Factor::Any, _) | (_, Factor::Any) => Factor::Any,
                        _ => Factor::Positive,
                    },
                    Op::Sub(x, y) if of(y) == Factor::None => of(x),
                    Op::Mul(x, y) if of(y) == Factor::None => times(of(x), y),
                    Op::Mul(x, y) if of(x) == Factor::None => times(of(y), x),
                    Op::Div(x, y) if of(y) == Factor::None => times(of(x), y),
                    Op::Select([a, b, x, y])
                        if of(a) == Factor::None && of(b) == Factor::None && of(x) == of(y) =>
                    {
                        of(x)
                    }
                    op if op.operands().iter().all(|x| of(x) == Factor::None) => Factor::None,
                    _ => Factor::Any,
                }
            },
        )
    }

    /// Whether an operand is a product or quotient that a name is a factor of.
    fn homogeneous(&self, name: usize) -> Table<bool> {
        self.table(
            |other| other == name,
            |op, known| match op {
                Op::Mul(x, y) => known.at(*x) != known.at(*y),
                Op::Div(x, y) => known.at(*x) && !known.at(*y),
                _ => false,
            },
        )
    }

    /// An exponent, a positive scale inside a power or a quotient, or neither.
    fn of_nonlinear(&self, name: usize) -> (Role, (f64, f64)) {
        let direct = Operand::Name(name as u16);
        let occurs = self
            .table(|other| other == name, |op, known| op.operands().iter().any(|x| known.at(*x)));
        let uses: Vec<&Op> =
            self.tape.ops().iter().filter(|op| op.operands().contains(&direct)).collect();
        let falls = |op: &&&Op| matches!(op, Op::PowNeg(x, y) if *y == direct && !occurs.at(*x));
        let raised = |op: &&&Op| matches!(op, Op::Pow(x, y) if *y == direct && !occurs.at(*x));
        let in_exp = self.tape.ops().iter().any(|op| matches!(op, Op::Exp(x) if occurs.at(*x)));
        let count = uses.len();
        let (falling, raising) =
            (uses.iter().filter(falls).count(), uses.iter().filter(raised).count());
        if in_exp && falling + raising > 0 {
            return (Role::Plain, EXPONENT_IN_EXP);
        }
        if falling == count {
            return (Role::Exponent, EXPONENT);
        }
        if falling + raising > 0 {
            // The outer power of a sum is positive where anybody has written one.
            let outer = uses.iter().all(|op| match op {
                Op::Pow(x, _) => self.has_parameters(*x),
                _ => false,
            });
            return (Role::Plain, if outer { EXPONENT } else { SIGNED_EXPONENT });
        }
        let (factors, homogeneous) = (self.factors(name), self.homogeneous(name));
        // Where the name leaves the sums and products that it is in: into the base of a
        // power its sign is that of the base; under an exponential it may be any.
        let mut decided = false;
        for op in self.tape.ops() {
            let taken = |x: &Operand| occurs.at(*x);
            let plain = |x: &Operand| {
                homogeneous.at(*x) || matches!(factors.at(*x), Factor::One | Factor::Positive)
            };
            match op {
                Op::Pow(x, y) | Op::PowNeg(x, y) => {
                    if taken(y) || (taken(x) && !plain(x)) {
                        return (Role::Plain, PLAIN);
                    }
                    decided |= taken(x);
                }
                Op::Div(_, y) if taken(y) => {
                    if !plain(y) {
                        return (Role::Plain, PLAIN);
                    }
                    decided = true;
                }
                Op::Exp(x) | Op::Ln(x) | Op::Sqrt(x) | Op::Abs(x) | Op::Powi(x, _) if taken(x) => {
                    return (Role::Plain, PLAIN);
                }
                Op::Min(..) | Op::Max(..) | Op::Select(_) | Op::Sub(..) | Op::Neg(_) => {
                    if op.operands().iter().any(taken) && !self.outside(op, &occurs) {
                        return (Role::Plain, PLAIN);
                    }
                }
                Op::Mul(x, y) if taken(x) || taken(y) => {
                    let at = if taken(x) { x } else { y };
                    // A factor of a sum in which the name stands: 1 + c x^−d.
                    decided |= plain(at) && *at != direct;
                }
                _ => {}
            }
        }
        if decided { (Role::Scale, INNER_SCALE) } else { (Role::Plain, PLAIN) }
    }

    /// Whether an operation only passes on what a power or quotient has made of a name.
    fn outside(&self, op: &Op, occurs: &Table<bool>) -> bool {
        let settled = |x: &Operand| match x {
            Operand::Name(_) => false,
            Operand::Made(at) => {
                let made = &self.tape.ops()[usize::from(*at)];
                matches!(made, Op::Pow(..) | Op::PowNeg(..) | Op::Div(..) | Op::Mul(..))
            }
        };
        matches!(op, Op::Sub(..) | Op::Neg(_))
            && op.operands().iter().filter(|x| occurs.at(**x)).all(settled)
    }

    fn has_parameters(&self, x: Operand) -> bool {
        let depends = self.table(
            |name| self.is_parameter[name],
            |op, known| op.operands().iter().any(|x| known.at(*x)),
        );
        depends.at(x)
    }
}
