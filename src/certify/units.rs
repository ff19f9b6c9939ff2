//! Units of N and D in which a table's sizes are near 1.
//!
//! In the units of the files ln N is about 20, so that A N^−α = e^(ln A − α ln N)
//! ties ln A to α to one part in 20 and intervals, which do not know of the tie,
//! lose by it. With N counted in units N₀ from the middle of the table ln N is
//! centred, A' = A N₀^−α hardly correlates with α, and a box in (ln A', α) says
//! nearly as much as the slanted set that it stands for. How a parameter changes
//! with the units is read from its unit, as the law states it.

use crate::fit::{Constraints, Problem};
use crate::law::{Law, UnitPower};
use crate::number::{Exact, Scalar};
use crate::runs::{Run, Runs};

/// The sizes that count as one parameter and one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Units {
    /// N₀.
    pub n: Exact,
    /// D₀.
    pub d: Exact,
}

/// The factors of every parameter's unit; None where a law's units do not say
/// all (N_opt frozen at parameters in the file's units).
fn powers(law: &Law) -> Option<Vec<UnitPower>> {
    if law.to_string() == law.about().id { law.unit_powers() } else { None }
}

impl Units {
    /// Those of the file.
    pub fn of_the_file() -> Self {
        Units { n: Exact::from(1), d: Exact::from(1) }
    }

    /// Units near the geometric mean of the sizes, to one digit, except where a
    /// constraint on a parameter would change its meaning with them: `moves`
    /// tells which parameters are free, each for itself.
    pub(super) fn choose(law: &Law, runs: &Runs, moves: impl Fn(usize) -> bool) -> Self {
        let Some(powers) = powers(law) else { return Units::of_the_file() };
        let middle = |of: fn(&Run) -> &Exact, size: usize| {
            let touched = powers.iter().filter(|p| p.size == size);
            if !touched.clone().all(|p| moves(p.parameter)) {
                return Exact::from(1);
            }
            let logs = runs.rows.iter().map(|run| libm::log10(of(run).to_f64()));
            let mean = logs.sum::<f64>() / runs.rows.len() as f64;
            format!("1e{}", libm::round(mean) as i64).parse().unwrap_or_else(|_| Exact::from(1))
        };
        Units { n: middle(|run| &run.n, 0), d: middle(|run| &run.d, 1) }
    }

    /// Whether a parameter's value is another in these units than in the file's.
    pub(super) fn touch(&self, law: &Law, parameter: usize) -> bool {
        let own = powers(law).unwrap_or_default();
        let mut own = own.iter().filter(|p| p.parameter == parameter);
        own.any(|p| *[&self.n, &self.d][p.size] != Exact::from(1))
    }

    /// A run with its sizes in these units.
    pub(super) fn run(&self, run: &Run) -> Run {
        Run {
            n: &run.n / &self.n,
            d: &run.d / &self.d,
            unique: run.unique.as_ref().map(|u| u / &self.d),
            ..run.clone()
        }
    }

    /// θ in the file's units, from θ' in these.
    pub fn to_file<S: Scalar>(&self, law: &Law, theta: &[S]) -> Vec<S> {
        self.convert(law, theta, |x, factor| x * factor)
    }

    /// θ' in these units, from θ in the file's.
    pub fn from_file<S: Scalar>(&self, law: &Law, theta: &[S]) -> Vec<S> {
        self.convert(law, theta, |x, factor| x / factor)
    }

    fn convert<S: Scalar>(&self, law: &Law, theta: &[S], apply: impl Fn(S, S) -> S) -> Vec<S> {
        let one = Exact::from(1);
        let mut converted = theta.to_vec();
        for UnitPower { parameter, size, exponent } in powers(law).unwrap_or_default() {
            let unit = [&self.n, &self.d][size];
            if *unit == one {
                continue;
            }
            let base = theta[0].exact(unit);
            let factor = exponent.map_or(base.clone(), |e| base.pow(&theta[e]));
            converted[parameter] = apply(converted[parameter].clone(), factor);
        }
        converted
    }
}

/// The constraints of a problem without its bounds and with more parameters
/// held, for the proof in other units: what a proof says of the inside of a box
/// needs no bounds.
pub(super) fn without_bounds(problem: &Problem<'_>, held: &[(usize, Exact)]) -> Constraints {
    let (space, parameters) = (problem.space(), problem.law().about().parameters);
    let name = |p: usize| parameters[p].name.to_owned();
    let mut constraints = Constraints::default();
    for p in 0..parameters.len() {
        if let Some(value) = space.fixed_value(p) {
            constraints.fixed.push((name(p), value.clone()));
        }
    }
    for c in space.free() {
        for &other in &c.parameters[1..] {
            constraints.tied.push((name(other), name(c.parameters[0])));
        }
        if !c.log {
            constraints.free_sign.push(name(c.parameters[0]));
        }
    }
    constraints.fixed.extend(held.iter().map(|(p, value)| (name(*p), value.clone())));
    constraints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Point, Role};

    #[test]
    fn the_loss_does_not_depend_on_the_units() {
        let units = Units { n: "3e8".parse().expect("n"), d: "2e10".parse().expect("d") };
        for law in Law::all() {
            let theta: Vec<f64> = law
                .about()
                .parameters
                .iter()
                .enumerate()
                .map(|(i, p)| match p.role {
                    Role::Exponent => 0.3 + 0.05 * i as f64,
                    Role::Offset => 1.7,
                    Role::Scale => 400.0 + 30.0 * i as f64,
                    Role::Plain => 1.0,
                })
                .collect();
            let moved = units.from_file(&law, &theta);
            if law.about().id == "droppo-elibol-reduced" {
                // Its unit names an exponent that is no parameter of it.
                continue;
            }
            for (n, d) in [(1e8, 2e9), (7e9, 1e12), (5e7, 4e11)] {
                let there = Point { n: n / 3e8, d: d / 2e10, unique: d / 4e10, others: Vec::new() };
                let here = Point { n, d, unique: d / 2.0, others: Vec::new() };
                let (a, b) = (law.loss(&theta, &here), law.loss(&moved, &there));
                assert!((a / b - 1.0).abs() < 1e-11, "{law}: {a} {b}");
            }
            let back = units.to_file(&law, &moved);
            assert!(back.iter().zip(&theta).all(|(a, b)| (a / b - 1.0).abs() < 1e-13));
        }
    }
}
