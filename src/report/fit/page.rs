//! A fit as text.

use crate::fit::{
    Convention, End, Ended, Estimate, Fit, Held, InFormat, Profile, ProfileEnd, Status,
};
use crate::law::Law;
use crate::number::{Compare, Mpfr, Scalar};
use crate::report::text::interval;
use crate::report::text::number::{count, short, significant};
use crate::report::text::page::Page;
use crate::report::text::words::capital;

/// Which standard errors a table shows, and what intervals it makes of them.
#[derive(Clone, Copy, Debug)]
pub struct FitTable {
    /// The intervals.
    pub intervals: Convention,
    /// Scales as logarithms.
    pub log_parameters: bool,
}

impl FitTable {
    /// The page that `offray fit` prints; `pooled` is said before anything else.
    pub fn page(&self, fit: &Fit, pooled: Option<&str>) -> String {
        let about = fit.law.about();
        let mut page = Page::default();
        page.heading(&format!("{}, {}", fit.law.title(), about.formula));
        if let Some(pooled) = pooled {
            page.paragraph(&format!("! {pooled}."), 2);
        }
        page.paragraph(
            &format!(
                "Objective {} over {} runs, {} distinct {}.",
                fit.objective,
                count(fit.data.rows),
                count(fit.data.distinct),
                if matches!(fit.law, Law::Typed(_)) { "points" } else { "(N, D)" }
            ),
            0,
        );
        page.paragraph(&format!("Status: {}.", self.sentence(fit)), 0);
        page.line("");
        self.table(&mut page, fit);
        page.line("");
        let (lo, hi) = &fit.objective_value;
        let middle = (lo + hi) * lo.ratio(1, 2);
        // Of a fit in doubles 13 digits, or what a long sum leaves of them.
        let most = if fit.bits <= 53 { fit.statistics_digits() + 1 } else { fit.digits };
        let digits = fit.digits.min(most);
        let value = significant(&middle.to_decimal(digits + 2), digits);
        page.paragraph(&format!("Objective {value}."), 0);
        if let Some(gram) = &fit.gram {
            let digits = fit.digits.min(4);
            let show = |x: &Mpfr| significant(&x.to_decimal(6), digits);
            let columns: Vec<&str> = gram.columns.iter().map(|name| symbol(fit, name)).collect();
            let value = match (&gram.kappa, &gram.kappa_eq) {
                (None, None) => "undefined, the matrix being singular as far as can be seen".into(),
                (kappa, kappa_eq) => {
                    let shown = |x: &Option<Mpfr>| x.as_ref().map_or("undefined".into(), show);
                    format!(
                        "κ {} in these units, κ_eq {} with columns of unit length, κ_c {} with N \
                         and D in units of their geometric means too: free of units",
                        shown(kappa),
                        shown(kappa_eq),
                        shown(&gram.kappa_c)
                    )
                }
            };
            let columns = columns.join(", ");
            let line = format!("Condition number of JᵀJ, J = ∂L/∂({columns}): {value}.");
            page.paragraph(&line, 0);
        }
        if let Some(kink) = &fit.kink {
            page.paragraph(
                &format!(
                    "{} of {} residuals are inside δ; the nearest to the threshold is {} from it.",
                    count(kink.inside),
                    count(fit.data.rows),
                    significant(&kink.nearest.to_decimal(4), 3)
                ),
                0,
            );
        }
        for remark in fit.remarks.iter().filter(|r| pooled != Some(r.as_str())) {
            page.paragraph(&format!("! {}.", capital(remark.trim_end_matches('.'))), 2);
        }
        page.finish()
    }

