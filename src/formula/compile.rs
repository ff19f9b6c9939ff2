//! From nodes to operations.

use std::collections::HashMap;

use super::{Binary, Formula, Function, Node, Op, Operand, Tape};
use crate::number::Exact;

/// The largest whole power that is computed by multiplication.
const LARGEST_POWER: i64 = 1000;

impl Formula {
    /// The formula as a list of operations.
    pub fn tape(&self) -> Tape {
        let mut compiler = Compiler::default();
        // Operands stand before what is made of them, but `let` lines may go unused.
        let mut used = vec![false; self.nodes.len()];
        used[self.root] = true;
        for at in (0..=self.root).rev().filter(|at| *at < self.nodes.len()) {
            if used[at] {
                operands(&self.nodes[at]).iter().for_each(|x| used[*x] = true);
            }
        }
        let mut values: Vec<Option<Value>> = vec![None; self.nodes.len()];
        for at in (0..self.nodes.len()).filter(|at| used[*at]) {
            values[at] = Some(compiler.node(&self.nodes[at], &values));
        }
        let root = values[self.root].clone().expect("it is used");
        let root = compiler.operand(root);
        let Compiler { ops, constants, .. } = compiler;
        Tape { ops, constants, root }.without_loose_ends()
    }
}

fn operands(node: &Node) -> Vec<usize> {
    match node {
        Node::Number(_) | Node::Name(_) => Vec::new(),
        Node::Minus(x) => vec![*x],
        Node::Binary(_, sides) => sides.to_vec(),
        Node::Call(_, given) => given.clone(),
        Node::Where(parts) => parts.to_vec(),
    }
}

/// A constant that is still exact, or an operand.
#[derive(Clone, Debug)]
enum Value {
    Exact(Exact),
    At(Operand),
}

#[derive(Default)]
struct Compiler {
    ops: Vec<Op>,
    known: HashMap<Op, Operand>,
    constants: Vec<Exact>,
}

impl Compiler {
    /// An operation, made once.
    fn op(&mut self, op: Op) -> Operand {
        let next = Operand::Made(self.ops.len() as u16);
        let at = *self.known.entry(op).or_insert(next);
        if at == next {
            self.ops.push(op);
        }
        at
    }

    fn operand(&mut self, value: Value) -> Operand {
        let exact = match value {
            Value::At(at) => return at,
            Value::Exact(exact) => exact,
        };
        if let Some(n) = whole(&exact) {
            return self.op(Op::Int(n));
        }
        let known = self.constants.iter().position(|c| *c == exact);
        let at = known.unwrap_or_else(|| {
            self.constants.push(exact);
            self.constants.len() - 1
        });
        self.op(Op::Constant(at as u16))
    }

    fn node(&mut self, node: &Node, values: &[Option<Value>]) -> Value {
        let value = |x: &usize| values[*x].clone().expect("operands come first");
        match node {
            Node::Number(x) => Value::Exact(x.clone()),
            Node::Name(at) => Value::At(Operand::Name(*at as u16)),
            Node::Minus(x) => match value(x) {
                Value::Exact(x) => Value::Exact(&Exact::from(0) - &x),
                Value::At(x) => Value::At(self.op(Op::Neg(x))),
            },
            Node::Binary(binary, [a, b]) => self.binary(*binary, value(a), value(b)),
            Node::Call(function, given) => {
                let given = given.iter().map(|x| self.operand(value(x))).collect::<Vec<_>>();
                Value::At(self.call(*function, &given))
            }
            Node::Where(parts) => {
                let parts = parts.each_ref().map(|x| self.operand(value(x)));
                Value::At(self.op(Op::Select(parts)))
            }
        }
    }

    fn binary(&mut self, binary: Binary, a: Value, b: Value) -> Value {
        if let (Value::Exact(a), Value::Exact(b)) = (&a, &b)
            && let Ok(value) = binary.of(a, b)
        {
            let is_rational = binary != Binary::Power || whole(b).is_some();
            if is_rational {
                return Value::Exact(value);
            }
        }
        if let (Binary::Power, Value::Exact(n)) = (binary, &b) {
            let n = whole(n).filter(|n| n.abs() <= LARGEST_POWER);
            if let Some(n) = n {
                let a = self.operand(a);
                return Value::At(self.op(Op::Powi(a, n as i32)));
            }
        }
        let (a, b) = (self.operand(a), self.operand(b));
        let op = match binary {
            Binary::Add => Op::Add(a, b),
            Binary::Subtract => Op::Sub(a, b),
            Binary::Multiply => Op::Mul(a, b),
            Binary::Power => match self.made(b) {
                Some(Op::Neg(y)) => Op::PowNeg(a, y),
                _ => Op::Pow(a, b),
            },
            Binary::Divide => match self.made(b) {
                Some(Op::Pow(x, y)) => Op::Mul(a, self.op(Op::PowNeg(x, y))),
                _ => Op::Div(a, b),
            },
        };
        Value::At(self.op(op))
    }

