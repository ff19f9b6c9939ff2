//! The picture that an audit begins with: the fitted loss and the runs.

use crate::audit::{Audit, View};
use crate::report::audit::figures::{by_group, figure, tip};
use crate::report::figure::{Axis, Colour, Dash, Figure, Layer, Marker, Panel};
use crate::report::text::number::short;

/// Loss against compute, and against size at several amounts of data.
pub fn loss(audit: &Audit, view: &View) -> Figure {
    let mut panels = vec![by_compute(audit, view)];
    if !view.loss.by_size.is_empty() {
        panels.push(by_size(audit, view));
    }
    let first = match (audit.is_one_ray(), view.loss.by_compute.at.is_empty()) {
        (true, _) => "Loss against the budget C = 6ND along the ray, with the runs.",
        (false, true) => "The loss of the runs against their budget C = 6ND.",
        (false, false) => {
            "Left: loss against the budget C = 6ND; the line is the best split of each budget, and \
             runs above it were split otherwise."
        }
    };
    let second = match panels.len() {
        2 => {
            " Right: loss against size at several amounts of data; runs have the colour of the \
             amount that is nearest to theirs."
        }
        _ => "",
    };
    let beyond = " Right of the dotted line everything is extrapolated.";
    figure("loss", "Loss", format!("{first}{second}{beyond}"), panels)
}

fn interval_name(audit: &Audit) -> String {
    format!("{} % interval of the mean", 100.0 * audit.options.intervals.level)
}

fn by_compute(audit: &Audit, view: &View) -> Panel {
    let curve = &view.loss.by_compute;
    let runs = || view.runs.iter().map(|run| (6.0 * run.n * run.d, run.loss));
    let largest = audit.design.largest_budget;
    let x = Axis::log("C = 6ND (FLOP)", runs().map(|p| p.0).chain(curve.at.iter().map(|p| p.0)));
    let y = Axis::linear("loss", runs().map(|p| p.1).chain(curve.at.iter().map(|p| p.1)));
    let mut layers = Vec::new();
    if !curve.band.is_empty() {
        layers.push(Layer::band(&interval_name(audit), curve.band.clone(), Colour::Ink));
    }
    let ends = vec![(largest, y.lo), (largest, y.hi)];
    layers.push(Layer::guide("largest run", ends, Colour::Muted, Dash::Dotted));
    layers.extend(by_group(view, "runs", |run| (6.0 * run.n * run.d, run.loss)));
    if !curve.at.is_empty() {
        let name = if audit.is_one_ray() { "fit" } else { "best split" };
        layers.push(Layer::line(name, curve.at.clone(), Colour::Ink, Dash::Solid));
    }
    let described = "Loss against training compute: the runs and the fitted law.";
    Panel::new("", described, x, y, layers)
}

fn by_size(audit: &Audit, view: &View) -> Panel {
    let curves = &view.loss.by_size;
    let losses = view.runs.iter().map(|run| run.loss);
    let x = Axis::log("N (parameters)", curves.iter().flat_map(|(_, c)| c.at.iter().map(|p| p.0)));
    let y = Axis::linear(
        "loss",
        losses.chain(curves.iter().flat_map(|(_, c)| c.at.iter().map(|p| p.1))),
    );
    let largest = audit.design.n.1;
    let ends = vec![(largest, y.lo), (largest, y.hi)];
    let mut layers = vec![Layer::guide("", ends, Colour::Muted, Dash::Dotted)];
    let away = |d: f64, of: usize| libm::log(d / curves[of].0).abs();
    let nearest = |d: f64| (0..curves.len()).min_by(|a, b| away(d, *a).total_cmp(&away(d, *b)));
    for (i, (d, curve)) in curves.iter().enumerate() {
        let colour = Colour::series(i);
        if !curve.band.is_empty() {
            layers.push(Layer::band("", curve.band.clone(), colour));
        }
        let own: Vec<_> = view.runs.iter().filter(|run| nearest(run.d) == Some(i)).collect();
        layers.push(Layer::Points {
            name: None,
            at: own.iter().map(|run| (run.n, run.loss)).collect(),
            colour,
            marker: Marker::Disc,
            size: if view.runs.len() > 300 { 1.8 } else { 2.6 },
            opacity: 0.7,
            tips: own.iter().filter_map(|run| tip(view, run)).collect(),
        });
        let name = format!("D = {}", short(*d, 2));
        layers.push(Layer::line(&name, curve.at.clone(), colour, Dash::Solid));
    }
    let described = "Loss against the number of parameters at several amounts of data.";
    Panel::new("", described, x, y, layers)
}
