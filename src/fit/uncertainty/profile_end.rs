//! The walk along a profile, from the optimum to one end of its interval: see
//! [`profile`](crate::fit::uncertainty::profile).

use crate::algebra::Ldl;
use crate::number::Exact;

use crate::fit::answer::profiles::ProfileEnd;
use crate::fit::descent::descend::{
    Descent, Effort, damped_step, descend, metric, pressed, ranges,
};
use crate::fit::problem::Problem;
use crate::fit::problem::coordinates::Space;
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::everyday::{FIRST_LEVEL, search};
use crate::fit::search::random_rounds as wider;
use crate::fit::search::random_rounds::Width;
use crate::fit::uncertainty::profile::Inner;

/// A low point of F.
#[derive(Clone, Debug)]
pub(crate) struct Low {
    pub value: f64,
    pub u: Vec<f64>,
}

/// An end, where the walk ended, the lowest point on the way and the largest
/// objective inside.
#[derive(Clone, Debug)]
pub(crate) struct Walked {
    pub end: ProfileEnd,
    /// Where the profile meets its level, in all coordinates of the problem.
    pub place: Vec<f64>,
    pub least: Low,
    most: f64,
}

impl Walked {
    /// No walk at all, and why.
    pub fn nowhere(optimum: &Low, why: &str) -> Self {
        Walked {
            end: ProfileEnd::Undecided(why.into()),
            place: optimum.u.clone(),
            least: optimum.clone(),
            most: optimum.value,
        }
    }

    fn meet(&mut self, place: &Place) {
        if place.value < self.least.value {
            self.least = Low { value: place.value, u: place.u.clone() };
        }
    }
}

/// F(t) at one t, and where.
#[derive(Clone, Debug)]
struct Place {
    t: f64,
    /// In all coordinates of the problem.
    u: Vec<f64>,
    value: f64,
    settled: bool,
}

/// The walk from the optimum to one end.
pub(crate) struct Walk<'a> {
    pub problem: &'a Problem<'a>,
    pub rows: &'a Rows<f64>,
    /// The coordinate.
    pub at: usize,
    /// −1 or 1.
    pub side: f64,
    /// Where the coordinate may be.
    pub limits: (f64, f64),
    /// F at its lowest, and how much it may rise.
    pub lowest: f64,
    pub rise: f64,
    /// Which minimum over the others is meant.
    pub inner: Inner,
}

/// Steps outwards.
const STEPS: usize = 80;
/// Evaluations of the profile between inside and outside.
const BISECTIONS: usize = 80;
/// The level is met to this part of √(rise).
const PRECISION: f64 = 1e-9;
/// The inner minimisation ends with a Newton step below this; what is left is
/// its square.
const INNER: f64 = 1e-6;
/// Another branch counts as lower where it is by this part of √(rise).
const DEEPER: f64 = 1e-5;
/// A profile that rises by less than this part of the level is flat.
const FLAT: f64 = 1e-6;

