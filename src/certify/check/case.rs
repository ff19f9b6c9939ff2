//! What a certificate's words mean: its law, objective, rows and coordinates as
//! functions to evaluate.

use super::super::Units;
use super::super::certificate::{Certificate, CertificateError};
use crate::algebra::{Matrix, usable};
use crate::fit::Objective;
use crate::law::Law;
use crate::number::{Compare, Dual, Exact, Interval, Scalar};
use crate::parallel;
use crate::runs::Run;

/// A second-order number.
pub(super) type Second = Dual<Dual<Interval>>;

/// Rows that one task sums.
const CHUNK: usize = 32;

pub(super) struct Case {
    pub certificate: Certificate,
    pub law: Law,
    pub objective: Objective,
    /// The rows as they are.
    pub rows: Vec<Run>,
    /// The rows in the certificate's units.
    pub scaled: Vec<Run>,
    units: Units,
    /// The coordinate that moves each parameter.
    pub places: Vec<Option<usize>>,
}

impl Case {
    pub fn new(certificate: &Certificate, mut rows: Vec<Run>) -> Result<Self, CertificateError> {
        let form = |text: String| CertificateError::Form(text);
        let law = Law::named(&certificate.law).map_err(|e| form(e.to_string()))?;
        let objective: Objective = certificate
            .objective
            .parse()
            .map_err(|e: crate::fit::ObjectiveError| form(e.to_string()))?;
        let names: Vec<&str> = law.about().parameters.iter().map(|p| p.name).collect();
        let listed: Vec<&str> = certificate.parameters.iter().map(|p| p.name.as_str()).collect();
        if names != listed {
            return Err(form(format!("parameters are not {}", names.join(", "))));
        }
        let mut places = vec![None; names.len()];
        for (at, c) in certificate.coordinates.iter().enumerate() {
            for name in &c.parameters {
                let p = names.iter().position(|n| n == name);
                let p = p.ok_or_else(|| form(format!("no parameter '{name}'")))?;
                if places[p].replace(at).is_some() {
                    return Err(form(format!("'{name}' moves twice")));
                }
            }
        }
        for (p, place) in certificate.parameters.iter().zip(&places) {
            if p.held.is_some() == place.is_some() {
                return Err(form(format!("'{}' must either move or be held", p.name)));
            }
        }
        if certificate.coordinates.is_empty() || rows.is_empty() {
            return Err(form("no coordinate or no row".into()));
        }
        if [&certificate.unit_n, &certificate.unit_d].iter().any(|unit| unit.signum() <= 0) {
            return Err(form("units are positive".into()));
        }
        let others = law.other_inputs().len();
        if rows.iter().any(|run| run.others.len() != others) {
            return Err(form(format!("a row is N,D,L,U,w and {others} more for this law")));
        }
        // Sums in a fixed order, whatever that of the table.
        let key = |r: &Run| {
            (r.n.clone(), r.d.clone(), r.others.clone(), r.loss.clone(), r.weight.clone())
        };
        rows.sort_by_key(key);
        let units = Units { n: certificate.unit_n.clone(), d: certificate.unit_d.clone() };
        // What is tied is so in the units of the file.
        let tied = |p: &usize| {
            places[*p].is_some_and(|at| certificate.coordinates[at].parameters.len() > 1)
        };
        if let Some(p) = (0..names.len()).filter(tied).find(|p| units.touch(&law, *p)) {
            return Err(form(format!("'{}' is tied, but counts in other units", names[p])));
        }
        let scaled = rows.iter().map(|run| units.run(run)).collect();
        let certificate = certificate.clone();
        Ok(Case { certificate, law, objective, rows, scaled, units, places })
    }

    /// δ, where the objective has a kink.
    pub fn huber(&self) -> Option<&Exact> {
        match &self.objective {
            Objective::HuberLog(delta) => Some(delta),
            _ => None,
        }
    }

    /// u as the variables of second-order numbers.
    pub fn variables(u: &[Interval]) -> Vec<Second> {
        let first = u.iter().enumerate().map(|(i, x)| Dual::variable(x.clone(), i));
        first.enumerate().map(|(i, x)| Dual::variable(x, i)).collect()
    }

    /// e^u or u for what moves, the exact value for what is held.
    fn plain<S: Scalar>(&self, u: &[S]) -> Vec<S> {
        let of = |(p, place): (usize, &Option<usize>)| match place {
            Some(at) if self.certificate.coordinates[*at].log => u[*at].exp(),
            Some(at) => u[*at].clone(),
            None => {
                let held = self.certificate.parameters[p].held.as_ref();
                u[0].exact(held.expect("what does not move is held"))
            }
        };
        self.places.iter().enumerate().map(of).collect()
    }

    /// θ where the coordinates are those `u`, converted unless held.
    fn theta<S: Scalar>(&self, u: &[S], converts_moving: bool) -> Vec<S> {
        let plain = self.plain(u);
        let converted = match converts_moving {
            true => self.units.to_file(&self.law, &plain),
            false => self.units.from_file(&self.law, &plain),
        };
        let pick = |p: usize| self.places[p].is_some() == converts_moving;
        let chosen = plain.iter().zip(&converted).enumerate();
        chosen.map(|(p, (a, b))| if pick(p) { b.clone() } else { a.clone() }).collect()
    }

