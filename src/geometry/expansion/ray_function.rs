//! Functions on a ray: a kind of number in which a law becomes, exactly, a
//! combination of known functions of ln N with a series in ε before each.
//!
//! On the ray D = kN every term of every law is a product of powers of N and of
//! logarithms, and N^(a + bε) = N^a (1 + bεx + b²ε²x²/2 + …) with x = ln N. So a
//! law, and each of its partial derivatives, is a sum of
//!
//! > x^l N^a S₁^r₁ (ln S₁)^j₁ …  times  c₀ + c₁ ε + c₂ ε² + …
//!
//! where S₁, S₂, … are sums that occur inside a power or a logarithm and are kept
//! as they are. Exponents a, r are rationals known exactly (parameters are
//! decimals); the coefficients c are rationals or enclosures. What matters is
//! that a function that does not occur has *no* coefficient, rather than one that
//! is enclosed near zero: from that, orders in ε can be proved.
//!
//! Length: one kind of number: its functions, its arithmetic and its values are
//! read together.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use super::known::Known;
use crate::law::Point;
use crate::number::{Exact, Interval, Scalar, Series};

/// x^degree N^power Π S^r (ln S)^j.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Monomial {
    /// l.
    degree: u32,
    /// a.
    power: Exact,
    /// (number of the sum, r, j), by increasing number; not both r and j zero.
    sums: Vec<(usize, Exact, u32)>,
}

impl Monomial {
    fn one() -> Self {
        Monomial { degree: 0, power: Exact::from(0), sums: Vec::new() }
    }

    fn is_one(&self) -> bool {
        *self == Monomial::one()
    }

    /// l, the power of ln N.
    pub fn degree(&self) -> u32 {
        self.degree
    }

    fn times(&self, other: &Self) -> Self {
        let mut sums: BTreeMap<usize, (Exact, u32)> = BTreeMap::new();
        for (number, r, j) in self.sums.iter().chain(&other.sums) {
            let entry = sums.entry(*number).or_insert_with(|| (Exact::from(0), 0));
            *entry = (&entry.0 + r, entry.1 + j);
        }
        sums.retain(|_, (r, j)| r.signum() != 0 || *j > 0);
        Monomial {
            degree: self.degree + other.degree,
            power: &self.power + &other.power,
            sums: sums.into_iter().map(|(number, (r, j))| (number, r, j)).collect(),
        }
    }

    /// This to the power y; it has no logarithms.
    fn pow(&self, y: &Exact) -> Self {
        let scaled = |x: &Exact| x * y;
        let sums = self.sums.iter().map(|(number, r, _)| (*number, scaled(r), 0));
        let sums = sums.filter(|(_, r, _)| r.signum() != 0).collect();
        Monomial { degree: 0, power: scaled(&self.power), sums }
    }

    fn has_logarithms(&self) -> bool {
        self.degree > 0 || self.sums.iter().any(|(_, _, j)| *j > 0)
    }
}

/// Functions and, before each, the coefficients of 1, ε, ε², …
pub type Terms = BTreeMap<Monomial, Vec<Known>>;

/// What all functions on one ray share.
#[derive(Debug)]
struct Ray {
    bits: u32,
    /// Series end with ε^order.
    order: usize,
    /// The sums that were raised to powers, by number.
    sums: Mutex<Vec<Arc<Terms>>>,
}

/// A function of x = ln N and ε; see the module.
#[derive(Clone)]
pub struct RayFunction {
    ray: Arc<Ray>,
    terms: Arc<Terms>,
}

impl fmt::Debug for RayFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.terms, f)
    }
}

impl RayFunction {
    /// ε on a new ray, series to the given order, enclosures of so many bits.
    pub fn epsilon(bits: u32, order: usize) -> Self {
        let ray = Arc::new(Ray { bits, order, sums: Mutex::default() });
        let mut coefficients = vec![Known::int(0); order + 1];
        if let Some(first) = coefficients.get_mut(1) {
            *first = Known::int(1);
        }
        Self::of(&ray, Terms::from([(Monomial::one(), coefficients)]))
    }

