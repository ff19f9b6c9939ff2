//! The figures of an allocation: loss against size at each budget, and the best sizes and
//! their loss against the budget.

use crate::forecast::{Curves, Frontier};
use crate::report::audit::figures::figure;
use crate::report::figure::{Axis, Colour, Dash, Figure, Layer, Marker, Panel};
use crate::report::text::number::short;

/// Curves that have a colour each.
const COLOURS: usize = 6;

/// Both figures of a page.
pub fn all(curves: &Curves, level: Option<f64>) -> Vec<Figure> {
    vec![
        figure(
            "isoflop",
            "The loss of every split",
            isoflop_caption(curves),
            vec![isoflop(curves)],
        ),
        figure(
            "frontier",
            "The best split against the budget",
            frontier_caption(curves),
            vec![sizes(curves, level), losses(curves, level)],
        ),
    ]
}

/// All of it as one figure.
pub fn one(curves: &Curves, level: Option<f64>) -> Figure {
    let panels = vec![isoflop(curves), sizes(curves, level), losses(curves, level)];
    let caption = format!("{} {}", isoflop_caption(curves), frontier_caption(curves));
    figure("allocation", "Splits of a budget", caption, panels)
}

fn isoflop_caption(curves: &Curves) -> String {
    let dashed = match curves.served > 0.0 {
        true => " Dashed, the same budget with tokens to serve, C = 6ND + 2NT.",
        false => "",
    };
    format!(
        "Loss against model size, tokens being what is left of the budget C = 6ND: diamonds mark \
         the best split. A flat curve forgives a wrong size.{dashed}"
    )
}

fn frontier_caption(curves: &Curves) -> String {
    let dotted = match curves.largest {
        Some(_) => " Right of the dotted line everything is extrapolated.",
        None => "",
    };
    format!(
        "The best size and amount of data, and the loss they reach, against the budget.{dotted}"
    )
}

fn isoflop(curves: &Curves) -> Panel {
    let points = || curves.isoflop.iter().flat_map(|curve| curve.at.iter());
    let x = Axis::log("N (parameters)", points().map(|p| p.0));
    // The ends of steep curves would flatten the rest.
    let lowest = curves.isoflop.iter().map(|curve| curve.best.1);
    let (lo, hi) = lowest.fold((f64::INFINITY, 0.0_f64), |(lo, hi), y| (lo.min(y), hi.max(y)));
    let room = (hi - lo).max(0.03 * hi);
    let y = Axis::linear("loss", [lo, hi + 0.8 * room]);
    let alone = curves.isoflop.iter().filter(|curve| curve.budget.served == 0.0).count();
    let mut layers = Vec::new();
    for (i, curve) in curves.isoflop.iter().enumerate() {
        let at = curve.at.iter().map(|(n, loss)| match y.contains(*loss) {
            true => (*n, *loss),
            false => (*n, f64::NAN),
        });
        let (name, dash) = match i < alone {
            true if alone <= COLOURS => {
                (format!("C = {}", short(curve.budget.compute, 3)), Dash::Solid)
            }
            true => (String::new(), Dash::Solid),
            false if i == alone => (serving(curves), Dash::Dashed),
            false => (String::new(), Dash::Dashed),
        };
        let colour = Colour::series(i % alone.max(1) % COLOURS);
        layers.push(Layer::line(&name, at.collect(), colour, dash));
    }
    let best = curves.isoflop.iter().map(|curve| curve.best).collect();
    layers.push(Layer::marks("best split", best, Colour::Ink, Marker::Diamond));
    let described = "Loss against the number of parameters at each budget, with the lowest point.";
    Panel::new("", described, x, y, layers)
}

/// `serving 2.0e12 tokens`.
fn serving(curves: &Curves) -> String {
    format!("serving {} tokens", short(curves.served, 2))
}

/// A band where both ends are within reason.
fn band(curves: &Curves, ends: impl Fn(&Frontier) -> Option<(f64, f64)>) -> Vec<(f64, f64, f64)> {
    let known = curves.frontier.iter().filter_map(|at| Some((at.compute, ends(at)?)));
    known.filter(|(_, (lo, hi))| hi / lo < 1e6).map(|(c, (lo, hi))| (c, lo, hi)).collect()
}

