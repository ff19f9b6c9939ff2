//! How each kind of layer is drawn.

use plotters::element::{Circle, DashedPathElement, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBAColor};

use super::layer::{Anchor, Dash, Layer, Marker};
use super::surface::{Area, Font, Plot, never, px, stroke};
use super::{Axis, Colour, Panel};

/// Opacity of a band.
pub const BAND: f64 = 0.22;
/// The deepest colour of a matrix: text stays readable on it.
const DEEPEST: f64 = 0.62;

/// Draws a layer between the axes of its panel.
pub fn draw(panel: &Panel, plot: &Plot<'_>, layer: &Layer) {
    let field = plot.strip_coord_spec();
    let (x0, y0) = plot.get_base_pixel();
    // A value's place in the field, in plotters' pixels.
    let place = |at: (f64, f64)| {
        let (x, y) = plot.map_coordinate(&at);
        (x - x0, y - y0)
    };
    let inside = |(x, y): &(f64, f64)| panel.x.contains(*x) && panel.y.contains(*y);
    match layer {
        Layer::Points { at, colour, marker: sign, size, opacity, .. } => {
            for point in at.iter().filter(|p| inside(p)) {
                marker(&field, *sign, place(*point), *size, *colour, *opacity);
            }
        }
        Layer::Line { at, colour, dash, width, .. } => {
            for run in clipped(panel, at) {
                let run: Vec<(i32, i32)> = run.into_iter().map(place).collect();
                path(&field, &run, *dash, *colour, *width);
            }
        }
        Layer::Band { at, colour, .. } => {
            let held = |axis: &Axis, x: f64| x.clamp(axis.lo, axis.hi);
            let shown: Vec<_> = at.iter().filter(|s| panel.x.contains(s.0)).collect();
            let upper = shown.iter().map(|s| (s.0, held(&panel.y, s.2)));
            let lower = shown.iter().rev().map(|s| (s.0, held(&panel.y, s.1)));
            let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
            never(plot.draw(&Polygon::new(outline, filled(*colour, BAND))));
        }
        Layer::Intervals { at, colour, .. } => {
            let held = |x: f64| x.clamp(panel.y.lo, panel.y.hi);
            for (x, lo, hi) in at.iter().filter(|s| panel.x.contains(s.0)) {
                let (lo, hi) = (place((*x, held(*lo))), place((*x, held(*hi))));
                path(&field, &[lo, hi], Dash::Solid, *colour, 1.2);
                for (x, y) in [lo, hi] {
                    path(&field, &[(x - px(2.5), y), (x + px(2.5), y)], Dash::Solid, *colour, 1.2);
                }
            }
        }
        Layer::Level { rings, colour, fill, border, .. } => {
            let rings: Vec<_> = rings.iter().map(|ring| cut(panel, ring)).collect();
            let rings: Vec<_> = rings.iter().filter(|ring| ring.len() > 2).collect();
            if *fill > 0.0 && !rings.is_empty() {
                // One outline that visits every ring and returns: what is inside
                // an odd number of them is filled.
                let mut outline: Vec<(f64, f64)> = Vec::new();
                for ring in &rings {
                    outline.extend(*ring);
                    outline.extend(ring.first());
                    outline.extend(rings[0].first());
                }
                never(plot.draw(&Polygon::new(outline, filled(*colour, *fill))));
            }
            if *border > 0.0 {
                for ring in &rings {
                    for run in open_runs(panel, ring) {
                        let run: Vec<(i32, i32)> = run.into_iter().map(place).collect();
                        path(&field, &run, Dash::Solid, *colour, *border);
                    }
                }
            }
        }
        Layer::Bars { at, base, width, colour, .. } => {
            for (x, y) in at {
                let held = |y: f64| y.clamp(panel.y.lo, panel.y.hi);
                let corners = [(x - width / 2.0, held(*y)), (x + width / 2.0, held(*base))];
                never(plot.draw(&Rectangle::new(corners, filled(*colour, 1.0).filled())));
            }
        }
        Layer::Cells { rows } => cells(plot, rows),
        Layer::Note { text, at, right, above, anchor, colour } => {
            let (x, y) = place(*at);
            let held = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let style = Font::note().style(*colour, (held, VPos::Bottom));
            never(field.draw(&Text::new(text.as_str(), (x + px(*right), y - px(*above)), style)));
        }
    }
}

fn filled(colour: Colour, opacity: f64) -> RGBAColor {
    colour.plotters().mix(opacity)
}