    /// The point (N, kN) of the ray D = kN, every token new.
    pub fn point(&self, k: &Exact) -> Point<Self> {
        let mut coefficients = vec![Known::int(0); self.ray.order + 1];
        coefficients[0] = Known::int(1);
        let size = Monomial { power: Exact::from(1), ..Monomial::one() };
        let n = Self::of(&self.ray, Terms::from([(size, coefficients)]));
        let d = self.exact(k) * &n;
        Point::new(n, d)
    }

    /// The functions and their coefficients.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    fn of(ray: &Arc<Ray>, mut terms: Terms) -> Self {
        terms.retain(|_, c| c.iter().any(|c| !c.is_zero()));
        RayFunction { ray: ray.clone(), terms: Arc::new(terms) }
    }

    fn with(&self, terms: Terms) -> Self {
        Self::of(&self.ray, terms)
    }

    fn constant(&self, c: Known) -> Self {
        let mut coefficients = vec![Known::int(0); self.ray.order + 1];
        coefficients[0] = c;
        self.with(Terms::from([(Monomial::one(), coefficients)]))
    }

    /// What cannot be said: any number.
    fn unknown(&self) -> Self {
        self.constant(Known::Enclosed(Interval::entire(self.ray.bits)))
    }

    /// The functions that are there at ε = 0.
    fn leading(&self) -> Vec<(&Monomial, &Known)> {
        self.terms.iter().map(|(m, c)| (m, &c[0])).filter(|(_, c)| !c.is_zero()).collect()
    }

    /// Coefficient times function, where there is only one at ε = 0, it is free
    /// of logarithms, and its coefficient is positive.
    fn single(&self) -> Option<(Monomial, Known)> {
        match self.leading().as_slice() {
            [(m, c)] if !m.has_logarithms() && c.is_positive().is_true() => {
                Some(((*m).clone(), (*c).clone()))
            }
            _ => None,
        }
    }

    /// y₀ where y = y₀ + O(ε), y₀ an exact constant.
    fn rational(&self) -> Option<Exact> {
        match self.leading().as_slice() {
            [] => Some(Exact::from(0)),
            [(m, c)] if m.is_one() => c.exact().cloned(),
            _ => None,
        }
    }

    /// This sum kept as it is, to the power r, times (ln)^j.
    fn kept(&self, r: Exact, j: u32) -> Self {
        if r.signum() == 0 && j == 0 {
            return self.one();
        }
        let mut sums = self.ray.sums.lock().expect("no panic while it is held");
        let known = sums.iter().position(|sum| Arc::ptr_eq(sum, &self.terms));
        let number = known.unwrap_or_else(|| {
            sums.push(self.terms.clone());
            sums.len() - 1
        });
        drop(sums);
        let monomial = Monomial { sums: vec![(number, r, j)], ..Monomial::one() };
        let mut coefficients = vec![Known::int(0); self.ray.order + 1];
        coefficients[0] = Known::int(1);
        self.with(Terms::from([(monomial, coefficients)]))
    }

    /// c m as a function.
    fn term(&self, monomial: Monomial, c: Known) -> Self {
        let mut coefficients = vec![Known::int(0); self.ray.order + 1];
        coefficients[0] = c;
        self.with(Terms::from([(monomial, coefficients)]))
    }

    /// ln(c m).
    fn ln_term(&self, monomial: &Monomial, c: &Known) -> Self {
        let x = Monomial { degree: 1, ..Monomial::one() };
        let mut sum = self.constant(c.ln(self.ray.bits));
        sum = sum + self.term(x, Known::Exact(monomial.power.clone()));
        for (number, r, _) in &monomial.sums {
            let ln = Monomial { sums: vec![(*number, Exact::from(0), 1)], ..Monomial::one() };
            sum = sum + self.term(ln, Known::Exact(r.clone()));
        }
        sum
    }

    /// u^n for a u = O(ε), all that is left of it, from n = 1 on.
    fn powers(&self) -> Vec<Self> {
        let mut powers = Vec::new();
        let mut power = self.clone();
        while !power.terms.is_empty() && powers.len() < self.ray.order {
            powers.push(power.clone());
            power = power * self;
        }
        powers
    }

    /// Σ a_n u^n for a u = O(ε): a finite sum.
    fn compose(&self, first: i64, coefficient: impl Fn(i64) -> Exact) -> Self {
        let mut sum = self.int(first);
        for (n, power) in (1..).zip(self.powers()) {
            sum = sum + power * self.exact(&coefficient(n));
        }
        sum
    }

    /// e^u for a u = O(ε).
    fn exp_small(&self) -> Self {
        let factorial = |n: i64| (1..=n).fold(Exact::from(1), |f, i| &f * &Exact::from(i));
        self.compose(1, |n| &Exact::from(1) / &factorial(n))
    }

    /// ln(self/(c m)) where c m is all that is left at ε = 0.
    fn ln_relative(&self, monomial: &Monomial, c: &Known) -> Self {
        let minus = Exact::from(-1);
        let inverse = self.term(monomial.pow(&minus), Known::int(1).over(c));
        let mut u = self * inverse - self.one();
        // The quotient is 1 at ε = 0 by construction, not merely near it.
        u = u.without_constant();
        u.compose(0, |n| &Exact::from(if n % 2 == 0 { -1 } else { 1 }) / &Exact::from(n))
    }

    /// The same without its value at ε = 0.
    fn without_constant(&self) -> Self {
        let mut terms = (*self.terms).clone();
        for coefficients in terms.values_mut() {
            coefficients[0] = Known::int(0);
        }
        self.with(terms)
    }

    /// The function and all its coefficients at a run, x = ln N.
    pub fn at(&self, x: &Interval) -> Series<Interval> {
        evaluate(&self.terms, &Site::new(&self.ray, x))
    }

    /// The values at a run of the functions that occur, each as a series in ε.
    pub fn values(&self, monomials: &[Monomial], x: &Interval) -> Vec<Series<Interval>> {
        let site = Site::new(&self.ray, x);
        monomials.iter().map(|m| site.value(m)).collect()
    }
}

