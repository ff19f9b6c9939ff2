//! The figures of a plan: runs in the plane of N and D, and how well losses are known there
//! before and after.

use super::plan::{PlanPage, plan_page};
use crate::law::Point;
use crate::number::Exact;
use crate::plan::{Made, Target, deviations, place};
use crate::report::audit::figures::figure;
use crate::report::figure::contours::{below, geometric};
use crate::report::figure::{Axis, Colour, Figure, Layer, Marker, Panel};
use crate::report::html::text::{escape, prose};
use crate::report::html::{
    Document, Part, Picture, Report, Section, chapters, from_blocks, report,
};
use crate::report::text::number::short;

/// Places along each side of a map.
const SIDE: usize = 33;
/// A map reaches so far beyond the runs.
const BEYOND: f64 = 10.0;
/// Standard deviations at which a map has a border, in units of one run's noise.
const LEVELS: [f64; 4] = [4.0, 1.0, 0.5, 0.25];

/// The page and its figures; `command` is how it was made.
pub fn plan_report(of: &PlanPage<'_>, command: &str) -> Report {
    let figures = vec![runs_figure(of), variance_figure(of)];
    let parts = figures.iter().map(|figure| Part::Figure(Picture::of(figure))).collect();
    let title = escape("Figures");
    let mut sections = vec![Section { id: "figures".into(), name: "Figures".into(), title, parts }];
    let page = plan_page(of);
    for (heading, blocks) in chapters(page.blocks()).skip(1) {
        let short = heading.split_once([':', ',']).map_or(heading, |(short, _)| short);
        sections.push(Section::called(short, prose(heading), from_blocks(blocks)));
    }
    let law = &of.planned.model().law;
    let facts = vec![
        ("Law", prose(law.about().formula)),
        ("From", escape(&of.prior.join("; "))),
        ("Noise", escape(&short(of.planned.sigma, 3))),
        ("Candidates considered", escape(&of.planned.plan.problem.candidates.len().to_string())),
    ];
    let document = Document {
        title: "Runs to train".into(),
        kind: "offray design plan",
        lede: of.sentences().iter().map(|s| prose(s)).collect(),
        answers: Vec::new(),
        badges: Vec::new(),
        facts,
        command: command.into(),
        sections,
    };
    report(&document, &figures)
}

/// Runs made, as (N, D).
fn made(of: &PlanPage<'_>) -> Vec<(f64, f64)> {
    let made = &of.planned.plan.problem.made;
    made.iter().map(|run| (run.at.n.to_f64(), run.at.d.to_f64())).collect()
}

/// Runs planned, as (N, D, cost, times).
fn planned(of: &PlanPage<'_>) -> Vec<(f64, f64, f64, u32)> {
    let of_run = |run| {
        let [n, d, cost] = of.sizes(run);
        (n, d, cost, run.times)
    };
    of.planned.runs.iter().map(of_run).collect()
}

fn runs_figure(of: &PlanPage<'_>) -> Figure {
    let (made, planned) = (made(of), planned(of));
    let all = || made.iter().copied().chain(planned.iter().map(|p| (p.0, p.1)));
    let x = Axis::log("N (parameters)", all().map(|p| p.0));
    let y = Axis::log("D (tokens)", all().map(|p| p.1));
    let largest = planned.iter().map(|p| p.2).fold(0.0, f64::max);
    let mut layers = Vec::new();
    if !made.is_empty() {
        layers.push(Layer::marks("runs made", made, Colour::Muted, Marker::Ring));
    }
    // The area of a disc is what its run costs; the smallest can still be seen.
    for (i, (n, d, cost, times)) in planned.iter().enumerate() {
        let share = cost * f64::from(*times) / largest;
        layers.push(Layer::Points {
            name: (i == 0).then(|| "planned, area by cost".into()),
            at: vec![(*n, *d)],
            colour: Colour::Vermilion,
            marker: Marker::Disc,
            size: 1.8 + 8.0 * libm::sqrt(share),
            opacity: 0.75,
            tips: Vec::new(),
        });
    }
    let described = "Runs made and planned, tokens against parameters.";
    let panel = Panel::new("", described, x, y, layers);
    let caption =
        "Where the planned runs lie among those made; the area of a disc is what it costs.";
    figure("runs", "Runs made and planned", caption.into(), vec![panel])
}