/// A line of a colour, with or without gaps.
pub fn path(area: &Area<'_>, points: &[(i32, i32)], dash: Dash, colour: Colour, width: f64) {
    let style = filled(colour, 1.0).stroke_width(stroke(width));
    let (on, off) = match dash {
        Dash::Solid => return never(area.draw(&PathElement::new(points, style))),
        Dash::Dashed => (6.0, 4.0),
        Dash::Dotted => (1.6, 2.6),
    };
    let dashes = DashedPathElement::new(points.iter().copied(), px(on), px(off), style);
    never(area.draw(&dashes));
}

/// A sign at a place.
pub fn marker(
    area: &Area<'_>,
    sign: Marker,
    (x, y): (i32, i32),
    size: f64,
    colour: Colour,
    opacity: f64,
) {
    let paint = filled(colour, opacity);
    let corner = |dx: f64, dy: f64| (x + px(size * dx), y + px(size * dy));
    let area_of = |corners: Vec<(i32, i32)>| never(area.draw(&Polygon::new(corners, paint)));
    match sign {
        Marker::Disc => never(area.draw(&Circle::new((x, y), px(size), paint.filled()))),
        Marker::Ring => {
            let style = paint.stroke_width(stroke(1.5));
            never(area.draw(&Circle::new((x, y), px(size), style)));
        }
        Marker::Square => {
            let s = 0.88;
            area_of(vec![corner(-s, -s), corner(s, -s), corner(s, s), corner(-s, s)]);
        }
        Marker::Diamond => {
            let s = 1.3;
            area_of(vec![corner(0.0, -s), corner(s, 0.0), corner(0.0, s), corner(-s, 0.0)]);
        }
        Marker::Triangle => {
            area_of(vec![corner(0.0, -1.25), corner(1.1, 0.75), corner(-1.1, 0.75)]);
        }
        Marker::Cross => {
            for line in [[(-1.0, -1.0), (1.0, 1.0)], [(-1.0, 1.0), (1.0, -1.0)]] {
                let line = line.map(|(dx, dy)| corner(dx, dy));
                path(area, &line, Dash::Solid, colour, 2.2);
            }
        }
    }
}

/// Signs by colour, sizes by depth, and the number in each cell.
fn cells(plot: &Plot<'_>, rows: &[Vec<Option<f64>>]) {
    for (i, row) in rows.iter().enumerate() {
        for (j, value) in row.iter().enumerate() {
            let Some(value) = value else { continue };
            let (x, y) = (j as f64, i as f64);
            let colour = if *value < 0.0 { Colour::Vermilion } else { Colour::Blue };
            let depth = DEEPEST * value.abs().min(1.0);
            let corners = [(x - 0.5, y - 0.5), (x + 0.5, y + 0.5)];
            never(plot.draw(&Rectangle::new(corners, filled(colour, depth).filled())));
            let text = correlation(*value);
            let style = Font::note().style(Colour::Ink, (HPos::Center, VPos::Center));
            never(plot.draw(&Text::new(text, (x, y), style)));
        }
    }
}

/// Two places, and as many as show that it is not one.
fn correlation(value: f64) -> String {
    let near_one = value.abs() < 1.0 && value.abs() >= 0.995;
    let text = match near_one {
        true => {
            let nines = (-libm::floor(libm::log10(1.0 - value.abs()))).clamp(3.0, 6.0) as usize;
            format!("{value:.nines$}")
        }
        false => format!("{value:.2}"),
    };
    text.replace('-', "−")
}

/// The parts of a line that lie in the field.
fn clipped(panel: &Panel, at: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut joined = false;
    for pair in at.windows(2) {
        let segment = clip(panel, pair[0], pair[1]);
        let Some((from, to, enters, leaves)) = segment else {
            joined = false;
            continue;
        };
        match runs.last_mut().filter(|_| joined && !enters) {
            Some(run) => run.push(to),
            None => runs.push(vec![from, to]),
        }
        joined = !leaves;
    }
    runs
}

type Segment = ((f64, f64), (f64, f64), bool, bool);

/// The part of a segment between the axes (Liang and Barsky 1984, in places from
/// 0 to 1), and whether it was cut at its beginning and at its end.
fn clip(panel: &Panel, a: (f64, f64), b: (f64, f64)) -> Option<Segment> {
    let place = |p: (f64, f64)| (panel.x.place(p.0), panel.y.place(p.1));
    let (from, to) = (place(a), place(b));
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if ![from.0, from.1, to.0, to.1].iter().all(|x| x.is_finite()) {
        return None;
    }
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (d, room) in [(-dx, from.0), (dx, 1.0 - from.0), (-dy, from.1), (dy, 1.0 - from.1)] {
        match d {
            d if d < 0.0 => enter = enter.max(room / d),
            d if d > 0.0 => leave = leave.min(room / d),
            _ if room < 0.0 => return None,
            _ => {}
        }
    }
    if enter > leave {
        return None;
    }
    let at = |t: f64| (panel.x.at(from.0 + t * dx), panel.y.at(from.1 + t * dy));
    let start = if enter > 0.0 { at(enter) } else { a };
    let end = if leave < 1.0 { at(leave) } else { b };
    Some((start, end, enter > 0.0, leave < 1.0))
}