/// A run: where functions get values.
struct Site<'a> {
    ray: &'a Ray,
    x: &'a Interval,
    /// The sums, as series in ε.
    sums: Vec<Series<Interval>>,
}

impl<'a> Site<'a> {
    fn new(ray: &'a Ray, x: &'a Interval) -> Self {
        let known = ray.sums.lock().expect("no panic while it is held").clone();
        let mut site = Site { ray, x, sums: Vec::new() };
        for terms in &known {
            // A sum names only sums that were kept before it.
            let value = evaluate(terms, &site);
            site.sums.push(value);
        }
        site
    }

    fn value(&self, monomial: &Monomial) -> Series<Interval> {
        let power = (self.x * self.x.exact(&monomial.power)).exp();
        let value = power * self.x.powi(monomial.degree as i32);
        let mut series = Series::constant(value, self.ray.order);
        for (number, r, j) in &monomial.sums {
            let sum = &self.sums[*number];
            if r.signum() != 0 {
                series = series * sum.pow(&sum.exact(r));
            }
            for _ in 0..*j {
                series = series * sum.ln();
            }
        }
        series
    }
}

fn evaluate(terms: &Terms, site: &Site<'_>) -> Series<Interval> {
    let bits = site.ray.bits;
    let mut sum = Series::constant(Interval::new(bits, &Exact::from(0)), site.ray.order);
    for (monomial, coefficients) in terms {
        let coefficients = coefficients.iter().map(|c| c.enclosure(bits)).collect();
        let series = Series::from_coefficients(coefficients).expect("order + 1 of them");
        sum = sum + series * site.value(monomial);
    }
    sum
}

fn combine(x: &RayFunction, y: &RayFunction, f: impl Fn(&Known) -> Known) -> RayFunction {
    let mut terms = (*x.terms).clone();
    for (monomial, coefficients) in y.terms.iter() {
        match terms.get_mut(monomial) {
            Some(known) => {
                for (a, b) in known.iter_mut().zip(coefficients) {
                    *a = a.plus(&f(b));
                }
            }
            None => {
                terms.insert(monomial.clone(), coefficients.iter().map(&f).collect());
            }
        }
    }
    x.with(terms)
}