impl Walk<'_> {
    fn space(&self) -> &Space {
        self.problem.space()
    }

    /// θ_j at the coordinate t.
    fn theta(&self, t: f64) -> f64 {
        if self.space().free()[self.at].log { libm::exp(t) } else { t }
    }

    /// The problem with θ_j held at t.
    fn held(&self, t: f64) -> Option<Space> {
        let value = Exact::from_f64(self.theta(t)).ok()?;
        Some(self.space().hold(self.at, &value))
    }

    /// √ of the share of the level that F has risen to: 1 at the end.
    fn height(&self, value: f64) -> f64 {
        ((value - self.lowest).max(0.0) / self.rise).sqrt()
    }

    /// What lies at the end of the range: a bound of the user's, or 0 or ±∞ in
    /// the place of the box that the search stays in.
    fn edge(&self) -> (f64, f64) {
        let (lo, hi) = self.limits;
        let t = if self.side < 0.0 { lo } else { hi };
        let (own_lo, own_hi) = self.space().range(self.at);
        let own = if self.side < 0.0 { own_lo } else { own_hi };
        let log = self.space().free()[self.at].log;
        let value = match (own.is_finite(), log && self.side < 0.0) {
            (true, _) => self.theta(own),
            (false, true) => 0.0,
            (false, false) => self.side * f64::INFINITY,
        };
        (t, value)
    }

    /// Walks from the optimum.
    pub fn end(&self, optimum: &[f64]) -> Walked {
        let value = Model::of(self.problem).value(optimum, self.rows);
        let start = Place { t: optimum[self.at], u: optimum.to_vec(), value, settled: true };
        let mut walked = Walked {
            end: ProfileEnd::Flat(0.0),
            place: optimum.to_vec(),
            least: Low { value, u: optimum.to_vec() },
            most: value,
        };
        let (edge, beyond) = self.edge();
        let (mut step, tangent) = self.first_step(optimum);
        let mut inside = start.clone();
        let mut before: Option<Place> = None;
        for _ in 0..STEPS {
            if (edge - inside.t) * self.side <= 0.0 {
                let flat = match inside.t == start.t {
                    // The optimum is there already: is it any better than what lies inside?
                    true => self.is_level(&start, step),
                    false => walked.most - self.lowest <= FLAT * self.rise,
                };
                walked.end = if flat { ProfileEnd::Flat(beyond) } else { ProfileEnd::Open(beyond) };
                return walked;
            }
            let ahead = inside.t + self.side * step;
            let t = if (edge - ahead) * self.side <= 0.0 { edge } else { ahead };
            let mut guesses = vec![inside.u.clone()];
            guesses.push(match &before {
                Some(before) => between(before, &inside, t),
                None => optimum.iter().zip(&tangent).map(|(u, d)| u + d * (t - start.t)).collect(),
            });
            let Some(mut next) = self.minimise(t, &guesses) else {
                walked.end = self.doubt(t);
                return walked;
            };
            if next.value - self.lowest >= self.rise {
                match self.confirm(next) {
                    Some(confirmed) => next = confirmed,
                    None => {
                        walked.end = self.doubt(t);
                        return walked;
                    }
                }
            }
            walked.meet(&next);
            if next.value - self.lowest >= self.rise {
                walked.end = self.root(inside, next, start.t, &mut walked);
                let Some(lower) = self.lower_there(&walked) else { return walked };
                // Another branch of the profile is still below the level here.
                walked.meet(&lower);
                step = 0.25 * (lower.t - start.t).abs();
                (before, inside) = (None, lower);
                continue;
            }
            walked.most = walked.most.max(next.value);
            // The height grows nearly in proportion to the distance.
            let (gone, height) = ((next.t - start.t).abs(), self.height(next.value));
            let slope = (height - self.height(inside.value)) / (next.t - inside.t).abs();
            let wanted = if slope > 0.0 { (1.05 - height) / slope } else { f64::INFINITY };
            step = wanted.clamp(0.1 * gone, 2.0 * gone);
            (before, inside) = (Some(inside), next);
        }
        walked.end = ProfileEnd::Undecided(format!(
            "the level was not reached within {STEPS} steps, by {} = {:.3e}",
            self.space().parameter(self.at).name,
            self.theta(inside.t)
        ));
        walked
    }

    fn doubt(&self, t: f64) -> ProfileEnd {
        ProfileEnd::Undecided(format!(
            "the minimum over the other parameters could not be established at {} = {:.3e}",
            self.space().parameter(self.at).name,
            self.theta(t)
        ))
    }

    /// The distance at which a quadratic objective would reach its level, and
    /// the direction du/dt of the other parameters; a small step straight ahead
    /// where the Hessian says nothing.
    fn first_step(&self, u: &[f64]) -> (f64, Vec<f64>) {
        let hessian = Model::of(self.problem).expansion(u, self.rows).hessian;
        let mut unit = vec![0.0; u.len()];
        unit[self.at] = 1.0;
        let positive = hessian.diagonal().iter().all(|d| *d > 0.0);
        let factors = if positive { Ldl::new(&hessian) } else { None };
        let column = factors
            .filter(|f| f.pivots().iter().all(|p| *p > 0.0))
            .map(|f| f.solve(&unit))
            .filter(|c| c[self.at] > 0.0 && c.iter().all(|x| x.is_finite()));
        let modest = if self.space().free()[self.at].log { 0.5 } else { 0.1 };
        match column {
            Some(c) => {
                let own = c[self.at];
                let tangent = c.iter().map(|x| x / own).collect();
                let step = (2.0 * self.rise * own).sqrt();
                (step.clamp(1e-9, 4.0 * modest), tangent)
            }
            None => (0.1 * modest, unit),
        }
    }

    /// F(t) from the best of some guesses; None where none has a finite F.
    fn minimise(&self, t: f64, guesses: &[Vec<f64>]) -> Option<Place> {
        let space = self.held(t)?;
        let model = Model { space: &space, objective: self.problem.objective() };
        let start = guesses
            .iter()
            .map(|u| self.others(u))
            .map(|u| (model.value(&u, self.rows), u))
            .filter(|(value, _)| value.is_finite())
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let (value, start) = start?;
        Some(self.descend(&model, t, &start, value, 0))
    }

    fn descend(&self, model: &Model<'_>, t: f64, start: &[f64], value: f64, rough: usize) -> Place {
        let found = if start.is_empty() {
            Descent { u: Vec::new(), value, settled: true }
        } else {
            descend(model, self.rows, start, Effort { rough, exact: 60, until: INNER })
        };
        let settled = found.settled || self.stationary(model, &found.u);
        let mut u = found.u;
        u.insert(self.at, t);
        Place { t, u, value: found.value, settled }
    }

    /// Whether what is left to fall, by the local quadratic, is nothing against
    /// the level: so it is at a minimum that is flat in some direction, where
    /// Newton's steps need not become small.
    fn stationary(&self, model: &Model<'_>, u: &[f64]) -> bool {
        let expansion = model.expansion(u, self.rows);
        let scale = metric(&model.majorant(u, self.rows).matrix);
        let held = pressed(u, &expansion.gradient, &ranges(model.space));
        let step = damped_step(&expansion.hessian, &expansion.gradient, &scale, 1e-7, &held);
        step.is_some_and(|step| {
            let fall: f64 = step.iter().zip(&expansion.gradient).map(|(s, g)| -s * g).sum();
            fall.abs() <= 2.0 * FLAT * self.rise
        })
    }

    fn others(&self, u: &[f64]) -> Vec<f64> {
        u.iter().enumerate().filter(|(i, _)| *i != self.at).map(|(_, x)| *x).collect()
    }

    /// The lowest F(t) that a fresh search over the other parameters finds, if
    /// it is lower and that minimum is meant, else the point itself; None unless its
    /// minimisation settled.
    fn confirm(&self, found: Place) -> Option<Place> {
        let space = self.held(found.t)?;
        let model = Model { space: &space, objective: self.problem.objective() };
        let mut best = found;
        if space.dimension() > 0 && self.inner == Inner::Lowest {
            let sample = self.rows.sample(FIRST_LEVEL);
            for start in search(&model, &sample, None, &|_, _, _| {}).into_iter().flatten().take(2)
            {
                let value = model.value(&start.u, self.rows);
                // Of a large table the sample's optimum is near its own.
                if !(value.is_finite() && value < 1.5 * best.value) {
                    continue;
                }
                let other = self.descend(&model, best.t, &start.u, value, 0);
                let better = other.value < best.value - 1e-3 * PRECISION * self.rise;
                if better || !best.settled && other.settled && other.value <= best.value {
                    best = other;
                }
            }
        }
        if space.dimension() > 0 && !best.settled {
            let value = best.value;
            let again = self.descend(&model, best.t, &self.others(&best.u), value, 40);
            best = if again.value <= best.value { again } else { best };
        }
        (best.settled || best.value - self.lowest < self.rise).then_some(best)
    }

    /// Whether F(t) does not rise over a step inwards.
    fn is_level(&self, start: &Place, step: f64) -> bool {
        let inwards = self.minimise(start.t - self.side * step, std::slice::from_ref(&start.u));
        inwards.is_some_and(|place| place.value - self.lowest <= FLAT * self.rise)
    }

    /// A place below the level where the walk has met it, if a search all over finds
    /// one and the lowest minimum is meant.
    fn lower_there(&self, walked: &Walked) -> Option<Place> {
        let ProfileEnd::Bounded(_) = walked.end else { return None };
        let t = walked.place[self.at];
        let space = self.held(t).filter(|space| space.dimension() > 0)?;
        if self.inner != Inner::Lowest {
            return None;
        }
        let model = Model { space: &space, objective: self.problem.objective() };
        let sample = self.rows.sample(FIRST_LEVEL);
        let here = self.others(&walked.place);
        let value = model.value(&here, &sample);
        let known = vec![Descent { u: here, value, settled: true }];
        let found = wider::search(&model, &sample, known, (Width::AT_AN_END, 0), &|_, _, _| {});
        let deep = |place: &Place| self.height(place.value) < 1.0 - DEEPER;
        found
            .iter()
            .map(|d| (model.value(&d.u, self.rows), &d.u))
            .filter(|(value, _)| value.is_finite())
            .map(|(value, u)| self.descend(&model, t, u, value, 0))
            .filter(deep)
            .min_by(|a, b| a.value.total_cmp(&b.value))
    }

    /// Where F(t) meets its level between a place inside and one outside.
    fn root(&self, inside: Place, outside: Place, centre: f64, walked: &mut Walked) -> ProfileEnd {
        let (mut a, mut b) = (inside, outside);
        let (mut below, mut above) = (self.height(a.value) - 1.0, self.height(b.value) - 1.0);
        let mut last_side = 0;
        for i in 0..BISECTIONS {
            let width = (b.t - a.t).abs();
            if width <= PRECISION * (b.t - centre).abs() {
                break;
            }
            // Regula falsi with the Illinois rule, and halving when it is slow.
            let share = below / (below - above);
            let share = if i % 4 == 3 || !share.is_finite() { 0.5 } else { share };
            let t = a.t + share.clamp(1e-6, 1.0 - 1e-6) * (b.t - a.t);
            let guesses = [between(&a, &b, t), a.u.clone(), b.u.clone()];
            let next = self.minimise(t, &guesses);
            let outside = |place: &Place| place.value - self.lowest >= self.rise;
            let next = match next {
                Some(place) if outside(&place) && !place.settled => self.confirm(place),
                other => other,
            };
            let Some(next) = next else { return self.doubt(t) };
            walked.meet(&next);
            let height = self.height(next.value) - 1.0;
            if height.abs() <= PRECISION {
                walked.place = next.u;
                return ProfileEnd::Bounded(self.theta(next.t));
            }
            if outside(&next) {
                (b, above) = (next, height);
                if last_side == 1 {
                    below *= 0.5;
                }
                last_side = 1;
            } else {
                (a, below) = (next, height);
                if last_side == -1 {
                    above *= 0.5;
                }
                last_side = -1;
            }
        }
        let t = a.t + (b.t - a.t) / 2.0;
        walked.place = between(&a, &b, t);
        ProfileEnd::Bounded(self.theta(t))
    }
}

/// The straight line through two places, at t.
fn between(a: &Place, b: &Place, t: f64) -> Vec<f64> {
    let share = (t - a.t) / (b.t - a.t);
    a.u.iter().zip(&b.u).map(|(x, y)| x + share * (y - x)).collect()
}