    /// θ(u) in the file's units.
    pub fn in_file_units<S: Scalar>(&self, u: &[S]) -> Vec<S> {
        self.theta(u, true)
    }

    /// θ'(u) in the certificate's.
    pub fn in_table_units<S: Scalar>(&self, u: &[S]) -> Vec<S> {
        self.theta(u, false)
    }

    /// Whether no run lies where the law's derivatives jump for any u in a box: of
    /// all that the law compares, one side is the smaller throughout, or neither moves.
    pub fn is_smooth(&self, u: &[Interval]) -> bool {
        let theta: Vec<Dual<Interval>> = self.theta(&Dual::variables(u), false);
        let like = &u[0];
        let decided = |[a, b]: &[Dual<Interval>; 2]| {
            let difference = a - b;
            difference.gradient(u.len()).iter().all(is_nought)
                || usable(difference.value()) && (a.less(b).is_true() || b.less(a).is_true())
        };
        self.scaled.iter().all(|run| {
            let at = run.point(like).map(|x| Dual::constant(x.clone()));
            self.law.switches(&theta, &at).iter().all(decided)
        })
    }

    /// The residual of a run.
    pub fn residual<S: Scalar>(&self, theta: &[S], run: &Run) -> S {
        let predicted = self.law.loss(theta, &run.point(&theta[0]).with_ln());
        self.objective.residual(&theta[0].exact(&run.loss), &predicted)
    }

    /// The residuals over a box.
    pub fn residuals(&self, theta: &[Interval]) -> Vec<Interval> {
        self.rows.iter().map(|run| self.residual(theta, run)).collect()
    }

    /// The weight of a run.
    pub fn weight<S: Scalar>(like: &S, run: &Run) -> S {
        run.weight.as_ref().map_or_else(|| like.one(), |w| like.exact(w))
    }

    /// F.
    pub fn value<S: Scalar>(&self, theta: &[S], rows: &[Run]) -> S {
        let like = theta[0].one();
        let rho = self.objective.rho(&like);
        let parts = parallel::chunks((rows.len(), CHUNK), |range| {
            rows[range].iter().fold(like.zero(), |sum, run| {
                sum + Self::weight(&like, run) * rho.at(&self.residual(theta, run))
            })
        });
        let sum = parts.into_iter().fold(like.zero(), |sum, part| sum + part);
        like.int(self.objective.factor()) * sum
    }

    /// F and ∇F at u.
    pub fn slope(&self, u: &[Interval]) -> (Interval, Vec<Interval>) {
        let theta = self.theta(&Dual::variables(u), true);
        let value = self.value(&theta, &self.rows);
        (value.value().clone(), value.gradient(u.len()))
    }

    /// ∇²F in the variables of θ: Σ t''∇L̂∇L̂ᵀ + t'∇²L̂, t the term of a run as a
    /// function of its prediction.
    pub fn hessian(&self, theta: &[Second], q: usize, rows: &[Run]) -> Matrix<Interval> {
        let like = theta[0].value().value().one();
        let factor = like.int(self.objective.factor());
        let zero = Matrix::from_fn(q, q, |_, _| like.zero());
        let parts = parallel::chunks((rows.len(), CHUNK), |range| {
            rows[range].iter().fold(zero.clone(), |sum, run| {
                let at = run.point(&like).with_ln();
                let at = at.map(|x| Dual::constant(Dual::constant(x.clone())));
                let predicted = self.law.loss(theta, &at);
                let x = Dual::variable(Dual::variable(predicted.value().value().clone(), 0), 0);
                let rho = self.objective.rho(&x);
                let t = rho.at(&self.objective.residual(&x.exact(&run.loss), &x));
                let weight = &factor * Self::weight(&like, run);
                let or_zero = |x: Option<&Interval>| x.map_or_else(|| like.zero(), |x| x * &weight);
                let first = or_zero(t.value().derivative(0));
                let second = or_zero(t.derivative(0).and_then(|d| d.derivative(0)));
                let slopes = predicted.value().gradient(q);
                Matrix::from_fn(q, q, |i, j| {
                    let (i, j) = (i.max(j), i.min(j));
                    let outer = if i == j { slopes[i].square() } else { &slopes[i] * &slopes[j] };
                    let sum = &sum[(i, j)] + &second * outer;
                    match predicted.derivative(i).and_then(|d| d.derivative(j)) {
                        Some(bend) => sum + &first * bend,
                        None => sum,
                    }
                })
            })
        });
        parts
            .into_iter()
            .fold(zero, |sum, part| Matrix::from_fn(q, q, |i, j| &sum[(i, j)] + &part[(i, j)]))
    }

    /// ∂F/∂θ of parameters that are held at one value and tied to each other.
    pub fn slope_at(&self, names: &[String], theta: &[Interval]) -> Option<Interval> {
        let listed = &self.certificate.parameters;
        let held = |name: &String| listed.iter().find(|p| p.name == *name)?.held.as_ref();
        let value = held(names.first()?)?;
        if !names.iter().all(|name| held(name) == Some(value)) {
            return None;
        }
        let duals = Dual::along(theta, |p| names.contains(&listed[p].name));
        self.value(&duals, &self.rows).derivative(0).cloned()
    }
}

/// Whether it is the number 0.
fn is_nought(x: &Interval) -> bool {
    let zero = x.zero();
    x.lo() == zero.lo() && x.hi() == zero.hi()
}
