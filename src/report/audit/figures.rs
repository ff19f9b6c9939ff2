//! The figures of an audit.

use crate::audit::{Audit, Seen, Surface, View, region};
use crate::number::{Compare, Mpfr};
use crate::report::audit::use_figures as audit_use_figures;
use crate::report::figure::contours::{below, geometric};
use crate::report::figure::{
    Anchor, Axis, Colour, Dash, Figure, Layer, Marker, Panel, SQUARE, Scale,
};
use crate::report::text::number::{count, short};
use crate::report::text::words::signed;

/// Every figure that this audit has, with the section it belongs to.
pub fn all(audit: &Audit, view: &View) -> Vec<(&'static str, Figure)> {
    let mut figures = vec![("design", design(audit, view)), ("fit", residuals(audit, view))];
    if let Some(surface) = &view.surface {
        figures.push(("fit", valley(audit, surface)));
    }
    figures.extend(correlation(audit).map(|f| ("design", f)));
    figures.extend(audit_use_figures::digits(audit).map(|f| ("digits", f)));
    figures.extend(audit_use_figures::optimum(audit, view).map(|f| ("optimum", f)));
    figures
}

pub(in crate::report) fn figure(
    id: &str,
    title: &str,
    caption: String,
    panels: Vec<Panel>,
) -> Figure {
    Figure { id: id.into(), title: title.into(), caption, panels }
}

fn symbol(audit: &Audit, name: &str) -> String {
    let about = audit.options.law.about();
    let found = about.parameters.iter().find(|p| p.name == name);
    indexed(found.map_or(name, |p| p.symbol))
}

/// `N_c` as a label of a figure.
fn indexed(symbol: &str) -> String {
    match symbol.split_once('_') {
        Some((base, index)) => format!("{base}_{{{index}}}"),
        None => symbol.into(),
    }
}

/// How many were drawn, where that is not all.
fn drawn(view: &View) -> String {
    match view.runs.len() < view.of {
        true => format!(" {} of {} runs are drawn.", count(view.runs.len()), count(view.of)),
        false => String::new(),
    }
}

/// Groups that have a colour each; more are drawn alike.
const COLOURS: usize = 6;

/// Points at (x, y) of every run, one layer a group.
pub(super) fn by_group(view: &View, name: &str, at: impl Fn(&Seen) -> (f64, f64)) -> Vec<Layer> {
    let layer = |name: &str, i: usize, runs: Vec<&Seen>| Layer::Points {
        name: Some(name.into()),
        at: runs.iter().map(|run| at(run)).collect(),
        tips: runs.iter().filter_map(|run| tip(view, run)).collect(),
        colour: Colour::series(i),
        marker: Marker::series(i),
        size: if view.runs.len() > 300 { 2.0 } else { 2.8 },
        opacity: 0.75,
    };
    if view.groups.is_empty() || view.groups.len() > COLOURS {
        return vec![layer(name, 0, view.runs.iter().collect())];
    }
    let of = |i: usize| view.runs.iter().filter(move |s| s.group == Some(i)).collect();
    let groups = view.groups.iter().enumerate();
    groups.map(|(i, group)| layer(&abridged(group), i, of(i))).collect()
}

/// Runs of which a page says what they are, at most: more would make it large.
const TOLD: usize = 400;

/// What a page says of a run that is pointed at; nothing where there are too many.
pub(super) fn tip(view: &View, run: &Seen) -> Option<String> {
    let group = run.group.and_then(|i| view.groups.get(i));
    let group = group.map_or_else(String::new, |name| format!("{}: ", abridged(name)));
    (view.runs.len() <= TOLD).then(|| {
        format!(
            "{group}N {}, D {}, D/N {}, loss {}, residual {}",
            short(run.n, 3),
            short(run.d, 3),
            short(run.d / run.n, 3),
            short(run.loss, 5),
            signed(run.residual)
        )
    })
}

/// A name that fits in a legend.
fn abridged(name: &str) -> String {
    const MOST: usize = 24;
    match name.chars().count() > MOST {
        true => name.chars().take(MOST - 1).chain(['…']).collect(),
        false => name.into(),
    }
}

