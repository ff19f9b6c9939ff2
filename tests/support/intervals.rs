//! Hard intervals, members of them, and random expressions.

use offray::number::{Compare, Exact, Interval, Mpfr, Scalar};
use quickcheck::{Arbitrary, Gen};

/// The precision of the intervals made here, in bits.
pub const BITS: u32 = 80;
/// The precision at which members are evaluated.
pub const FINE: u32 = 4 * BITS;

/// m·2^e, at any size that MPFR has.
pub fn scaled(bits: u32, m: f64, e: i32) -> Mpfr {
    let half = |e| Mpfr::from_f64(bits, 2.0).powi(e);
    Mpfr::from_f64(bits, m) * half(e / 2) * half(e - e / 2)
}

/// Any number of [`BITS`] bits, biased to where enclosures break: ±0, ±1 and its
/// neighbours, the huge, the tiny, the ends of the exponent range, infinities.
#[derive(Clone, Debug)]
pub struct Hard(pub Mpfr);

impl Arbitrary for Hard {
    fn arbitrary(g: &mut Gen) -> Self {
        let bits = u64::arbitrary(g);
        let fraction = bits as f64 / u64::MAX as f64;
        let one = Mpfr::from_f64(BITS, 1.0);
        let few = Mpfr::from_f64(BITS, (bits % 4) as f64);
        let size = match u8::arbitrary(g) % 12 {
            0 => one.zero(),
            1 => &one + few * one.ulp(),
            2 => &one - few * one.ulp() / one.int(2),
            3 => scaled(BITS, 1.0 + fraction, (bits % 2000) as i32 - 1000),
            4 => scaled(BITS, 1.0, [-1_073_741_000, 1_073_741_000][bits as usize % 2]),
            5 => Mpfr::from_f64(BITS, f64::INFINITY),
            6 => scaled(BITS, 1.0 + fraction, -200),
            7 => Mpfr::from_f64(BITS, (bits % 12) as f64),
            _ => Mpfr::from_f64(BITS, 10.0 * fraction) / one.int(3),
        };
        Hard(if bool::arbitrary(g) { size } else { -size })
    }
}

/// Two intervals, the second a subset of the first, and a real member of both.
/// Both are bounded or not, wide, narrow, or a point.
#[derive(Clone, Debug)]
pub struct Nested {
    pub outer: Interval,
    pub inner: Interval,
    pub member: Mpfr,
}

impl Arbitrary for Nested {
    fn arbitrary(g: &mut Gen) -> Self {
        let start = Hard::arbitrary(g).0;
        let end = match u8::arbitrary(g) % 5 {
            0 => start.clone(),
            1 => &start + start.ulp(),
            2 => &start + &start * scaled(BITS, 1.0, -i32::from(u8::arbitrary(g) % 90)),
            _ => Hard::arbitrary(g).0,
        };
        let end = if end.is_nan() { start.clone() } else { end };
        let outer = Interval::hull_of(&start, &end);
        let inside = |g: &mut Gen| {
            let (lo, hi) = (outer.lo(), outer.hi());
            let part = Mpfr::from_f64(BITS, f64::from(u8::arbitrary(g)) / 256.0);
            let between = &lo + part * (&hi - &lo);
            let pick = [lo, hi, outer.mid(), between][usize::arbitrary(g) % 4].clone();
            if outer.contains(&pick) { pick } else { outer.mid() }
        };
        let inner = Interval::hull_of(&inside(g), &inside(g));
        let member = if bool::arbitrary(g) { inner.lo() } else { inner.mid() };
        Nested { member, inner, outer }
    }
}

/// A function of two numbers, written once for every kind.
#[derive(Clone, Debug)]
pub enum Tree {
    X,
    Y,
    Constant(Exact),
    Negated(Box<Tree>),
    One(Function, Box<Tree>),
    Two(Operation, Box<Tree>, Box<Tree>),
    Select(Box<[Tree; 4]>),
}

/// Functions of one number.
#[derive(Clone, Copy, Debug)]
pub enum Function {
    Exp,
    Ln,
    Sqrt,
    Abs,
    Square,
    Power(i32),
    Kept,
}

/// Functions of two numbers.
#[derive(Clone, Copy, Debug)]
pub enum Operation {
    Add,
    Sub,
    Mul,
    Div,
    Pow,
    Min,
    Max,
}