fn variance_figure(of: &PlanPage<'_>) -> Figure {
    let (made_at, planned_at) = (made(of), planned(of));
    let all: Vec<(f64, f64)> =
        made_at.iter().copied().chain(planned_at.iter().map(|p| (p.0, p.1))).collect();
    let side = |f: fn(&(f64, f64)) -> f64| {
        let ends =
            all.iter().map(f).fold((f64::INFINITY, 0.0_f64), |(a, b), x| (a.min(x), b.max(x)));
        let (lo, hi) = (libm::log(ends.0), libm::log(ends.1 * BEYOND));
        let step = (hi - lo) / (SIDE - 1) as f64;
        (0..SIDE).map(|i| libm::exp(lo + step * i as f64)).collect::<Vec<f64>>()
    };
    let (xs, ys) = (side(|p| p.0), side(|p| p.1));
    let plan = &of.planned.plan;
    let new = plan.chosen().flat_map(|(i, times)| {
        let at: Point<Exact> = plan.problem.candidates[i].at.clone();
        (0..times).map(move |_| Made { at: at.clone(), weight: Exact::from(1) })
    });
    let after: Vec<Made> = plan.problem.made.iter().cloned().chain(new).collect();
    let exact = |x: f64| Exact::from_f64(x).unwrap_or_else(|_| 1.into());
    let targets: Vec<Target> = ys
        .iter()
        .flat_map(|d| xs.iter().map(move |n| (*n, *d)))
        .map(|(n, d)| Target::Loss(place(exact(n), exact(d))))
        .collect();
    let aims = plan.problem.targets.iter().filter_map(|target| match target {
        Target::Loss(at) => Some((at.n.to_f64(), at.d.to_f64())),
        _ => None,
    });
    let inside = |p: &(f64, f64)| p.0 <= xs[SIDE - 1] && p.1 <= ys[SIDE - 1];
    let asked: Vec<(f64, f64)> = aims.filter(inside).collect();
    let panel = |title: &str, runs: &[Made], marks: Vec<Layer>| {
        let found = deviations(of.planned.model(), runs, &targets);
        let squares: Option<Vec<f64>> = found.iter().map(|sd| sd.map(|sd| sd * sd)).collect();
        let mut layers = Vec::new();
        if let Some(squares) = squares {
            for (i, level) in LEVELS.iter().enumerate() {
                let rings = below((&xs, &ys), &squares, level * level, geometric);
                layers.push(Layer::Level {
                    name: Some(format!("below {level} σ")),
                    rings,
                    colour: [Colour::Sky, Colour::Blue, Colour::Green, Colour::Orange][i],
                    fill: 0.18,
                    border: 1.0,
                });
            }
        }
        layers.extend(marks);
        if !asked.is_empty() {
            layers.push(Layer::marks("asked for", asked.clone(), Colour::Ink, Marker::Diamond));
        }
        let x = Axis::log("N (parameters)", xs.iter().copied());
        let y = Axis::log("D (tokens)", ys.iter().copied());
        let described = "Where the standard deviation of the predicted loss is below levels.";
        Panel::new(title, described, x, y, layers)
    };
    let points = |at: Vec<(f64, f64)>, colour: Colour| Layer::Points {
        name: None,
        at,
        colour,
        marker: Marker::Disc,
        size: 1.6,
        opacity: 0.8,
        tips: Vec::new(),
    };
    let new_at: Vec<(f64, f64)> = planned_at.iter().map(|p| (p.0, p.1)).collect();
    let mut panels = Vec::new();
    if !made_at.is_empty() {
        let marks = vec![points(made_at.clone(), Colour::Ink)];
        panels.push(panel("now", &plan.problem.made, marks));
    }
    let marks = vec![points(made_at, Colour::Ink), points(new_at, Colour::Vermilion)];
    panels.push(panel("then", &after, marks));
    let caption = "The standard deviation of the predicted loss, in units of one run's noise σ, over \
                   sizes to ten times beyond the runs: inside a border it is below the number given. \
                   Black dots, runs made; orange, runs planned; \
                   a diamond, the size asked for.";
    figure("variance", "How well losses are known", caption.into(), panels)
}
