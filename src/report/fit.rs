//! A fit as text.

use comfy_table::{CellAlignment, Table, presets};
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use super::{count, short, significant};
use crate::fit::{
    End, Ended, ErrorKind, Estimate, Fit, Held, InFormat, Profile, ProfileEnd, Status,
};
use crate::number::{Compare, Mpfr, Scalar};

/// Which standard errors a table shows, and what intervals it makes of them.
#[derive(Clone, Copy, Debug)]
pub struct FitTable {
    /// The definition.
    pub errors: ErrorKind,
    /// Coverage of the intervals.
    pub level: f64,
    /// Student's t with m − p degrees of freedom instead of the normal.
    pub t: bool,
    /// Scales as logarithms.
    pub log_parameters: bool,
}

impl FitTable {
    /// The two-sided quantile of the chosen distribution.
    fn quantile(&self, fit: &Fit) -> f64 {
        let p = 0.5 + self.level / 2.0;
        let free = fit.parameters.iter().filter(|e| e.held == Held::Free).count();
        let freedom = fit.data.rows.saturating_sub(free) as f64;
        let t = StudentsT::new(0.0, 1.0, freedom).ok().filter(|_| self.t);
        t.map_or_else(|| Normal::standard().inverse_cdf(p), |t| t.inverse_cdf(p))
    }

    /// The page that `offray fit` prints.
    pub fn page(&self, fit: &Fit) -> String {
        let about = fit.law.about();
        let mut text = format!("{}, {}\n", about.name, about.formula);
        text.push_str(&format!(
            "objective {} over {} runs ({} distinct points)\n\n",
            fit.objective,
            count(fit.data.rows),
            count(fit.data.distinct)
        ));
        text.push_str(&format!("{}\n\n{}\n", self.sentence(fit), self.table(fit)));
        let (lo, hi) = &fit.objective_value;
        let middle = (lo + hi) * lo.ratio(1, 2);
        // In doubles the sum keeps about 13 digits.
        let digits = if fit.bits <= 53 { fit.digits.min(13) } else { fit.digits };
        text.push_str(&format!(
            "\nobjective  {}\n",
            significant(&middle.to_decimal(digits + 2), digits)
        ));
        if let Some(gram) = &fit.gram {
            let show = |x: &Option<Mpfr>| {
                x.as_ref().map_or_else(|| "undefined".into(), |x| significant(&x.to_decimal(6), 4))
            };
            text.push_str(&format!(
                "condition number of the Jacobian's Gram matrix over {}:  κ = {} in these units, κ_eq = {} free of units\n",
                gram.columns.join(", "),
                show(&gram.kappa),
                show(&gram.kappa_eq)
            ));
        }
        if let Some(kink) = &fit.kink {
            text.push_str(&format!(
                "{} of {} residuals are inside δ; the nearest to the threshold is {} from it\n",
                count(kink.inside),
                count(fit.data.rows),
                significant(&kink.nearest.to_decimal(4), 3)
            ));
        }
        for remark in &fit.remarks {
            text.push_str(&format!("! {remark}\n"));
        }
        text
    }

    fn sentence(&self, fit: &Fit) -> &'static str {
        match fit.status {
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

    fn table(&self, fit: &Fit) -> Table {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        let percent = short(self.level * 100.0, 6);
        let percent = percent.trim_end_matches('0').trim_end_matches('.');
        let mut header = vec![
            "parameter".to_owned(),
            "value".into(),
            format!("se ({})", self.errors.name()),
            format!("{percent} % interval"),
        ];
        let profiled = fit.profiles.as_ref().map(|p| {
            header.push(if p.pseudo { "pseudo-profile" } else { "profile" }.to_owned());
            &p.parameters
        });
        header.push(String::new());
        table.set_header(header);
        let z = self.quantile(fit);
        for (estimate, parameter) in fit.parameters.iter().zip(fit.law.about().parameters) {
            let log = self.log_parameters && parameter.role == crate::law::Role::Scale;
            let mut row = self.row(estimate, log, fit.digits, z);
            if let Some(profiles) = profiled {
                let own = profiles.iter().find(|p| p.name == estimate.name);
                row.insert(4, own.map_or_else(|| "–".into(), |p| profile_cell(p, log)));
            }
            table.add_row(row);
        }
        for column in 1..5 {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
    }

    fn row(&self, estimate: &Estimate, log: bool, digits: usize, z: f64) -> Vec<String> {
        let name = if log { format!("ln {}", estimate.name) } else { estimate.name.to_owned() };
        let value = if log { estimate.value.ln() } else { estimate.value.clone() };
        let note = match &estimate.held {
            Held::Free => String::new(),
            Held::Fixed => "fixed".into(),
            Held::Tied(other) => format!("tied to {other}"),
            Held::AtBound(End::Lower) => "at its lower bound".into(),
            Held::AtBound(End::Upper) => "at its upper bound".into(),
            Held::NotIdentified => "not identified: one value of many".into(),
        };
        let shown = significant(&value.to_decimal(digits), digits);
        let error = self.errors.se(estimate);
        let error = error.map(|e| if log { e / estimate.value.to_f64() } else { e });
        let (se, interval) = match error {
            Some(se) => {
                let at = value.to_f64();
                let (lo, hi) = (at - z * se, at + z * se);
                (short(se, 4), format!("{} … {}", short(lo, 5), short(hi, 5)))
            }
            None => ("–".into(), "–".into()),
        };
        vec![name, shown, se, interval, note]
    }
}

/// Both ends of a profile interval in one cell.
pub(super) fn profile_cell(profile: &Profile, log: bool) -> String {
    let end = |end: &ProfileEnd| {
        let at = |x: f64| short(if log { libm::log(x) } else { x }, 5);
        match end {
            ProfileEnd::Bounded(x) => at(*x),
            ProfileEnd::Open(x) => format!("{} (open)", at(*x)),
            ProfileEnd::Flat(x) => format!("{} (flat)", at(*x)),
            ProfileEnd::Undecided(_) => "undecided".into(),
        }
    };
    format!("{} … {}", end(&profile.lower), end(&profile.upper))
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
    let mut text = format!("\nin {}: {how}\n\n", found.format);
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(vec!["parameter", "value", "digits right"]);
    for ((p, value), digits) in fit.parameters.iter().zip(&found.theta).zip(&found.digits) {
        table.add_row(vec![
            p.name.to_owned(),
            significant(&value.to_decimal(found.decimals()), found.decimals()),
            digits.map_or_else(|| "–".into(), |d| format!("{d:.1}")),
        ]);
    }
    for column in 1..3 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    text.push_str(&format!("{table}\n"));
    let gap = found.relative_gap;
    let lost = match gap.abs() < 1e-15 {
        true => "the objective there is the minimum to fifteen digits\n".to_owned(),
        false => format!("the objective there is {} × the minimum above it\n", short(gap, 2)),
    };
    text.push_str(&lost);
    text
}