    fn made(&self, at: Operand) -> Option<Op> {
        match at {
            Operand::Name(_) => None,
            Operand::Made(at) => self.ops.get(usize::from(at)).copied(),
        }
    }

    fn call(&mut self, function: Function, given: &[Operand]) -> Operand {
        let x = given[0];
        match function {
            Function::Abs => self.op(Op::Abs(x)),
            Function::Exp => self.op(Op::Exp(x)),
            Function::Ln => self.op(Op::Ln(x)),
            Function::Sqrt => self.op(Op::Sqrt(x)),
            Function::Log2 => self.over_ln(x, 2),
            Function::Log10 => self.over_ln(x, 10),
            Function::Sigmoid => {
                let minus = self.op(Op::Neg(x));
                self.one_over_one_plus_exp(1, minus)
            }
            Function::Tanh => {
                let two = self.op(Op::Int(-2));
                let product = self.op(Op::Mul(two, x));
                let twice = self.one_over_one_plus_exp(2, product);
                let one = self.op(Op::Int(1));
                self.op(Op::Sub(twice, one))
            }
            Function::Softplus => {
                let (one, exp) = (self.op(Op::Int(1)), self.op(Op::Exp(x)));
                let sum = self.op(Op::Add(one, exp));
                self.op(Op::Ln(sum))
            }
            Function::Min => self.chain(given, Op::Min),
            Function::Max => self.chain(given, Op::Max),
        }
    }

    /// ln x / ln base.
    fn over_ln(&mut self, x: Operand, base: i64) -> Operand {
        let base = self.op(Op::Int(base));
        let (above, below) = (self.op(Op::Ln(x)), self.op(Op::Ln(base)));
        self.op(Op::Div(above, below))
    }

    /// n/(1 + e^x).
    fn one_over_one_plus_exp(&mut self, n: i64, x: Operand) -> Operand {
        let (one, exp) = (self.op(Op::Int(1)), self.op(Op::Exp(x)));
        let sum = self.op(Op::Add(one, exp));
        let above = self.op(Op::Int(n));
        self.op(Op::Div(above, sum))
    }

    fn chain(&mut self, given: &[Operand], op: fn(Operand, Operand) -> Op) -> Operand {
        given[1..].iter().fold(given[0], |at, next| self.op(op(at, *next)))
    }
}

/// A number that is whole and small.
fn whole(x: &Exact) -> Option<i64> {
    let ratio = x.to_ratio();
    match ratio.is_integer() && x.magnitude() < 18 {
        true => i64::try_from(ratio.numer()).ok(),
        false => None,
    }
}

impl Tape {
    /// The same without operations that nothing takes: the y^a of an x/y^a.
    fn without_loose_ends(self) -> Self {
        let mut used = vec![false; self.ops.len()];
        let mark = |used: &mut Vec<bool>, x: Operand| {
            if let Operand::Made(at) = x {
                used[usize::from(at)] = true;
            }
        };
        mark(&mut used, self.root);
        for at in (0..self.ops.len()).rev() {
            if used[at] {
                self.ops[at].operands().iter().for_each(|x| mark(&mut used, *x));
            }
        }
        let mut place = vec![0_u16; self.ops.len()];
        let mut ops = Vec::new();
        let moved = |place: &[u16], x: Operand| match x {
            Operand::Made(at) => Operand::Made(place[usize::from(at)]),
            name => name,
        };
        for (at, op) in self.ops.iter().enumerate().filter(|(at, _)| used[*at]) {
            let to = |x: Operand| moved(&place, x);
            let op = match *op {
                Op::Int(n) => Op::Int(n),
                Op::Constant(c) => Op::Constant(c),
                Op::Neg(x) => Op::Neg(to(x)),
                Op::Add(x, y) => Op::Add(to(x), to(y)),
                Op::Sub(x, y) => Op::Sub(to(x), to(y)),
                Op::Mul(x, y) => Op::Mul(to(x), to(y)),
                Op::Div(x, y) => Op::Div(to(x), to(y)),
                Op::Pow(x, y) => Op::Pow(to(x), to(y)),
                Op::PowNeg(x, y) => Op::PowNeg(to(x), to(y)),
                Op::Powi(x, n) => Op::Powi(to(x), n),
                Op::Exp(x) => Op::Exp(to(x)),
                Op::Ln(x) => Op::Ln(to(x)),
                Op::Sqrt(x) => Op::Sqrt(to(x)),
                Op::Abs(x) => Op::Abs(to(x)),
                Op::Min(x, y) => Op::Min(to(x), to(y)),
                Op::Max(x, y) => Op::Max(to(x), to(y)),
                Op::Select(parts) => Op::Select(parts.map(to)),
            };
            place[at] = ops.len() as u16;
            ops.push(op);
        }
        let root = moved(&place, self.root);
        Tape { ops, root, ..self }
    }
}