/// Every function of one number, and of two.
pub const FUNCTIONS: [Function; 13] = [
    Function::Exp,
    Function::Ln,
    Function::Sqrt,
    Function::Abs,
    Function::Square,
    Function::Kept,
    Function::Power(0),
    Function::Power(1),
    Function::Power(2),
    Function::Power(3),
    Function::Power(-1),
    Function::Power(-2),
    Function::Power(9),
];
pub const OPERATIONS: [Operation; 7] = [
    Operation::Add,
    Operation::Sub,
    Operation::Mul,
    Operation::Div,
    Operation::Pow,
    Operation::Min,
    Operation::Max,
];

impl Function {
    pub fn apply<S: Scalar>(self, x: &S) -> S {
        match self {
            Function::Exp => x.exp(),
            Function::Ln => x.ln(),
            Function::Sqrt => x.sqrt(),
            Function::Abs => x.abs(),
            Function::Square => x.square(),
            Function::Power(n) => x.powi(n),
            Function::Kept => x.clone().with_ln(),
        }
    }
}

impl Operation {
    pub fn apply<S: Scalar>(self, x: &S, y: &S) -> S {
        match self {
            Operation::Add => x + y,
            Operation::Sub => x - y,
            Operation::Mul => x * y,
            Operation::Div => x / y,
            Operation::Pow => x.pow(y),
            Operation::Min => x.min(y),
            Operation::Max => x.max(y),
        }
    }

    /// The same with owned operands, which lend their storage.
    pub fn apply_owned<S: Scalar>(self, x: &S, y: &S, which: u8) -> S {
        macro_rules! owned {
            ($op:tt) => {
                match which % 3 {
                    0 => x.clone() $op y,
                    1 => x $op y.clone(),
                    _ => x.clone() $op y.clone(),
                }
            };
        }
        match self {
            Operation::Add => owned!(+),
            Operation::Sub => owned!(-),
            Operation::Mul => owned!(*),
            Operation::Div => owned!(/),
            other => other.apply(x, y),
        }
    }
}

impl Tree {
    pub fn eval<S: Scalar>(&self, x: &S, y: &S) -> S {
        match self {
            Tree::X => x.clone(),
            Tree::Y => y.clone(),
            Tree::Constant(c) => x.exact(c),
            Tree::Negated(a) => -a.eval(x, y),
            Tree::One(f, a) => f.apply(&a.eval(x, y)),
            Tree::Two(op, a, b) => op.apply(&a.eval(x, y), &b.eval(x, y)),
            Tree::Select(parts) => {
                let [a, b, c, d] = parts.each_ref().map(|t| t.eval(x, y));
                S::select(&a, &b, c, d)
            }
        }
    }

    fn random(g: &mut Gen, depth: u32) -> Self {
        let part = |g: &mut Gen| Box::new(Tree::random(g, depth - 1));
        if depth == 0 {
            return match u8::arbitrary(g) % 5 {
                0 | 1 => Tree::X,
                2 | 3 => Tree::Y,
                _ => Tree::Constant(
                    &Exact::from(i64::from(i8::arbitrary(g)))
                        / &Exact::from(i64::from(u8::arbitrary(g)) + 1),
                ),
            };
        }
        match u8::arbitrary(g) % 12 {
            0 => Tree::Negated(part(g)),
            1..=4 => Tree::One(FUNCTIONS[usize::arbitrary(g) % FUNCTIONS.len()], part(g)),
            5 => Tree::Select(Box::new(std::array::from_fn(|_| *part(g)))),
            _ => {
                let operation = OPERATIONS[usize::arbitrary(g) % OPERATIONS.len()];
                Tree::Two(operation, part(g), part(g))
            }
        }
    }
}

impl Arbitrary for Tree {
    fn arbitrary(g: &mut Gen) -> Self {
        let depth = u32::arbitrary(g) % 4 + 1;
        Tree::random(g, depth)
    }
}

/// Whether the interval meets value ± `ulps` units in the value's last place: a
/// value rounded to that many may lie just outside of an exact enclosure.
pub fn meets(enclosure: &Interval, value: &Mpfr, ulps: i64) -> bool {
    let slack = value.ulp() * value.int(ulps);
    let around = Interval::hull_of(&(value - &slack), &(value + &slack));
    enclosure.intersect(&around).is_some()
}

/// Distance of two numbers in units in the last place, at `bits` bits, of the
/// larger; 0 where they are equal, also at infinity.
pub fn ulps(a: &Mpfr, b: &Mpfr, bits: u32) -> f64 {
    let unit = a.abs().max(&b.abs()).with_bits(bits).ulp();
    if a == b { 0.0 } else { ((a - b).abs() / unit).to_f64() }
}

/// A few of the smallest positive numbers: what an underflow may add.
pub fn smallest() -> Mpfr {
    scaled(BITS, 1.0, -1_073_741_816)
}
