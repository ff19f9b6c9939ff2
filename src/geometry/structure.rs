//! What a formula itself cannot tell apart, whatever the losses are: null vectors of
//! its Jacobian at generic parameters, put into words.
//!
//! The rank is proved from below: pivots of the Jacobian are intervals of 256 bits that
//! exclude zero, at random rational parameters and inputs. A deficiency is what such
//! intervals leave undecided at several points; the symmetries that explain it are
//! found exactly, as small whole numbers: with θ∘c in the place of θ's change, Jacobians
//! at several θ have the vector c in common (products of powers), and so has what does
//! not change with θ (sums).

use crate::algebra::usable;
use crate::law::{Law, Point, Role};
use crate::number::{Compare, Dual, Exact, Interval, Scalar};

/// Precision of the intervals, in bits.
const BITS: u32 = 256;
/// Parameters at which Jacobians are compared.
const PLACES: usize = 3;
/// Places that are tried where some lie outside the domain.
const TRIES: u64 = 60;
/// Runs of a table that are looked at.
const RUNS: usize = 240;
/// The largest whole number in a symmetry.
const LARGEST: i64 = 12;

/// A change of parameters that leaves every loss as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Symmetry {
    /// Parameters times t to these powers.
    Product(Vec<(&'static str, i64)>),
    /// t times these added to parameters.
    Sum(Vec<(&'static str, i64)>),
    /// Neither: as many directions as this among these parameters.
    Other(usize, Vec<&'static str>),
}

/// What free parameters a formula, or a formula on a table, can tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    /// Free parameters, those tied counted once.
    pub free: usize,
    /// How many combinations of them the losses determine.
    pub rank: usize,
    /// What explains the difference.
    pub symmetries: Vec<Symmetry>,
}

/// The parameters that move, those tied together, and the values of the others.
#[derive(Clone, Copy, Debug)]
pub struct Free<'a> {
    /// The law.
    pub law: &'a Law,
    /// Sets of parameters that move together.
    pub sets: &'a [Vec<usize>],
    /// The value of each parameter that is held.
    pub held: &'a [Option<Exact>],
}

/// Of a formula, at inputs of any value.
///
/// ```
/// use offray::geometry::{Free, structure};
/// use offray::law::Law;
/// let law = Law::named("L(N) = E + A*B*N^-alpha")?;
/// let sets: Vec<Vec<usize>> = (0..4).map(|p| vec![p]).collect();
/// let found = structure(Free { law: &law, sets: &sets, held: &vec![None; 4] }, None).unwrap();
/// assert_eq!((found.free, found.rank), (4, 3));
/// assert_eq!(
///     found.symmetries[0].to_string(),
///     "A and B occur only as A·B: hold one of them, as with --fix B=1"
/// );
/// # Ok::<(), offray::law::UnknownLaw>(())
/// ```
///
/// None where no point of the domain was found.
pub fn structure(free: Free<'_>, table: Option<&[Point<Exact>]>) -> Option<Structure> {
    let mut places: Vec<Jacobian> = Vec::new();
    for attempt in 0..TRIES {
        places.extend(Jacobian::at(free, table, attempt));
        if places.len() == PLACES {
            break;
        }
    }
    let first = places.first()?;
    let q = free.sets.len();
    let rank = places.iter().map(|j| reduce(j.rows.clone()).pivots.len()).max().unwrap_or(0);
    let mut symmetries = Vec::new();
    if rank < q {
        let names = |at: usize| free.law.about().parameters[free.sets[at][0]].name;
        let named = |c: Vec<i64>| -> Vec<(&'static str, i64)> {
            c.into_iter().enumerate().filter(|(_, c)| *c != 0).map(|(i, c)| (names(i), c)).collect()
        };
        let scaled = places.iter().flat_map(Jacobian::scaled).collect();
        symmetries
            .extend(whole_vectors(scaled, q).into_iter().map(|c| Symmetry::Product(named(c))));
        if symmetries.len() < q - rank {
            let plain = places.iter().flat_map(|j| j.rows.clone()).collect();
            let sums = whole_vectors(plain, q).into_iter().map(|c| Symmetry::Sum(named(c)));
            symmetries.extend(sums);
        }
        symmetries.truncate(q - rank);
        let left = q - rank - symmetries.len();
        if left > 0 {
            let null = reduce(first.rows.clone()).null_vectors(q);
            let moves = |at: &usize| null.iter().any(|v| v[*at].abs() > 1e-20);
            let among = (0..q).filter(moves).map(names).collect();
            symmetries.push(Symmetry::Other(left, among));
        }
    }
    Some(Structure { free: q, rank, symmetries })
}

/// Slopes of losses at one θ: a row for each point, a column for each set.
struct Jacobian {
    rows: Vec<Vec<Interval>>,
    theta: Vec<Interval>,
}

impl Jacobian {
    fn at(free: Free<'_>, table: Option<&[Point<Exact>]>, attempt: u64) -> Option<Self> {
        let mut random = Random(attempt.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678);
        let like = Interval::new(BITS, &Exact::from(1));
        let mut theta: Vec<Interval> = Vec::new();
        for (p, parameter) in free.law.about().parameters.iter().enumerate() {
            let drawn = match parameter.role {
                Role::Offset | Role::Scale => random.between(50, 300),
                Role::Exponent => random.between(10, 90),
                Role::Plain if attempt % 2 == 1 && random.draw() % 2 == 0 => {
                    &Exact::from(0) - &random.between(10, 120)
                }
                Role::Plain => random.between(10, 120),
            };
            theta.push(like.exact(free.held[p].as_ref().unwrap_or(&drawn)));
        }
        for set in free.sets {
            for p in &set[1..] {
                theta[*p] = theta[set[0]].clone();
            }
        }
        let q = free.sets.len();
        let generic: Vec<Point<Exact>> = match table {
            Some(_) => Vec::new(),
            None => (0..8 * q + 16).map(|_| random.point(free.law)).collect(),
        };
        let points = table.unwrap_or(&generic);
        let step = points.len().div_ceil(RUNS).max(1);
        let variables: Vec<Dual<Interval>> = Dual::variables(&theta);
        let slopes = points.iter().step_by(step).filter_map(|point| {
            let at = point.map(|x| Dual::constant(like.exact(x)));
            let loss = free.law.loss(&variables, &at);
            let of = |p: &usize| loss.derivative(*p).cloned().unwrap_or_else(|| like.zero());
            let sum = |set: &Vec<usize>| set.iter().map(of).fold(like.zero(), |a, b| a + b);
            let row: Vec<Interval> = free.sets.iter().map(sum).collect();
            let defined = |x: &Interval| usable(x) && x.everywhere_defined();
            (defined(loss.value()) && row.iter().all(defined)).then_some(row)
        });
        let rows: Vec<Vec<Interval>> = slopes.map(normalised).collect();
        let enough = rows.len() > q || (table.is_some() && !rows.is_empty());
        let theta = free.sets.iter().map(|set| theta[set[0]].clone()).collect();
        enough.then_some(Jacobian { rows, theta })
    }

    /// The slopes in ln θ.
    fn scaled(&self) -> Vec<Vec<Interval>> {
        let by_theta = |row: &Vec<Interval>| -> Vec<Interval> {
            row.iter().zip(&self.theta).map(|(x, t)| x * t).collect()
        };
        self.rows.iter().map(by_theta).collect()
    }
}

/// A row divided by its largest entry.
fn normalised(row: Vec<Interval>) -> Vec<Interval> {
    let size = |x: &Interval| x.mid().abs();
    let largest = row.iter().map(size).fold(None, |most: Option<_>, x| match most {
        Some(most) if x.less(&most).is_true() => Some(most),
        _ => Some(x),
    });
    match largest.filter(|x| x.is_positive().is_true()) {
        Some(largest) => {
            let largest = Interval::point(&largest);
            row.iter().map(|x| x / &largest).collect()
        }
        None => row,
    }
}

/// A matrix in reduced form: for each pivot its column and its row.
struct Reduced {
    pivots: Vec<(usize, Vec<Interval>)>,
}

/// Gauss–Jordan with full pivoting; what cannot be told from zero is no pivot.
fn reduce(mut rows: Vec<Vec<Interval>>) -> Reduced {
    let mut pivots: Vec<(usize, Vec<Interval>)> = Vec::new();
    loop {
        let mut best: Option<(usize, usize, f64)> = None;
        for (r, row) in rows.iter().enumerate() {
            for (c, x) in row.iter().enumerate() {
                let nonzero = x.is_positive().is_true() || (-x).is_positive().is_true();
                let size = x.to_f64().abs();
                if nonzero && best.is_none_or(|(.., most)| size > most) {
                    best = Some((r, c, size));
                }
            }
        }
        let Some((r, c, _)) = best else { return Reduced { pivots } };
        let row = rows.swap_remove(r);
        let pivot = row[c].clone();
        let row: Vec<Interval> = row.iter().map(|x| x / &pivot).collect();
        let clear = |other: &mut Vec<Interval>| {
            let factor = other[c].clone();
            for (x, y) in other.iter_mut().zip(&row) {
                *x = &*x - &factor * y;
            }
            other[c] = factor.zero();
        };
        rows.iter_mut().for_each(clear);
        pivots.iter_mut().for_each(|(_, other)| clear(other));
        pivots.push((c, row));
    }
}

impl Reduced {
    /// A basis of what the matrix maps to zero, in doubles: one vector for each column
    /// without a pivot, 1 there.
    fn null_vectors(&self, q: usize) -> Vec<Vec<f64>> {
        let is_free = |c: &usize| self.pivots.iter().all(|(pivot, _)| pivot != c);
        (0..q)
            .filter(is_free)
            .map(|free| {
                let mut v = vec![0.0; q];
                v[free] = 1.0;
                self.pivots.iter().for_each(|(c, row)| v[*c] = -row[free].to_f64());
                v
            })
            .collect()
    }
}

/// A basis of the null space in small whole numbers, of what is of that form.
fn whole_vectors(rows: Vec<Vec<Interval>>, q: usize) -> Vec<Vec<i64>> {
    let whole = |v: Vec<f64>| {
        (1..=LARGEST).find_map(|scale| {
            let scaled: Vec<f64> = v.iter().map(|x| x * scale as f64).collect();
            let near = |x: &f64| (x - x.round()).abs() < 1e-12 && x.abs() <= LARGEST as f64;
            scaled.iter().all(near).then(|| scaled.iter().map(|x| x.round() as i64).collect())
        })
    };
    let mut found: Vec<Vec<i64>> =
        reduce(rows).null_vectors(q).into_iter().filter_map(whole).collect();
    for v in &mut found {
        if v.iter().find(|c| **c != 0).is_some_and(|first| *first < 0) {
            v.iter_mut().for_each(|c| *c = -*c);
        }
    }
    found
}

/// Rational numbers without a pattern.
struct Random(u64);

impl Random {
    fn draw(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// A number between two hundredths.
    fn between(&mut self, low: i64, high: i64) -> Exact {
        let steps = 1_000_000_007_i64;
        let share = (self.draw() as i64) % steps;
        let width = &Exact::from(high - low) * &(&Exact::from(share) / &Exact::from(steps));
        &(&Exact::from(low) + &width) / &Exact::from(100)
    }

    /// Inputs above 1, or some of them below.
    fn point(&mut self, law: &Law) -> Point<Exact> {
        let below = self.draw() % 3 == 0;
        let input = |random: &mut Self| match below && random.draw() % 2 == 0 {
            true => random.between(5, 95),
            false => random.between(120, 900),
        };
        let (n, d, unique) = (input(self), input(self), input(self));
        let others = law.other_inputs().iter().map(|_| input(self)).collect();
        Point { n, d, unique, others }
    }
}

impl std::fmt::Display for Symmetry {
    /// What it says, and a mend to paste.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |names: &[&str]| match names {
            [] => String::new(),
            [only] => (*only).to_string(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        };
        match self {
            Symmetry::Product(powers) => {
                let last = powers.last().map_or("", |(name, _)| *name);
                match powers.as_slice() {
                    [(only, _)] => write!(
                        f,
                        "{only} changes nothing: leave it out, or hold it with --fix {only}=1"
                    ),
                    [(a, i), (b, j)] if i.abs() == 1 && j.abs() == 1 => {
                        let sign = if i == j { '/' } else { '·' };
                        write!(
                            f,
                            "{a} and {b} occur only as {a}{sign}{b}: hold one of them, as with \
                             --fix {b}=1"
                        )
                    }
                    _ => {
                        let part = |up: bool| {
                            let side = powers.iter().filter(|(_, c)| (*c > 0) == up);
                            let words = side.map(|(name, c)| match c.abs() {
                                1 => (*name).to_string(),
                                c => format!("{name} (by t^{c})"),
                            });
                            words.collect::<Vec<_>>()
                        };
                        let (up, down) = (part(true), part(false));
                        let up: Vec<&str> = up.iter().map(String::as_str).collect();
                        let down: Vec<&str> = down.iter().map(String::as_str).collect();
                        let change = match (up.is_empty(), down.is_empty()) {
                            (false, false) => {
                                format!("{} times t and {} divided by t", list(&up), list(&down))
                            }
                            (false, true) => format!("{} times t", list(&up)),
                            _ => format!("{} divided by t", list(&down)),
                        };
                        write!(
                            f,
                            "{change} give the same losses for every t: hold one of them, as with \
                             --fix {last}=1"
                        )
                    }
                }
            }
            Symmetry::Sum(steps) => {
                let last = steps.last().map_or("", |(name, _)| *name);
                let words: Vec<String> = steps
                    .iter()
                    .map(|(name, c)| match c {
                        1 => format!("{name} + t"),
                        -1 => format!("{name} − t"),
                        c => format!("{name} + {c}t"),
                    })
                    .collect();
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                write!(
                    f,
                    "{} give the same losses for every t: hold one of them, as with --fix {last}=0",
                    list(&words)
                )
            }
            Symmetry::Other(left, names) => write!(
                f,
                "{left} combination{} of {} cannot be told: hold {} of them with --fix NAME=VALUE",
                if *left == 1 { "" } else { "s" },
                list(names),
                if *left == 1 { "one".into() } else { left.to_string() }
            ),
        }
    }
}
