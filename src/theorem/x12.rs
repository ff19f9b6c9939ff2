//! X12: what a parabola through the losses of one budget makes of a law.

use super::boxes::everywhere;
use super::cases::exact;
use super::{Cell, Enclosed, Evidence, Lemma, Settings, Statement, Table, Verdict};
use crate::geometry::parameters;
use crate::isoflop::{equidistant, parabola, vertex_shift};
use crate::law::{Law, Point};
use crate::number::{Compare, Exact, Interval, Scalar, Series};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X12",
    title: "Parabolas through isoFLOP losses",
    words: "Fitted to the losses of equally spaced log sizes about the best split of each budget, \
            parabolas find the exponents of N*(C) and D*(C) exactly and both intercepts wrong: D* \
            by the factor 10^δw at every budget, N* by its inverse, where δw depends on α, β and \
            the grid alone, and is zero only at α = β.",
    symbols: "δw = −(Σ wL/Σ w²)/(2 Σ(w²−m₂)L/Σ(w²−m₂)²), w = log₁₀(D/D*), L = 10^(−βw) + \
              (β/α) 10^(αw); δw → −(α−β)(ln 10/6) W² (3n²−7)/(5(n−1)²) as W → 0",
    laws: &["chinchilla"],
    lemmas: &[
        Lemma::part("X12_vertex"),
        Lemma::part("X12_intercepts"),
        Lemma::part("X12_data_exponent"),
        Lemma::part("X12_size_exponent"),
        Lemma::part("X12_shift_sign"),
        Lemma::part("X12_shift_zero_iff"),
        Lemma::part("X12_shift_2"),
    ],
    recorded: &[("chinchilla", Verdict::Confirmed)],
    check,
};

/// Points of a grid.
const POINTS: usize = 15;
/// Factors on both sides of the best split.
const GRIDS: [&str; 4] = ["2", "4", "8", "16"];
/// Surfaces: E, A, B, α, β.
const SURFACES: [(&str, [&str; 5]); 2] = [
    ("Chinchilla", ["1.69", "406.4", "410.7", "0.34", "0.28"]),
    ("asymmetric", ["1.69", "406.4", "410.7", "0.465", "0.155"]),
];
/// 100 (10^δw − 1) in D*, of each surface on each grid.
const KNOWN: [[&str; 4]; 2] = [
    ["-0.3269378", "-1.301125", "-2.9029047", "-5.1002446"],
    ["-1.6747477", "-6.4977787", "-13.910419", "-23.116308"],
];
/// The tables of arXiv 2603.22339: per cent in D* at 10²⁴ FLOP.
const PUBLISHED: [[&str; 4]; 2] =
    [["-0.33", "-1.30", "-2.90", "-5.10"], ["-1.67", "-6.50", "-13.91", "-23.12"]];
/// Budgets, in FLOP.
const BUDGETS: [&str; 3] = ["1e18", "3e20", "1e24"];
/// Digits to which two ways of computing one number agree.
const DIGITS: u32 = 30;
/// Cells after which a box is given up.
const LIMIT: usize = 20_000;

fn check(_: Option<&Law>, settings: &Settings) -> Evidence {
    evidence(settings, KNOWN, PUBLISHED)
}

/// The grid of w up to a factor on both sides.
fn grid(like: &Interval, factor: &str) -> Vec<Interval> {
    let reach = like.exact(&exact(factor)).ln() / like.int(10).ln();
    equidistant(&reach, POINTS)
}

fn evidence(settings: &Settings, known: [[&str; 4]; 2], published: [[&str; 4]; 2]) -> Evidence {
    let bits = settings.bits;
    let like = Interval::new(bits, &Exact::from(1));
    let mut found = Evidence::new(
        format!(
            "Hoffmann's surface and one with exponents (0.465, 0.155), {POINTS} sizes equally spaced \
             in ln N within factors of {} of the best split, at budgets of {} FLOP; signs over \
             boxes of exponents; the leading term by series",
            GRIDS.join(", "),
            BUDGETS.join(", ")
        ),
        bits,
    );
    let mut table = Table::new(
        "the error of D* in per cent, at every budget",
        &["surface", "α", "β", "±2×", "±4×", "±8×", "±16×"],
    );
    for (s, (name, values)) in SURFACES.iter().enumerate() {
        let theta = parameters(&like, &values.map(exact));
        let (alpha, beta) = (&theta[3], &theta[4]);
        let mut cells = vec![
            Cell::Text((*name).into()),
            Cell::Number(values[3].into()),
            Cell::Number(values[4].into()),
        ];
        for (g, factor) in GRIDS.iter().enumerate() {
            let grid = grid(&like, factor);
            let shift = vertex_shift(alpha, beta, &grid);
            let percent = percent(&shift);
            found.shows(format!("{name}, ±{factor}×: error of D* in %"), &percent, known[s][g]);
            found.shows(
                format!("{name}, ±{factor}×: the published table"),
                &percent,
                published[s][g],
            );
            on_the_surface(&mut found, (name, factor), &theta, &grid, &shift);
            cells.push(Cell::interval(&percent, 8));
            found.cases += 1;
        }
        table.row(cells);
    }
    found.tables.push(table);
    leading_term(&mut found, &like);
    signs(&mut found);
    off_centre(&mut found, &like);
    found
}

