//! OBJ: an objective with positive curvature inherits the conditioning.

mod hessian;

use super::cases::{base, base_words, exact, rays};
use super::logic::{all, number, one};
use super::{Cell, Evidence, Lemma, Mend, Settings, Statement, Table, Verdict};
use crate::algebra::{Matrix, enclose};
use crate::design::Design;
use crate::fit::Rho;
use crate::geometry::{Row, accumulate, jacobian_row, parameters, variables};
use crate::law::{Law, Point};
use crate::number::{Compare, Dual, Interval, Scalar, Truth, hessian};
use crate::runs::{Columns, Runs, Selection};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "OBJ",
    title: "Other objectives",
    words: "A smooth objective Σ ρ(r) with ρ'' > 0 inherits the conditioning: the Gauss–Newton part \
            of its curvature has a condition number within w_max/w_min of that of JᵀJ.",
    symbols: "w_i = ρ''(r_i) > 0: κ(JᵀJ) w_min/w_max ≤ κ(JᵀWJ) ≤ κ(JᵀJ) w_max/w_min",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol", "interaction"],
    lemmas: &[
        Lemma::whole("OBJ_kappa_upper"),
        Lemma::whole("OBJ_kappa_lower"),
        Lemma::whole("OBJ_pseudo_huber"),
        Lemma::whole("OBJ_log_cosh"),
        Lemma::whole("OBJ_student"),
        Lemma::whole("OBJ_log_loss"),
    ],
    recorded: &[
        ("chinchilla", Verdict::Corrected),
        ("repeated", Verdict::Corrected),
        ("kaplan", Verdict::Corrected),
        ("droppo-elibol", Verdict::Corrected),
        ("interaction", Verdict::Corrected),
    ],
    check: |law, settings| evidence(law.expect("OBJ speaks of laws"), settings, 1),
};

/// The 240 runs of the Chinchilla table, read off the paper's figure.
const TABLE: &[u8] = include_bytes!("../../fixtures/runs/chinchilla_epoch240.csv");
/// The minimiser of their Huber objective, δ = 1e-3, to 17 digits.
const OPTIMUM: [&str; 5] = [
    "1.8172180990100768",
    "477.82586823390583",
    "2143.4173633604503",
    "0.34731049888175463",
    "0.36717243262776202",
];
const DELTA: &str = "1e-3";

/// An objective by what it does to a residual r = ln L − ln L̂.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Smooth {
    Squares,
    /// δ²(√(1 + (r/δ)²) − 1), δ = 1e-3.
    PseudoHuber,
    /// s² ln cosh(r/s), s = 0.05.
    LogCosh,
    /// ½ (ν + 1) ln(1 + r²/(ν s²)), ν = 4, s = 0.5: convex while |r| < s √ν = 1.
    Student,
    /// ½ r² as a function of L̂: curvature (1 + r)/L̂².
    LogLoss,
}

const SMOOTH: [(Smooth, &str); 5] = [
    (Smooth::Squares, "least squares"),
    (Smooth::PseudoHuber, "pseudo-Huber, δ = 1e-3"),
    (Smooth::LogCosh, "log-cosh, s = 0.05"),
    (Smooth::Student, "Student-t, ν = 4, s = 0.5"),
    (Smooth::LogLoss, "log-loss residuals in L̂"),
];

impl Smooth {
    /// ρ at ln L̂ (at L̂, for log-loss residuals), for an observed L.
    fn rho<S: Scalar>(self, observed: &S, at: &S) -> S {
        let one = at.one();
        let r = match self {
            Smooth::LogLoss => observed.ln() - at.ln(),
            _ => observed.ln() - at,
        };
        match self {
            Smooth::Squares | Smooth::LogLoss => Rho::Square.at(&r),
            Smooth::PseudoHuber => Rho::PseudoHuber(r.exact(&exact(DELTA))).at(&r),
            Smooth::LogCosh => {
                let s = r.ratio(1, 20);
                let (up, down) = ((&r / &s).exp(), (-(&r / &s)).exp());
                s.square() * ((up + down) / one.int(2)).ln()
            }
            Smooth::Student => {
                let scale = r.int(4) * r.ratio(1, 4);
                r.ratio(5, 2) * (one + r.square() / scale).ln()
            }
        }
    }

