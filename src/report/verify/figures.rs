//! The figures of a verification: quantities against the gap, and why one ray
//! leaves a valley.

use crate::report::figure::{Axis, Colour, Dash, Figure, Layer, Marker, Panel, Scale, scientific};
use crate::report::text::number::short;
use crate::theorem::{Curve, Landscape, Line, Outcome};

/// One panel for every law and quantity; none where nothing is to be drawn.
pub fn of_statement(group: &[Outcome]) -> Option<Figure> {
    let of = group[0].statement;
    let mut panels: Vec<Panel> = Vec::new();
    for outcome in group {
        let mut kinds: Vec<(&str, Option<&str>, &str)> = Vec::new();
        for curve in &outcome.curves {
            let kind = (curve.quantity.as_str(), curve.law.as_deref(), curve.design.as_str());
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        for (quantity, law, design) in kinds {
            let same = |c: &&Curve| {
                (c.quantity.as_str(), c.law.as_deref(), c.design.as_str())
                    == (quantity, law, design)
            };
            let curves: Vec<&Curve> = outcome.curves.iter().filter(same).collect();
            panels.extend(panel(&curves));
        }
    }
    (!panels.is_empty()).then(|| Figure {
        id: format!("{}-gap", of.id),
        title: format!("{}: {}", of.id, of.title),
        caption: caption(&panels, group),
        panels,
    })
}

fn caption(panels: &[Panel], group: &[Outcome]) -> String {
    let named = |part: &str| {
        let names = panels.iter().flat_map(|p| &p.layers).filter_map(Layer::name);
        names.into_iter().any(|n| n.starts_with(part))
    };
    let mut text = String::from("Both axes are logarithmic: a power of the gap is a line. ");
    if named("ε < 0") {
        text += "Rings are negative gaps, drawn at their size. ";
    }
    if named("certified") {
        text += "Bands are proved enclosures, mostly narrower than the line. ";
    }
    let mut designs: Vec<String> = Vec::new();
    for curve in group.iter().flat_map(|o| &o.curves) {
        let law = curve.law.as_ref().map_or_else(String::new, |law| format!("{law}: "));
        let design = format!("{law}{}", curve.design);
        if !designs.contains(&design) {
            designs.push(design);
        }
    }
    text + &format!("Designs: {}.", designs.join("; "))
}

/// `κ_eq` as a label.
fn indexed(quantity: &str) -> String {
    match quantity.split_once('_') {
        Some((base, rest)) if !rest.contains(' ') => {
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            format!("{base}_{{{}}}{}", &rest[..end], &rest[end..])
        }
        _ => quantity.into(),
    }
}

/// Curves of one quantity, law and design: one for each sign of the gap.
fn panel(curves: &[&Curve]) -> Option<Panel> {
    let first = curves.first()?;
    let positive = |y: f64| y.is_finite() && y > 0.0;
    let shown = |c: &Curve, sign: f64| -> Vec<(f64, f64)> {
        let points = c.points.iter().filter(|(e, y)| e * sign > 0.0 && positive(*y));
        points.map(|(e, y)| (e.abs(), *y)).collect()
    };
    let all: Vec<(f64, f64)> =
        curves.iter().flat_map(|c| [shown(c, 1.0), shown(c, -1.0)].concat()).collect();
    if all.is_empty() {
        return None;
    }
    let x = Axis::log("|ε|", all.iter().map(|p| p.0));
    let lines = curves.iter().flat_map(|c| [&c.paper, &c.ours]).flatten();
    let ends = lines.flat_map(|l| [value(l, x.lo), value(l, x.hi)]);
    let y = Axis::log(&indexed(&first.quantity), all.iter().map(|p| p.1).chain(ends));
    let mut layers = Vec::new();
    let mut band_named = false;
    for curve in curves {
        for sign in [1.0, -1.0] {
            let band: Vec<(f64, f64, f64)> = (curve.bands.iter())
                .filter(|(e, lo, hi)| e * sign > 0.0 && positive(*lo) && positive(*hi))
                .map(|(e, lo, hi)| (e.abs(), *lo, *hi))
                .collect();
            if band.len() > 1 {
                let name = if band_named { "" } else { "certified" };
                layers.push(Layer::band(name, band, Colour::Blue));
                band_named = true;
            }
        }
    }
    for (of, name, colour, dash) in [
        (curves.iter().find_map(|c| c.paper.as_ref()), "paper", Colour::Vermilion, Dash::Dashed),
        (curves.iter().find_map(|c| c.ours.as_ref()), "ours", Colour::Blue, Dash::Solid),
    ] {
        let Some(line) = of else { continue };
        let at = vec![(x.lo, value(line, x.lo)), (x.hi, value(line, x.hi))];
        layers.push(Layer::line(&format!("{name}: {}", formula(line)), at, colour, dash));
    }
    let signs = [(1.0, "ε > 0", Marker::Disc, 3.2), (-1.0, "ε < 0", Marker::Ring, 4.6)];
    for (sign, name, marker, size) in signs {
        let at: Vec<(f64, f64)> = curves.iter().flat_map(|c| shown(c, sign)).collect();
        if !at.is_empty() {
            layers.push(Layer::Points {
                name: Some(name.into()),
                at,
                colour: Colour::Ink,
                marker,
                size,
                opacity: 1.0,
                tips: Vec::new(),
            });
        }
    }
    let title = match &first.law {
        Some(law) => format!("{law}: {}", indexed(&first.quantity)),
        None => indexed(&first.quantity),
    };
    let described = format!(
        "{} against the size of the gap ε on logarithmic axes; {}. From {} at |ε| = {} to {} at |ε| = {}.",
        first.quantity,
        first.design,
        scientific(all[0].1),
        scientific(all[0].0),
        scientific(all[all.len() - 1].1),
        scientific(all[all.len() - 1].0)
    );
    Some(Panel::new(&title, &described, x, y, layers))
}

fn value(line: &Line, epsilon: f64) -> f64 {
    line.constant * libm::pow(epsilon, line.slope)
}

/// `1.7·10^{3} ε^{−6}`.
fn formula(line: &Line) -> String {
    let slope = format!("{}", line.slope).replace('-', "−");
    let power = if line.slope == 0.0 { String::new() } else { format!("|ε|^{{{slope}}}") };
    match line.constant {
        1.0 if !power.is_empty() => power,
        c => format!("{} {power}", scientific(c)),
    }
}

/// Levels of the loss surface: root-mean-square change of the loss.
const LEVELS: [f64; 4] = [0.3, 0.1, 0.03, 0.01];

/// The objective over the pair: one ray, and two.
pub fn landscapes(found: &[Landscape]) -> Option<Figure> {
    let panels: Vec<Panel> = found.iter().map(landscape).collect();
    (!panels.is_empty()).then(|| Figure {
        id: "valley".into(),
        title: "The objective over A and B, on one ray and on two".into(),
        caption: format!(
            "Chinchilla's law at the parameters of Hoffmann et al., {} sizes log-uniform from 10^7 \
             to 10^9 on each ray, E and the exponents held. Inside the innermost ellipse the \
             predicted losses move by less than {} (root mean square), inside the others by less \
             than {}, {} and {}. Along the dashed line, the eigenvector of the least eigenvalue of \
             the scaled Gram matrix, they move least: one ray leaves a valley, in which A and B \
             cannot be told apart, and a second ray closes it.",
            found[0].sizes, LEVELS[3], LEVELS[2], LEVELS[1], LEVELS[0]
        ),
        panels,
    })
}

fn landscape(found: &Landscape) -> Panel {
    let (a, b) = found.at;
    let x = Axis::between("A", Scale::Linear, (0.0, 2.0 * a));
    let y = Axis::between("B", Scale::Linear, (0.0, 2.0 * b));
    let mut layers: Vec<Layer> = (LEVELS.iter())
        .map(|level| Layer::Level {
            name: None,
            rings: vec![found.ellipse(*level)],
            colour: Colour::Blue,
            fill: 0.16,
            border: 1.0,
        })
        .collect();
    let (da, db) = found.direction;
    // Across the field whichever side it leaves by.
    let reach = 2.0 * (a / da.abs()).max(b / db.abs());
    let along = |t: f64| (a + t * da, b + t * db);
    let line = vec![along(-reach), along(reach)];
    layers.push(Layer::line("sloppy direction", line, Colour::Vermilion, Dash::Dashed));
    layers.push(Layer::marks("optimum", vec![found.at], Colour::Ink, Marker::Diamond));
    let rays: Vec<String> = found.rays.iter().map(ToString::to_string).collect();
    let rays = rays.join(" and ");
    let what = if found.rays.len() == 1 { "One ray" } else { "Two rays" };
    let kappa = short(found.kappa_eq, 3);
    let described = format!(
        "Contours of the objective over A and B with runs at D/N = {rays}; κ_eq of the pair is {kappa}."
    );
    Panel {
        aspect: 0.9,
        ..Panel::new(&format!("{what}, D/N = {rays}: κ_{{eq}} = {kappa}"), &described, x, y, layers)
    }
}