/// 100 (10^δw − 1).
fn percent(shift: &Interval) -> Interval {
    let ten = shift.int(10).ln();
    shift.int(100) * ((shift * ten).exp() - shift.one())
}

/// ln D* = −ln N* + ln(C/6), N* = G (C/6)^(β/(α+β)).
fn best_tokens(theta: &[Interval], compute: &Interval) -> Interval {
    let [_, a, b, alpha, beta] = theta else { unreachable!("five parameters") };
    let sum = alpha + beta;
    let g = ((alpha * a) / (beta * b)).ln() / &sum;
    let sixth = (compute / compute.int(6)).ln();
    &sixth - (g + beta / &sum * &sixth)
}

/// The whole way: losses of the law at N and D, a parabola against log₁₀ N, its lowest
/// point, at every budget; against δw.
fn on_the_surface(
    found: &mut Evidence,
    (name, factor): (&str, &str),
    theta: &[Interval],
    grid: &[Interval],
    shift: &Interval,
) {
    let law = Law::named("chinchilla").expect("known");
    let like = &grid[0];
    let ten = like.int(10).ln();
    let mut lowest = Vec::new();
    for budget in BUDGETS {
        let compute = like.exact(&exact(budget));
        let best = best_tokens(theta, &compute);
        let sizes: Vec<Interval> =
            grid.iter().map(|w| (&compute / like.int(6)).ln() - (&best + w * &ten)).collect();
        let losses: Vec<Interval> = sizes
            .iter()
            .map(|x| {
                let n = x.exp();
                let d = &compute / (like.int(6) * &n);
                law.loss(theta, &Point::new(n, d))
            })
            .collect();
        let vertex = parabola(&sizes, &losses).vertex();
        let tokens = (&compute / like.int(6)).ln() - vertex;
        let off = (&tokens - &best) / &ten;
        found.agree(
            format!("{name}, ±{factor}×, {budget} FLOP: log₁₀(D̂*/D*) is δw"),
            &off,
            shift,
            DIGITS,
        );
        lowest.push((compute.ln(), tokens));
    }
    let exponent = &theta[3] / (&theta[3] + &theta[4]);
    let (first, last) = (&lowest[0], &lowest[lowest.len() - 1]);
    let slope = (&last.1 - &first.1) / (&last.0 - &first.0);
    found.agree(
        format!("{name}, ±{factor}×: the exponent of D* is α/(α+β)"),
        &slope,
        &exponent,
        DIGITS,
    );
}

/// δw W⁻² at W = 0, by series in W.
fn leading_term(found: &mut Evidence, like: &Interval) {
    let order = 6;
    let constant = |x: &Interval| Series::constant(x.clone(), order);
    let reach = Series::variable(like.zero(), order);
    for (n, alpha, beta) in [(15, "0.34", "0.28"), (7, "0.465", "0.155"), (9, "0.28", "0.34")] {
        let (alpha, beta) = (like.exact(&exact(alpha)), like.exact(&exact(beta)));
        // The grid is W times fixed numbers: their parabola has no division by W.
        let unit = equidistant(&like.one(), n);
        let ten = like.int(10).ln();
        let shape = |w: &Interval| {
            let t = &reach * constant(&(w * &ten));
            (-(constant(&beta) * &t)).exp()
                + constant(&(&beta / &alpha)) * (constant(&alpha) * &t).exp()
        };
        let w: Vec<Series<Interval>> = unit.iter().map(constant).collect();
        let fit = parabola(&w, &unit.iter().map(shape).collect::<Vec<_>>());
        // δw = W·(−slope/(2 bend)); slope begins at W³, bend at W², by symmetry of the grid
        // and because the loss is least at w = 0.
        let (slope, bend) = (fit.slope.coefficients(), fit.bend.coefficients());
        let mut before = slope[..3].iter().chain(&bend[..2]);
        found.holds(format!("n = {n}: lower terms vanish"), before.all(Interval::contains_zero));
        let own = -(&slope[3] / &bend[2]) / like.int(2);
        let count = n as i64;
        let told = -(&alpha - &beta) * &ten / like.int(6)
            * like.ratio(3 * count * count - 7, 5 * (count - 1) * (count - 1));
        found.agree(
            format!("n = {n}: the leading term −(α−β)(ln 10/6)(3n²−7)/(5(n−1)²) W²"),
            &own,
            &told,
            20,
        );
        if n == 15 {
            found.constant = Some(Enclosed::interval(&own));
            found.exponent = Some(Enclosed::integer(2));
        }
    }
}