    /// w = ∂²ρ in ln L̂ (in L̂, for log-loss residuals), by dual numbers.
    fn weight(self, observed: &Interval, predicted: &Interval) -> Interval {
        let at = match self {
            Smooth::LogLoss => predicted.clone(),
            _ => predicted.ln(),
        };
        let lift = |x: &Interval| Dual::constant(Dual::constant(x.clone()));
        let (_, _, second) = hessian(|x| self.rho(&lift(observed), &x[0]), &[at]);
        second[0][0].clone()
    }
}

/// `wrong` multiplies w_max/w_min on the way in: 1 in the statement.
fn evidence(law: &Law, settings: &Settings, wrong: i64) -> Evidence {
    let mut evidence = Evidence::new(
        format!(
            "five objectives with the residuals of the Chinchilla table at its Huber optimum; the \
             law's columns on the ray k = 20, 20 sizes, and on the (N, D) of the table, {}; ρ'' by \
             dual numbers",
            base_words(law)
        ),
        settings.bits,
    );
    let table = Observed::read(settings.bits);
    let mut shown = Table::new(
        "the Gauss–Newton part of each objective",
        &["objective", "design", "w_max/w_min", "κ(JᵀJ)", "κ(JᵀWJ)", "ratio"],
    );
    for (design, points) in table.designs() {
        let columns = table.columns(law, &points);
        for (smooth, name) in SMOOTH {
            let sandwich = Sandwich::of(&columns, &table.weights(smooth, points.len()), smooth);
            let what = format!("{name}, {design}");
            evidence.holds(format!("{what}: every weight is positive"), sandwich.positive());
            let spread = &sandwich.most / &sandwich.least / number(settings.bits, "1").int(wrong);
            let plain = &sandwich.plain;
            for (side, low, high) in [
                ("κ(JᵀWJ) ≤ κ(JᵀJ) w_max/w_min", &sandwich.weighted, &(plain * &spread)),
                ("κ(JᵀJ) ≤ κ(JᵀWJ) w_max/w_min", plain, &(&sandwich.weighted * &spread)),
            ] {
                // Least squares has w = 1: both sides are one number.
                let slack = number(settings.bits, "1e-30");
                let high = high * (slack.one() + slack);
                evidence.below(format!("{what}: {side}"), low, &high);
            }
            evidence.cases += 1;
            shown.row([
                name.into(),
                design.into(),
                Cell::interval(&(&sandwich.most / &sandwich.least), 4),
                Cell::interval(plain, 4),
                Cell::interval(&sandwich.weighted, 4),
                Cell::interval(&(&sandwich.weighted / plain), 4),
            ]);
        }
    }
    evidence.tables.push(shown);
    huber(&mut evidence, law, &table);
    if let Law::Chinchilla(_) = law {
        hessian::measured(&mut evidence, law, &table);
    }
    evidence
}

/// The table, with predictions at its optimum.
struct Observed {
    points: Vec<Point<Interval>>,
    losses: Vec<Interval>,
    predicted: Vec<Interval>,
}

impl Observed {
    fn read(bits: u32) -> Observed {
        let runs = Runs::from_csv(
            "chinchilla_epoch240.csv",
            TABLE,
            &Columns::default(),
            &Selection::default(),
        )
        .expect("a table of the project");
        let like = one(bits);
        let theta: Vec<Interval> = OPTIMUM.iter().map(|t| number(bits, t)).collect();
        let points = runs.points(&like);
        let chinchilla = super::logic::law("chinchilla");
        Observed {
            predicted: points.iter().map(|p| chinchilla.loss(&theta, p)).collect(),
            losses: runs.losses(&like),
            points,
        }
    }