/// What the name of a ray covers right of its place and below it, as parts of the
/// frame.
const LABEL: (f64, f64) = (0.17, 0.1);

/// Rays drawn as lines at most.
const RAYS: usize = 12;

/// A place on the ray of k, as far right as there is room for its name below the
/// line, with no mark (places in the frame) where the name would be.
fn beside(k: f64, (x, y): (&Axis, &Axis), marks: &[(f64, f64)]) -> Option<(f64, f64)> {
    let place = |step: i32| {
        let n = x.at(1.0 - LABEL.0 - 0.03 * f64::from(step));
        (n, k * n)
    };
    let free = |at: &(f64, f64)| {
        let (left, top) = (x.place(at.0), y.place(at.1));
        let covers = |m: &(f64, f64)| {
            (left - 0.02..left + LABEL.0).contains(&m.0) && (top - LABEL.1..top).contains(&m.1)
        };
        top < 1.0 && top > LABEL.1 && !marks.iter().any(covers)
    };
    (0..24).map(place).find(free)
}

fn design(audit: &Audit, view: &View) -> Figure {
    let d = &audit.design;
    let added: Vec<(f64, f64)> = audit.advice.iter().flat_map(|a| a.runs.clone()).collect();
    let asked: Vec<(f64, f64)> = audit.predictions.iter().map(|p| (p.n, p.d)).collect();
    let ns = view.runs.iter().map(|s| s.n).chain(added.iter().chain(&asked).map(|p| p.0));
    let ds = view.runs.iter().map(|s| s.d).chain(added.iter().chain(&asked).map(|p| p.1));
    let (x, y) = (Axis::log("N (parameters)", ns), Axis::log("D (tokens)", ds));
    let mut layers = Vec::new();
    let rays: Vec<f64> = match d.ray_design || audit.is_one_ray() {
        true => d.rays.iter().take(RAYS).filter_map(|r| r.k.parse().ok()).collect(),
        false => Vec::new(),
    };
    let marks: Vec<(f64, f64)> = (view.runs.iter().map(|s| (s.n, s.d)))
        .chain(added.iter().chain(&asked).copied())
        .map(|(n, d)| (x.place(n), y.place(d)))
        .collect();
    for (i, k) in rays.iter().enumerate() {
        let name = if i == 0 { "rays D = k N" } else { "" };
        let ends = vec![(x.lo, k * x.lo), (x.hi, k * x.hi)];
        layers.push(Layer::guide(name, ends, Colour::Muted, Dash::Dashed));
        // At the right end, or where the ray leaves through the top; of a single ray
        // below the line, where no mark lies on the words.
        let end = (x.hi.min(y.hi / k) / 1.06, (k * x.hi).min(y.hi) / 1.12);
        let (at, right, anchor) = match (rays.len() == 1).then(|| beside(*k, (&x, &y), &marks)) {
            Some(Some(at)) => (at, 8.0, Anchor::Start),
            _ => (end, -4.0, Anchor::End),
        };
        if rays.len() <= 6 && at.1 > y.lo {
            layers.push(Layer::Note {
                text: format!("k = {}", short(*k, 3)),
                at,
                right,
                above: -12.0,
                anchor,
                colour: Colour::Muted,
            });
        }
    }
    layers.extend(by_group(view, "runs", |s| (s.n, s.d)));
    if !added.is_empty() {
        layers.push(Layer::marks("advised", added, Colour::Green, Marker::Ring));
    }
    layers.push(Layer::marks("predicted for", asked, Colour::Ink, Marker::Cross));
    let caption = format!(
        "The runs in the plane of N and D, both logarithmic: a ray D = kN is a line of slope 1. \
         Crosses are where predictions are made below.{}",
        drawn(view)
    );
    let described =
        format!("{} runs, N against D on logarithmic axes. {}.", count(view.of), d.shape);
    let panel = Panel::new("", &described, x, y, layers);
    figure("design-plane", "Where the runs are", caption, vec![panel])
}

