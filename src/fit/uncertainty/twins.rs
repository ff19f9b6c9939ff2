//! Twins (statement X9): on one ray some laws have a second optimum that is
//! exactly, or nearly, as good. It is looked for and reported always.

use crate::number::{Compare, Exact, Mpfr, Scalar};

use crate::fit::answer::fit::{Fit, Held, Twin};
use crate::fit::degenerate::one_ray as ray;
use crate::fit::descent::newton::newton;
use crate::fit::problem::Problem;
use crate::fit::problem::options::Options;
use crate::fit::problem::rows::Rows;
use crate::fit::search::everyday::refine;
use crate::fit::sums::rounding::power;
use crate::regression::Status;

/// Adds the twins of a fit to it, and says so.
pub(crate) fn report(problem: &Problem<'_>, rows: &Rows<f64>, options: &Options, fit: &mut Fit) {
    // Of one of many optima there is no other.
    if fit.status == Status::NotIdentifiable {
        return;
    }
    let Some(ray) = ray::single(problem, rows) else { return };
    // What is no optimum has a twin only by symmetry, on a ray that is exact, or
    // as exact as doubles can say.
    let established = fit.status != Status::Undecided;
    let symmetric = ray.is_exact_in_doubles();
    if !(established || symmetric) {
        return;
    }
    let theta = fit.theta();
    let like = &theta[0];
    let k = like.exact(&ray.k);
    for image in problem.law().twins(&theta, &k) {
        if !respects(problem, &image) {
            continue;
        }
        let another = |found: &Vec<Mpfr>| !found.iter().zip(&theta).all(|(a, b)| close(a, b));
        // Nearly on a ray the image is near an optimum of its own, unless the
        // two have merged: then the image itself says how good it is.
        let image = match symmetric {
            true => image,
            false => refit(problem, rows, &image, fit, options).filter(another).unwrap_or(image),
        };
        let itself = image.iter().zip(&theta).all(|(a, b)| close(a, b));
        let known = fit
            .twins
            .iter()
            .any(|t| t.parameters.iter().zip(&image).all(|((_, a), b)| close(a, b)));
        if itself || known || !image.iter().all(Compare::is_finite) {
            continue;
        }
        let gap = problem.value(&image) - problem.value(&theta);
        // On an exact ray the two values differ by rounding only, of the residuals
        // and of θ.
        let (here, bits) = (problem.value(&theta), fit.bits as i32);
        let residuals = (&here * like.int(problem.len() as i64)).sqrt() * power(like, 10 - bits);
        let noise = &here * power(like, -bits / 2) + residuals;
        let exact = ray.exact && gap.abs().less(&noise).is_true();
        // Of a ray in doubles the symmetry is as good as the losses are known.
        let nothing = symmetric && ray::is_rounding(problem, rows, (&gap, &here));
        let names = problem.law().about().parameters.iter().map(|p| p.name);
        fit.twins.push(Twin {
            parameters: names.zip(image).collect(),
            objective_gap: if exact || nothing { like.zero() } else { gap },
            exact,
        });
    }
    for twin in &fit.twins {
        let values: Vec<String> = twin
            .parameters
            .iter()
            .map(|(name, value)| format!("{name} = {}", value.to_decimal(6)))
            .collect();
        let quality = if twin.exact {
            format!("equally good, exactly, because every run has D/N = {}", ray.k)
        } else if symmetric && twin.objective_gap.to_f64() == 0.0 {
            format!(
                "equally good, to the rounding of doubles, because every run has D/N = {} to that",
                ray.k
            )
        } else {
            format!("whose objective differs by {}", twin.objective_gap.to_decimal(3))
        };
        let what = if established { "a second optimum" } else { "another point" };
        fit.remarks.push(format!("{what}, {quality}: {}", values.join(", ")));
    }
}

/// Whether parameters satisfy the problem's fixed values and ties.
fn respects(problem: &Problem<'_>, theta: &[Mpfr]) -> bool {
    let space = problem.space();
    let back = space.theta(&space.coordinates(theta), &theta[0]);
    back.iter().zip(theta).all(|(a, b)| close(a, b))
}

/// Equal to about ten digits.
fn close(a: &Mpfr, b: &Mpfr) -> bool {
    let size = a.abs().max(&b.abs());
    !(size * a.ratio(1, 10_000_000_000)).less(&(a - b).abs()).is_true()
}

/// The optimum that the approximate image leads to, if it is another one.
fn refit(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    image: &[Mpfr],
    fit: &Fit,
    options: &Options,
) -> Option<Vec<Mpfr>> {
    // Held coordinates stay where they are.
    let mut reduced = problem.clone();
    for p in fit.parameters.iter().rev() {
        if let Held::AtBound(_) = p.held {
            let parameter = problem.law().about().index(p.name)?;
            let at = reduced.space().coordinate_of(parameter)?;
            let value = Exact::from_f64(p.value.to_f64()).ok()?;
            reduced = reduced.with_space(reduced.space().hold(at, &value));
        }
    }
    let start: Vec<f64> = reduced.space().coordinates(image).iter().map(Compare::to_f64).collect();
    if start.is_empty() || start.iter().any(|x| !x.is_finite()) {
        return None;
    }
    let found = refine(&reduced, rows, &start);
    if !found.settled || found.held.iter().any(Option::is_some) {
        return None;
    }
    let bits = fit.bits.max(128);
    let u: Vec<Mpfr> = found.u.iter().map(|x| Mpfr::from_f64(bits, x.hi())).collect();
    let end = newton(&reduced, &u, options.digits, &|_, _, _| {});
    end.converged.then(|| reduced.space().theta(&end.u, &u[0]))
}
