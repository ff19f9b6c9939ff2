//! The figures of an audit about what the fit can be used for: digits, budgets.

use crate::audit::{Audit, View, Whose};
use crate::report::audit::figures::figure;
use crate::report::figure::{Axis, Colour, Dash, Figure, Layer, Marker, Panel, Scale};

/// Digits that each format and solver leaves, measured and predicted.
pub fn digits(audit: &Audit) -> Option<Figure> {
    let formats: Vec<String> =
        audit.digits.chunk_by(|a, b| a.format == b.format).map(|c| c[0].format.into()).collect();
    if formats.is_empty() {
        return None;
    }
    let largest = audit.digits.iter().flat_map(|d| [Some(d.predicted), d.measured]).flatten();
    let y = Axis::between(
        "digits right in the worst parameter",
        Scale::Linear,
        (0.0, 1.05 * largest.fold(1.0, f64::max)),
    );
    let solvers = [
        ("normal-equations", "normal equations", -0.22, Colour::Vermilion, Marker::Triangle),
        ("normal-equations-scaled", "columns scaled", 0.0, Colour::Orange, Marker::Square),
        ("qr", "QR", 0.22, Colour::Blue, Marker::Disc),
    ];
    let mut layers = Vec::new();
    for (solver, name, shift, colour, marker) in solvers {
        let place =
            |format: &str| formats.iter().position(|f| f == format).map(|i| i as f64 + shift);
        let of = || audit.digits.iter().filter(move |d| d.solver == solver);
        let measured = of().filter_map(|d| Some((place(d.format)?, d.measured?))).collect();
        let predicted = of().filter_map(|d| Some((place(d.format)?, d.predicted))).collect();
        layers.push(Layer::Points {
            name: None,
            at: predicted,
            colour,
            marker: Marker::Ring,
            size: 5.5,
            opacity: 1.0,
            tips: Vec::new(),
        });
        layers.push(Layer::Points {
            name: Some(name.into()),
            at: measured,
            colour,
            marker,
            size: 3.4,
            opacity: 1.0,
            tips: Vec::new(),
        });
    }
    layers.push(Layer::Points {
        name: Some("predicted from κ_{eq}".into()),
        at: Vec::new(),
        colour: Colour::Muted,
        marker: Marker::Ring,
        size: 5.5,
        opacity: 1.0,
        tips: Vec::new(),
    });
    let described = "Digits right in the worst parameter by format and solver; the table above has \
                     the numbers.";
    let panel = Panel::new("", described, Axis::names("", formats), y, layers);
    let caption = "Measured (filled) and predicted (rings). Where the factorisation breaks down \
                   nothing is measured."
        .into();
    Some(figure("digits-left", "Digits that linear algebra leaves", caption, vec![panel]))
}

/// Compute-optimal D/N against the budget.
pub fn optimum(audit: &Audit, view: &View) -> Option<Figure> {
    if view.splits.is_empty() {
        return None;
    }
    let of = |whose: Whose| view.splits.iter().filter(move |s| s.of == whose);
    // A twin's curve may run in several pieces, one for each twin.
    let curve = |whose: Whose| -> Vec<(f64, f64)> {
        let mut line: Vec<(f64, f64)> = Vec::new();
        for split in of(whose) {
            if line.last().is_some_and(|p| p.0 > split.compute) {
                line.push((f64::NAN, f64::NAN));
            }
            line.push((split.compute, split.ratio.value));
        }
        line
    };
    // Intervals wider than this say nothing.
    let known = |s: &&crate::audit::Split| s.ratio.ends().is_some_and(|(lo, hi)| hi / lo < 1e6);
    let band: Vec<(f64, f64, f64)> = of(Whose::Fit)
        .filter(known)
        .filter_map(|s| s.ratio.ends().map(|(lo, hi)| (s.compute, lo, hi)))
        .collect();
    let x = Axis::log("C = 6ND (FLOP)", view.splits.iter().map(|s| s.compute));
    let ends = band.iter().flat_map(|b| [b.1, b.2]);
    let values = view.splits.iter().map(|s| s.ratio.value);
    let y = Axis::log("compute-optimal D/N", values.chain(ends));
    let mut layers = Vec::new();
    if !band.is_empty() {
        let name = format!("{} % interval", 100.0 * audit.options.intervals.level);
        layers.push(Layer::band(&name, band, Colour::Blue));
    }
    let largest = audit.design.largest_budget;
    layers.push(Layer::guide(
        "largest run",
        vec![(largest, y.lo), (largest, y.hi)],
        Colour::Muted,
        Dash::Dotted,
    ));
    // On one ray none of the splits is supported: no line is drawn as if one were.
    let fitted = curve(Whose::Fit);
    if !fitted.is_empty() {
        let (name, dash) = match audit.is_one_ray() {
            true => ("one of two optima", Dash::Dashed),
            false => ("fit", Dash::Solid),
        };
        layers.push(Layer::line(name, fitted, Colour::Blue, dash));
    }
    let twin = match (audit.twins.shared, audit.is_one_ray()) {
        (true, _) => "ψ shared 3 : 1 and 1 : 3",
        (false, true) => "the other",
        (false, false) => "twin",
    };
    for (whose, name, colour) in
        [(Whose::Twin, twin, Colour::Purple), (Whose::Claim, "claim", Colour::Vermilion)]
    {
        let line = curve(whose);
        if !line.is_empty() {
            layers.push(Layer::line(name, line, colour, Dash::Dashed));
        }
    }
    let described = "Compute-optimal tokens per parameter against the budget; the table above has \
                     the numbers.";
    let panel = Panel::new("", described, x, y, layers);
    let caption = match audit.is_one_ray() {
        false => {
            "The ratio of tokens to parameters that makes the loss smallest for a budget C = 6ND. \
             Right of the dotted line everything is extrapolated."
        }
        true => {
            "No ratio is supported: these runs lie on one ray, and laws that fit them equally well \
             have their best splits as far apart as the dashed lines, or farther."
        }
    }
    .into();
    Some(figure("compute-optimal", "Compute-optimal tokens per parameter", caption, vec![panel]))
}