/// δw < 0 for α > β and > 0 for α < β, over boxes of exponents.
fn signs(found: &mut Evidence) {
    for (what, sides, negative) in
        [("α > β", ("0.02", "0.9"), true), ("α < β", ("-0.9", "-0.02"), false)]
    {
        // β and (α − β)/max: α = β(1 + t) or, of t < 0, α = β/(1 − t).
        let covered = everywhere(&[("β", "0.1", "0.6"), ("t", sides.0, sides.1)], LIMIT, |x| {
            let [beta, t] = x else { unreachable!("two sides") };
            let one = beta.one();
            let alpha = if negative { beta * (&one + t) } else { beta / (&one - t) };
            let reach = beta.int(4).ln() / beta.int(10).ln();
            // The slope alone has the sign: Σ wL by pairs w, −w.
            let ten = beta.int(10).ln();
            let slope = equidistant(&reach, POINTS)
                .iter()
                .skip(POINTS / 2 + 1)
                .map(|w| odd_part(&alpha, beta, &(w * &ten)))
                .reduce(|a, b| a + b)
                .expect("seven pairs");
            if negative { slope.is_positive() } else { slope.less(&slope.zero()) }
        });
        found
            .found(format!("{what}: the parabola leans one way"), covered.truth, covered.found())
            .over_a_box();
    }
}

/// t (sinh(αt)/α − sinh(βt)/β), t > 0, without the cancellation of its first terms:
/// (α² − β²) Σ h_k t^(2k+2)/(2k+1)!, every h_k > 0, so that what is cut off only adds to its
/// size.
fn odd_part(alpha: &Interval, beta: &Interval, t: &Interval) -> Interval {
    let (a2, b2, t2) = (alpha.square(), beta.square(), t.square());
    let mut sum = t.zero();
    let mut term = t.clone();
    // h_k = (α^2k − β^2k)/(α² − β²).
    let mut h = t.zero();
    let mut power = t.one();
    for k in 1..=8_i64 {
        h = &h * &a2 + &power;
        power = &power * &b2;
        term = &term * &t2 / t.int(2 * k * (2 * k + 1));
        sum = sum + &h * &term;
    }
    (alpha - beta) * (alpha + beta) * t * sum
}

/// A grid off the centre by one factor at every budget keeps the exponents; one that drifts
/// with the budget does not.
fn off_centre(found: &mut Evidence, like: &Interval) {
    let theta = parameters(like, &SURFACES[0].1.map(exact));
    let reach = like.int(8).ln() / like.int(10).ln();
    let shifted = |by: &Interval| {
        let w: Vec<Interval> = equidistant(&reach, POINTS).iter().map(|w| w + by).collect();
        vertex_shift(&theta[3], &theta[4], &w)
    };
    let at: Vec<Interval> = ["-0.3", "0", "0.3"].map(|x| shifted(&like.exact(&exact(x)))).into();
    for (what, shift) in [("half", &at[0]), ("twice", &at[2])] {
        found.below(
            format!("a grid about {what} the best D moves the intercept by more than 1 %"),
            &like.ratio(1, 250),
            &(&at[1] - shift).abs(),
        );
    }
    let grid: Vec<Interval> =
        equidistant(&reach, POINTS).iter().map(|w| w + like.ratio(3, 10)).collect();
    on_the_surface(found, ("Chinchilla, about twice the best D", "8"), &theta, &grid, &at[2]);
    let decades = like.int(6);
    // Drifting from −0.3 to 0.3 in w over six decades of C: the exponent of D* is off by
    // (δw(0.3) − δw(−0.3))/6.
    let change = (&at[2] - &at[0]) / decades;
    found.below(
        "a drift of 0.6 in log₁₀ D over six decades changes the exponent of D* by more than 0.0002",
        &like.ratio(1, 5000),
        &change.abs(),
    );
    let mut table = Table::new(
        "grids of ±8× off the best split by a factor, Hoffmann's surface",
        &["centre/D*", "δw", "error of D* (%)"],
    );
    for (words, shift) in ["0.50", "1", "2.0"].iter().zip(&at) {
        table.row(vec![
            Cell::Text((*words).into()),
            Cell::interval(shift, 6),
            Cell::interval(&percent(shift), 6),
        ]);
    }
    found.tables.push(table);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_are_not_these_are_refuted() {
        let verdict = |known, published| {
            let found = evidence(&Settings::default(), known, published);
            Verdict::of(&found.checks, false).0
        };
        assert_eq!(verdict(KNOWN, PUBLISHED), Verdict::Confirmed);
        let mut wrong = KNOWN;
        wrong[1][2] = "-13.910418";
        assert_eq!(verdict(wrong, PUBLISHED), Verdict::Refuted);
        let mut wrong = PUBLISHED;
        wrong[0][3] = "-5.11";
        assert_eq!(verdict(KNOWN, wrong), Verdict::Refuted);
    }
}