    fn sentence(&self, fit: &Fit) -> &'static str {
        let given = |p: &Estimate| matches!(p.held, Held::Fixed | Held::Tied(_));
        match fit.status {
            _ if fit.parameters.iter().all(given) => {
                "nothing was fitted: every parameter has the value given"
            }
            Status::GlobalMinimum => "global-minimum: proved to be the lowest in its box",
            Status::LocalMinimum => "local-minimum: existence and uniqueness proved",
            Status::Converged if fit.twins.is_empty() => {
                "converged: a minimum with a positive definite Hessian, found numerically; not a proof"
            }
            Status::Converged => {
                "converged to one of two optima: see the second below; not a proof"
            }
            Status::BoundaryMinimum => {
                "boundary-minimum: the lowest point found lies on a bound; not a proof"
            }
            Status::NotIdentifiable => {
                "not-identifiable: different parameters fit these runs equally well"
            }
            Status::Undecided => "undecided: no minimum could be established",
        }
    }

    fn table(&self, page: &mut Page, fit: &Fit) {
        let percent = short(self.intervals.level * 100.0, 6);
        let percent = percent.trim_end_matches('0').trim_end_matches('.');
        let value = "value";
        let errors = format!("s.e. ({})", self.intervals.kind.name());
        let interval = format!("{percent} % interval");
        let mut header = vec!["", value, &errors, &interval];
        if let Some(profiles) = &fit.profiles {
            header.push(if profiles.pseudo { "pseudo-profile" } else { "profile" });
        }
        let mut rows = Vec::new();
        for (estimate, parameter) in fit.parameters.iter().zip(fit.law.about().parameters) {
            let log = self.log_parameters && parameter.role == crate::law::Role::Scale;
            let mut row = self.row(fit, estimate, log);
            if let Some(profiles) = &fit.profiles {
                let own = profiles.parameters.iter().find(|p| p.name == estimate.name);
                row.insert(4, own.map_or_else(|| "–".into(), |p| profile_cell(p, log)));
            }
            rows.push(row);
        }
        // A column of remarks only where there is one.
        match rows.iter().all(|row| row.last().is_some_and(String::is_empty)) {
            true => rows.iter_mut().for_each(|row| drop(row.pop())),
            false => header.push(""),
        }
        page.table(&header, 1, rows);
    }

    fn row(&self, fit: &Fit, estimate: &Estimate, log: bool) -> Vec<String> {
        let digits = fit.digits;
        let name = symbol(fit, estimate.name);
        let name = if log { format!("ln {name}") } else { name.to_owned() };
        let value = if log { estimate.value.ln() } else { estimate.value.clone() };
        let note = match &estimate.held {
            Held::Free => String::new(),
            Held::Fixed => "fixed".into(),
            Held::Tied(other) => format!("tied to {}", symbol(fit, other)),
            Held::AtBound(End::Lower) => "at its lower bound".into(),
            Held::AtBound(End::Upper) => "at its upper bound".into(),
            Held::NotIdentified => "not identified: one value of many".into(),
        };
        let note = match estimate.open && estimate.held == Held::Free {
            true => "not determined by runs on one ray".into(),
            false => note,
        };
        let shown = significant(&value.to_decimal(digits), digits);
        let error = self.intervals.kind.se(estimate).filter(|_| !estimate.open);
        let error = error.map(|e| if log { e / estimate.value.to_f64() } else { e });
        let se = error.map_or_else(|| "–".into(), |se| short(se, 4));
        let shown_interval = if log { interval::logarithms } else { interval::interval };
        let interval = fit.interval(estimate, &self.intervals);
        let interval = interval.as_ref().map_or_else(|| "–".into(), shown_interval);
        vec![name, shown, se, interval, note]
    }
}

/// How a parameter is written.
fn symbol<'a>(fit: &Fit, name: &'a str) -> &'a str {
    fit.law.about().index(name).map_or(name, |at| fit.law.about().parameters[at].symbol)
}

/// Both ends of a profile interval in one cell.
pub(in crate::report) fn profile_cell(profile: &Profile, log: bool) -> String {
    // As many digits as tell the ends apart to about a thousandth of their distance.
    let scale = |x: f64| if log { libm::log(x) } else { x };
    let digits = match (&profile.lower, &profile.upper) {
        (ProfileEnd::Bounded(lo), ProfileEnd::Bounded(hi)) => {
            let (lo, hi) = (scale(*lo), scale(*hi));
            let spread = libm::log10(lo.abs().max(hi.abs()) / (hi - lo));
            if spread.is_finite() {
                (libm::ceil(spread) as i64 + 3).clamp(3, 12) as usize
            } else {
                5
            }
        }
        _ => 5,
    };
    let end = |end: &ProfileEnd| {
        let at = |x: f64| short(scale(x), digits);
        match end {
            ProfileEnd::Bounded(x) => at(*x),
            ProfileEnd::Open(x) => format!("{} (open)", at(*x)),
            ProfileEnd::Flat(x) => format!("{} (flat)", at(*x)),
            ProfileEnd::Undecided(_) => "undecided".into(),
        }
    };
    format!("{} to {}", end(&profile.lower), end(&profile.upper))
}

/// What a format made of the same fit: a section below the page.
pub fn in_format(found: &InFormat, fit: &Fit) -> String {
    let how = match found.ended {
        Ended::Settled => "its steps became small",
        Ended::Stalled => {
            "it stopped where no step lowers the objective as this format computes it"
        }
        Ended::Exhausted => "it ran out of steps",
    };
    let mut page = Page::default();
    page.heading(&format!("In {}: {how}", found.format));
    let rows = fit.parameters.iter().zip(&found.theta).zip(&found.digits);
    let rows = rows.map(|((p, value), digits)| {
        vec![
            symbol(fit, p.name).to_owned(),
            significant(&value.to_decimal(found.decimals()), found.decimals()),
            digits.map_or_else(|| "–".into(), |d| format!("{d:.1}")),
        ]
    });
    page.table(&["", "value", "digits right"], 1, rows.collect());
    let gap = found.relative_gap;
    let lost = match gap.abs() < 1e-15 {
        true => "The objective there is the minimum to fifteen digits.".to_owned(),
        false => format!("The objective there is {} × the minimum above it.", short(gap, 2)),
    };
    page.paragraph(&lost, 0);
    page.finish()
}