fn product(x: &RayFunction, y: &RayFunction) -> RayFunction {
    let order = x.ray.order;
    let mut terms = Terms::new();
    for (m, a) in x.terms.iter() {
        for (n, b) in y.terms.iter() {
            let mut coefficients = vec![Known::int(0); order + 1];
            let mut any = false;
            for (i, a) in a.iter().enumerate().filter(|(_, a)| !a.is_zero()) {
                for (j, b) in b.iter().enumerate().take(order + 1 - i) {
                    if !b.is_zero() {
                        coefficients[i + j] = coefficients[i + j].plus(&a.times(b));
                        any = true;
                    }
                }
            }
            if !any {
                continue;
            }
            let sum = terms.entry(m.times(n)).or_insert_with(|| vec![Known::int(0); order + 1]);
            for (s, c) in sum.iter_mut().zip(&coefficients) {
                *s = s.plus(c);
            }
        }
    }
    x.with(terms)
}

crate::number::ops::by_reference!([] RayFunction,
    Add add => |x: &RayFunction, y: &RayFunction| combine(x, y, Known::clone),
    Sub sub => |x: &RayFunction, y: &RayFunction| combine(x, y, Known::minus),
    Mul mul => product,
    Div div => |x: &RayFunction, y: &RayFunction| product(x, &y.pow(&y.int(-1))),
);

impl std::ops::Neg for RayFunction {
    type Output = Self;
    fn neg(self) -> Self {
        let terms = self.terms.iter();
        self.with(terms.map(|(m, c)| (m.clone(), c.iter().map(Known::minus).collect())).collect())
    }
}

impl Scalar for RayFunction {
    fn int(&self, n: i64) -> Self {
        self.constant(Known::int(n))
    }

    fn exact(&self, value: &Exact) -> Self {
        self.constant(Known::Exact(value.clone()))
    }

    /// e^c of a constant c, times the finite sum for what is O(ε).
    fn exp(&self) -> Self {
        match self.leading().as_slice() {
            [] => self.exp_small(),
            [(m, c)] if m.is_one() => {
                self.constant(c.exp(self.ray.bits)) * self.without_constant().exp_small()
            }
            _ => self.unknown(),
        }
    }

    fn ln(&self) -> Self {
        match self.single() {
            Some((m, c)) => self.ln_term(&m, &c) + self.ln_relative(&m, &c),
            None => self.kept(Exact::from(0), 1),
        }
    }

    fn sqrt(&self) -> Self {
        self.pow(&self.ratio(1, 2))
    }

    /// (c m (1 + u))^y = c^y₀ m^y₀ e^((y − y₀) ln(c m) + y ln(1 + u)), y = y₀ + O(ε);
    /// of a sum S at ε = 0, S^y₀ e^((y − y₀) ln S).
    fn pow(&self, y: &Self) -> Self {
        let Some(start) = y.rational() else { return self.unknown() };
        let rest = y.without_constant();
        match self.single() {
            Some((m, c)) => {
                let exponent = rest * self.ln_term(&m, &c) + y * self.ln_relative(&m, &c);
                let c = c.pow(&start, self.ray.bits);
                self.term(m.pow(&start), c) * exponent.exp_small()
            }
            None if rest.terms.is_empty() => self.kept(start, 0),
            None => {
                let ln = self.kept(Exact::from(0), 1);
                self.kept(start, 0) * (rest * ln).exp_small()
            }
        }
    }

    /// Where the sign of a − b at ε = 0 is the same on the whole ray by its
    /// form; otherwise unknown.
    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        let difference = a - b;
        if difference.terms.is_empty() {
            return x;
        }
        match difference.leading().as_slice() {
            [(m, c)] if !m.has_logarithms() && c.is_not_zero() => {
                if c.is_positive().is_true() {
                    y
                } else {
                    x
                }
            }
            _ => a.unknown(),
        }
    }
}