fn residuals(audit: &Audit, view: &View) -> Figure {
    let log = audit.fit.objective.is_log();
    let label = if log { "ln L − ln L̂" } else { "L − L̂" };
    let label = label.replace("L̂", "L_{fit}");
    let sizes = view.runs.iter().map(|s| s.residual.abs()).fold(0.0, f64::max);
    let panel = |what: &str, of: fn(&Seen) -> f64| {
        let x = Axis::log(what, view.runs.iter().map(of));
        let y = Axis::linear(&label, [-sizes, sizes]);
        let mut layers = Vec::new();
        if let Some(delta) = view.delta {
            let band = vec![(x.lo, -delta, delta), (x.hi, -delta, delta)];
            layers.push(Layer::band("|r| ≤ δ", band, Colour::Sky));
        }
        layers.push(Layer::guide("", vec![(x.lo, 0.0), (x.hi, 0.0)], Colour::Ink, Dash::Solid));
        layers.extend(by_group(view, "runs", move |s| (of(s), s.residual)));
        let described = format!(
            "Residuals against {what}: median size {}, root mean square {}.",
            short(audit.residuals.median, 2),
            short(audit.residuals.rms, 2)
        );
        Panel::new("", &described, x, y, layers)
    };
    let panels = vec![panel("N (parameters)", |s| s.n), panel("D (tokens)", |s| s.d)];
    let caption = format!(
        "What the fit leaves, run by run: structure here is what the law does not describe.{}{}",
        match view.delta {
            Some(_) => " Inside the band the objective is quadratic.",
            None => "",
        },
        drawn(view)
    );
    figure("residuals", "Residuals", caption, panels)
}

/// Regions drawn around the optimum.
const LEVELS: [f64; 3] = [0.99, 0.95, 0.683];
/// Levels beyond them, in units of the outermost: the shape of the valley.
const BEYOND: [f64; 3] = [100.0, 25.0, 5.0];

fn valley(audit: &Audit, surface: &Surface) -> Figure {
    let about = audit.options.law.about();
    let names = surface.parameters.map(|i| about.parameters[i].name);
    let [xs, ys] = &surface.sides;
    let axis = |i: usize, side: &[f64]| {
        let ends = (side[0], side[side.len() - 1]);
        Axis::between(&symbol(audit, names[i]), Scale::Log, ends)
    };
    let at = |level: f64| below((xs, ys), &surface.values, level, geometric);
    let outer = region(LEVELS[0]);
    let mut layers: Vec<Layer> = (BEYOND.iter())
        .map(|times| Layer::Level {
            name: None,
            rings: at(times * outer),
            colour: Colour::Sky,
            fill: 0.16,
            border: 0.0,
        })
        .collect();
    for p in LEVELS {
        let rings = at(region(p));
        layers.push(Layer::Level {
            // The swatch is as deep as the innermost; none where none is in the frame.
            name: (p == LEVELS[2] && !at(outer).is_empty()).then(|| "68, 95, 99 % regions".into()),
            rings,
            colour: Colour::Blue,
            fill: 0.2,
            border: 1.2,
        });
    }
    let point = |value: &dyn Fn(&'static str) -> Option<f64>| {
        Some(vec![(value(names[0])?, value(names[1])?)])
    };
    let (across, up) = (axis(0, xs), axis(1, ys));
    // The legend lists what is in the frame.
    let mut mark = |name: &str, at: Vec<(f64, f64)>, colour: Colour, marker: Marker| {
        let at: Vec<(f64, f64)> =
            at.into_iter().filter(|p| across.contains(p.0) && up.contains(p.1)).collect();
        if !at.is_empty() {
            layers.push(Layer::marks(name, at, colour, marker));
        }
    };
    let fitted = |name: &'static str| audit.fit.parameter(name).map(|p| p.value.to_f64());
    if let Some(at) = point(&fitted).filter(|_| !audit.twins.shared) {
        mark("optimum", at, Colour::Ink, Marker::Diamond);
    }
    let twins = audit.twins.list.iter().filter_map(|twin| {
        let value = |name: &'static str| {
            twin.parameters.iter().find(|p| p.0 == name).map(|p| Mpfr::to_f64(&p.1))
        };
        point(&value)
    });
    let twins: Vec<(f64, f64)> = twins.flatten().collect();
    let name = if audit.twins.shared { "ψ shared 3 : 1 and 1 : 3" } else { "twin" };
    mark(name, twins, Colour::Purple, Marker::Triangle);
    if let Some(claim) = &audit.options.claim {
        let value = |name: &'static str| {
            claim.parameters.iter().find(|p| p.name == name).map(|p| p.value.to_f64())
        };
        if let Some(at) = point(&value) {
            mark("claim", at, Colour::Vermilion, Marker::Cross);
        }
    }
    let described = format!(
        "Contours of the profile objective over {} and {}, with the optimum{}{}.",
        names[0],
        names[1],
        if audit.twins.list.is_empty() { "" } else { ", its twin" },
        if audit.options.claim.is_some() { " and the claim" } else { "" }
    );
    let caption = format!(
        "{} over {} and {}, the other parameters refitted at every point: the lines bound the {} \
         regions of the profile likelihood (for robust objectives a pseudo-likelihood); the \
         paler steps lie {}, {} and {} times as high as the outermost line.",
        audit.fit.objective,
        symbol_text(audit, names[0]),
        symbol_text(audit, names[1]),
        "68, 95 and 99 %",
        BEYOND[2],
        BEYOND[1],
        BEYOND[0]
    );
    let panel = Panel { aspect: 0.85, ..Panel::new("", &described, across, up, layers) };
    figure("valley", "The valley of the objective", caption, vec![panel])
}