    /// One ray of 20 sizes, and the table's own sizes.
    fn designs(&self) -> [(&'static str, Vec<Point<Interval>>); 2] {
        let ray = rays(&["20"], 20);
        let like = &self.losses[0];
        let on_ray = (0..ray.len()).map(|i| ray.point(i, like)).collect();
        [("one ray", on_ray), ("the table's (N, D)", self.points.clone())]
    }

    /// Rows of ∂L̂/∂θ and L̂ of a law at these points.
    fn columns(&self, law: &Law, points: &[Point<Interval>]) -> Vec<(Vec<Interval>, Interval)> {
        let theta = parameters(&self.losses[0], &base(law));
        let columns = law.about().ray_columns;
        let duals = variables(&theta, columns);
        let row = |at: &Point<Interval>| {
            let row = jacobian_row(law, &duals, at);
            (row.gradient(columns.len()), row.value().clone())
        };
        points.iter().map(row).collect()
    }

    /// The weights of the first runs of the table.
    fn weights(&self, smooth: Smooth, count: usize) -> Vec<Interval> {
        let both = self.losses.iter().zip(&self.predicted).take(count);
        both.map(|(l, p)| smooth.weight(l, p)).collect()
    }
}

/// κ without and with weights.
struct Sandwich {
    plain: Interval,
    weighted: Interval,
    least: Interval,
    most: Interval,
}

impl Sandwich {
    /// J holds ∂ ln L̂ (∂L̂ for log-loss residuals in L̂).
    fn of(columns: &[(Vec<Interval>, Interval)], weights: &[Interval], smooth: Smooth) -> Self {
        let rows: Vec<Vec<Interval>> = columns
            .iter()
            .map(|(row, loss)| match smooth {
                Smooth::LogLoss => row.clone(),
                _ => row.iter().map(|g| g / loss).collect(),
            })
            .collect();
        let gram = |weighted: bool| {
            let like = &rows[0][0];
            accumulate(like, rows.len(), rows[0].len(), |i| Row {
                gradient: rows[i].clone(),
                weight: weighted.then(|| weights[i].clone()),
            })
        };
        let extreme = |larger: bool| {
            weights[1..].iter().fold(weights[0].clone(), |so_far, w| {
                if larger { so_far.max(w) } else { so_far.min(w) }
            })
        };
        Sandwich {
            plain: kappa(&gram(false)),
            weighted: kappa(&gram(true)),
            least: extreme(false),
            most: extreme(true),
        }
    }

    fn positive(&self) -> Truth {
        self.least.is_positive()
    }
}

/// κ of a Gram matrix in the units of its parameters.
fn kappa(g: &Matrix<Interval>) -> Interval {
    enclose(g).kappa()
}

/// Huber's weights are 0 outside δ.
fn huber(evidence: &mut Evidence, law: &Law, table: &Observed) {
    let delta = number(evidence.bits, DELTA);
    let outside: Vec<Truth> = (table.losses.iter().zip(&table.predicted))
        .map(|(l, p)| delta.less(&(l.ln() - p.ln()).abs()))
        .collect();
    let decided = all(outside.iter().map(|t| Truth::from(*t != Truth::Unknown)));
    evidence.holds("every run of the table is known to lie inside or outside δ", decided);
    let count = outside.iter().filter(|t| t.is_true()).count();
    evidence.found("201 of 240 runs lie outside δ", count == 201, format!("{count}"));
    let columns = table.columns(law, &table.points);
    let inside: Vec<(Vec<Interval>, Interval)> = columns
        .iter()
        .zip(&outside)
        .filter(|(_, outside)| outside.is_false())
        .map(|(row, _)| row.clone())
        .collect();
    let weights = vec![one(evidence.bits); columns.len()];
    let full = Sandwich::of(&columns, &weights, Smooth::Squares).plain;
    let kept = Sandwich::of(&inside, &weights[..inside.len()], Smooth::Squares).plain;
    evidence
        .found(
            "Huber, δ = 1e-3: every weight of the table is positive",
            count == 0,
            format!("{count} of {} weights are 0", outside.len()),
        )
        .printed(Mend::Correction(format!(
            "Huber has w = 0 at the {count} of {} runs outside δ, so the sandwich says nothing: its \
             Gauss–Newton part is that of the {} runs inside (κ {} against {} of all)",
            outside.len(),
            inside.len(),
            kept.mid().to_decimal(3),
            full.mid().to_decimal(3),
        )));
}

#[cfg(test)]
mod tests {
    use super::super::logic;
    use super::*;

    #[test]
    fn a_narrower_sandwich_is_refuted() {
        let law = logic::law("kaplan");
        let verdict =
            |wrong| Verdict::of(&evidence(&law, &Settings::default(), wrong).checks, true);
        let stated = verdict(1);
        assert_eq!(stated.0, Verdict::Corrected, "{stated:?}");
        assert_eq!(verdict(2).0, Verdict::Refuted);
    }
}