fn interval_name(level: Option<f64>) -> String {
    level.map_or_else(String::new, |level| format!("{level} % interval"))
}

fn sizes(curves: &Curves, level: Option<f64>) -> Panel {
    let of = |list: &[Frontier], f: fn(&Frontier) -> f64| -> Vec<(f64, f64)> {
        list.iter().map(|at| (at.compute, f(at))).collect()
    };
    let both = |list: &[Frontier]| (of(list, |at| at.n.value), of(list, |at| at.d.value));
    let (n, d) = both(&curves.frontier);
    let (served_n, served_d) = both(&curves.serving);
    let (around_n, around_d) = (band(curves, |at| at.n.ends()), band(curves, |at| at.d.ends()));
    let x = Axis::log("C (FLOP)", n.iter().chain(&served_n).map(|p| p.0));
    let served = served_n.iter().chain(&served_d);
    let y = Axis::log("N*, D*", n.iter().chain(&d).chain(served).map(|p| p.1));
    let mut layers = Vec::new();
    if !around_n.is_empty() {
        layers.push(Layer::band(&interval_name(level), around_n, Colour::Blue));
        layers.push(Layer::band("", around_d, Colour::Orange));
    }
    layers.extend(last_run(curves, &y));
    layers.push(Layer::line("N* (parameters)", n, Colour::Blue, Dash::Solid));
    layers.push(Layer::line("D* (tokens)", d, Colour::Orange, Dash::Solid));
    if !served_n.is_empty() {
        layers.push(Layer::line(&serving(curves), served_n, Colour::Blue, Dash::Dashed));
        layers.push(Layer::line("", served_d, Colour::Orange, Dash::Dashed));
    }
    Panel::new("", "Best numbers of parameters and tokens against the budget.", x, y, layers)
}

fn losses(curves: &Curves, level: Option<f64>) -> Panel {
    let line: Vec<(f64, f64)> = curves.frontier.iter().map(|at| (at.compute, at.loss)).collect();
    let ends = |of: &Option<crate::fit::Interval>| of.as_ref().map(crate::fit::Interval::ends);
    let (mean, new_run) = (band(curves, |at| ends(&at.mean)), band(curves, |at| ends(&at.new_run)));
    let served: Vec<(f64, f64)> = curves.serving.iter().map(|at| (at.compute, at.loss)).collect();
    let x = Axis::log("C (FLOP)", line.iter().chain(&served).map(|p| p.0));
    let values = line.iter().map(|p| p.1).chain(new_run.iter().flat_map(|b| [b.1, b.2]));
    let y = Axis::linear("loss", values.chain(curves.runs.iter().chain(&served).map(|p| p.1)));
    let mut layers = Vec::new();
    if !mean.is_empty() {
        layers.push(Layer::band("one new run", new_run, Colour::Sky));
        layers.push(Layer::band(&format!("mean, {}", interval_name(level)), mean, Colour::Blue));
    }
    layers.extend(last_run(curves, &y));
    if !curves.runs.is_empty() {
        layers.push(Layer::Points {
            name: Some("runs".into()),
            at: curves.runs.clone(),
            colour: Colour::Muted,
            marker: Marker::Disc,
            size: 2.0,
            opacity: 0.6,
            tips: Vec::new(),
        });
    }
    layers.push(Layer::line("best split", line, Colour::Blue, Dash::Solid));
    if !served.is_empty() {
        layers.push(Layer::line(&serving(curves), served, Colour::Vermilion, Dash::Dashed));
    }
    Panel::new("", "The loss of the best split against the budget, with the runs.", x, y, layers)
}

fn last_run(curves: &Curves, y: &Axis) -> Option<Layer> {
    let largest = curves.largest?;
    let ends = vec![(largest, y.lo), (largest, y.hi)];
    Some(Layer::guide("largest run", ends, Colour::Muted, Dash::Dotted))
}