fn symbol_text(audit: &Audit, name: &str) -> String {
    let about = audit.options.law.about();
    about.parameters.iter().find(|p| p.name == name).map_or(name, |p| p.symbol).into()
}

/// None where parameters are not identified: correlations of the others, with
/// those held, are not correlations of estimates.
fn correlation(audit: &Audit) -> Option<Figure> {
    let found = audit.correlation()?;
    let names: Vec<String> = found.columns.iter().map(|n| symbol(audit, n)).collect();
    let rows = found.matrix;
    let known = |row: &Vec<Option<f64>>| row.iter().any(Option::is_some);
    if names.len() < 2 || !rows.iter().any(known) {
        return None;
    }
    let pairs = (0..names.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
    let strongest = pairs
        .filter_map(|(i, j)| Some((rows[i][j]?, i, j)))
        .max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
    let told = strongest.map_or_else(String::new, |(r, i, j)| {
        format!("The strongest, {}, is between {} and {}.", short(r, 3), names[j], names[i])
    });
    let matrix = Panel {
        aspect: SQUARE * 0.8,
        ..Panel::new(
            "Correlations of the estimates",
            &format!("Correlation matrix of the estimates. {told}"),
            Axis::names("", names.clone()),
            Axis::names("", names.clone()).reversed(),
            vec![Layer::Cells { rows }],
        )
    };
    let mut panels = vec![matrix];
    if let Some(sloppy) = &audit.design.sloppy {
        let labels: Vec<String> = (sloppy.parameters.iter())
            .map(|i| indexed(audit.options.law.about().parameters[*i].symbol))
            .collect();
        let bars = |positive: bool, colour: Colour| Layer::Bars {
            name: None,
            at: (sloppy.scaled.iter().enumerate())
                .filter(|(_, v)| (**v >= 0.0) == positive)
                .map(|(i, v)| (i as f64, *v))
                .collect(),
            base: 0.0,
            width: 0.6,
            colour,
        };
        let ends = (-0.5, labels.len() as f64 - 0.5);
        let zero = vec![(ends.0, 0.0), (ends.1, 0.0)];
        panels.push(Panel {
            aspect: SQUARE * 0.8,
            ..Panel::new(
                "Sloppiest direction",
                &sloppy.words,
                Axis::names("", labels),
                Axis::between("entry of the unit vector", Scale::Linear, (-1.05, 1.05)),
                vec![
                    bars(true, Colour::Blue),
                    bars(false, Colour::Vermilion),
                    Layer::guide("", zero, Colour::Ink, Dash::Solid),
                ],
            )
        });
    }
    let caption = format!(
        "Left: how errors of the estimates go together, by the covariance that standard errors are \
         made of ({}); near ±1 only a combination is known. Right: the direction in which the \
         parameters can move at the least cost in loss, each in units in which it moves the losses \
         equally.",
        crate::report::text::words::error_kind(found.se)
    );
    Some(figure("trade-offs", "What trades off against what", caption, panels))
}