/// How far inside one side of the frame a place is.
type Depth = fn(&(f64, f64)) -> f64;

/// The part of a ring in the field (Sutherland and Hodgman 1974): cut at one side
/// of the frame after the other.
fn cut(panel: &Panel, ring: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let place = |p: &(f64, f64)| (panel.x.place(p.0), panel.y.place(p.1));
    let mut kept: Vec<(f64, f64)> = ring.iter().map(place).collect();
    let inward: [Depth; 4] = [|p| p.0, |p| 1.0 - p.0, |p| p.1, |p| 1.0 - p.1];
    for depth in inward {
        let from = std::mem::take(&mut kept);
        for (a, b) in from.iter().zip(from.iter().cycle().skip(1)) {
            let (da, db) = (depth(a), depth(b));
            if da >= 0.0 {
                kept.push(*a);
            }
            if (da < 0.0) != (db < 0.0) {
                let t = da / (da - db);
                kept.push((a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)));
            }
        }
    }
    kept.into_iter().map(|(x, y)| (panel.x.at(x), panel.y.at(y))).collect()
}

/// A ring without what lies on the frame: a level that leaves the field is open
/// there.
fn open_runs(panel: &Panel, ring: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
    let edge = |x: f64| !(1e-6..=1.0 - 1e-6).contains(&x);
    let on_frame = |a: &(f64, f64), b: &(f64, f64)| {
        let along = |axis: &Axis, a: f64, b: f64| {
            let (a, b) = (axis.place(a), axis.place(b));
            edge(a) && edge(b) && (a - b).abs() < 1e-6
        };
        along(&panel.x, a.0, b.0) || along(&panel.y, a.1, b.1)
    };
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let run = runs.last_mut().expect("one at least");
        if run.is_empty() {
            run.push(*a);
        }
        if on_frame(a, b) {
            runs.push(Vec::new());
        } else {
            run.push(*b);
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

#[cfg(test)]
mod tests {
    use super::super::Scale;
    use super::*;

    fn unit() -> Panel {
        let axis = |label| Axis::between(label, Scale::Linear, (0.0, 1.0));
        Panel::new("", "", axis("x"), axis("y"), Vec::new())
    }

    #[test]
    fn lines_are_cut_at_the_frame_and_broken_where_they_leave_it() {
        let runs = clipped(&unit(), &[(-1.0, 0.5), (0.5, 0.5), (0.5, 2.0), (0.8, 2.0), (0.8, 0.0)]);
        assert_eq!(runs, [vec![(0.0, 0.5), (0.5, 0.5), (0.5, 1.0)], vec![(0.8, 1.0), (0.8, 0.0)]]);
        assert!(clipped(&unit(), &[(2.0, 2.0), (3.0, 3.0)]).is_empty());
        assert!(clipped(&unit(), &[(f64::NAN, 0.5), (0.5, 0.5)]).is_empty());
    }

    #[test]
    fn a_level_that_reaches_the_frame_is_open_there() {
        let ring = [(0.0, 0.2), (0.5, 0.5), (0.0, 0.8)];
        assert_eq!(open_runs(&unit(), &ring), [vec![(0.0, 0.2), (0.5, 0.5), (0.0, 0.8)]]);
        let closed = [(0.2, 0.2), (0.8, 0.2), (0.5, 0.8)];
        assert_eq!(open_runs(&unit(), &closed)[0].len(), 4);
    }

    #[test]
    fn areas_are_cut_at_the_frame_with_its_corners() {
        let around = [(-1.0, -1.0), (2.0, -1.0), (2.0, 2.0), (-1.0, 2.0)];
        let mut corners = cut(&unit(), &around);
        corners.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
        corners.dedup();
        assert_eq!(corners, [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]);
        assert!(cut(&unit(), &[(2.0, 2.0), (3.0, 2.0), (3.0, 3.0)]).is_empty());
    }

    #[test]
    fn correlations_do_not_round_to_one() {
        assert_eq!(correlation(1.0), "1.00");
        assert_eq!(correlation(-0.99987), "−0.9999");
        assert_eq!(correlation(0.5), "0.50");
        assert_eq!(correlation(0.9999999), "1.000000");
    }
}
