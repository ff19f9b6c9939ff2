//! From a panel to a picture: plotters places the data, the frame is ours.

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::IntoDrawingArea;
use plotters::element::{Rectangle, Text};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::axis::Tick;
use super::label::width as text_width;
use super::layer::{Dash, Layer};
use super::picture::Picture;
use super::surface::{Area, Font, TEXT, never, px};
use super::{Axis, Colour, Figure, Panel, Scale, layers};

/// Width of a panel in points.
const WIDTH: f64 = 440.0;
/// Free space around a panel and between two.
const RIGHT: f64 = 14.0;
const GAP: f64 = 12.0;
const TITLE: f64 = 24.0;
const BELOW: f64 = 44.0;
/// A line of the legend, and the width of its sample.
const ROW: f64 = 18.0;
const SAMPLE: f64 = 22.0;

/// A panel alone.
pub fn panel(panel: &Panel) -> Picture {
    let mut picture = Picture::new((WIDTH as u32, height(panel) as u32));
    let root = (&mut picture).into_drawing_area();
    draw(panel, &root);
    drop(root);
    picture
}

/// The points of a layer of which something is said, and what.
fn told(layer: &Layer) -> Vec<(&(f64, f64), &String)> {
    match layer {
        Layer::Points { at, tips, .. } => at.iter().zip(tips).collect(),
        _ => Vec::new(),
    }
}

/// What a page says of the points of a panel drawn alone, and where.
pub fn tips(panel: &Panel) -> Vec<((f64, f64), &str)> {
    let frame = Frame::of(panel);
    let inside = |p: &(f64, f64)| panel.x.contains(p.0) && panel.y.contains(p.1);
    let place = |p: &(f64, f64)| {
        let (x, y) = (panel.x.place(p.0), panel.y.place(p.1));
        (frame.left + frame.wide * x, frame.top + frame.tall * (1.0 - y))
    };
    let all = panel.layers.iter().flat_map(told).filter(|(at, _)| inside(at));
    all.map(|(at, tip)| (place(at), tip.as_str())).collect()
}

/// All panels side by side, at most three in a row.
pub fn figure(figure: &Figure) -> Picture {
    let columns = match figure.panels.len() {
        n @ 0..=3 => n.max(1),
        4 => 2,
        _ => 3,
    };
    let rows: Vec<&[Panel]> = figure.panels.chunks(columns).collect();
    let tall = |row: &&[Panel]| row.iter().map(height).fold(0.0, f64::max);
    let heights: Vec<f64> = rows.iter().map(tall).collect();
    let width = columns as f64 * (WIDTH + GAP) + GAP;
    let total = heights.iter().sum::<f64>() + GAP * (rows.len() + 1) as f64;
    let mut picture = Picture::new((width as u32, total as u32));
    let root = (&mut picture).into_drawing_area();
    let mut top = GAP;
    for (row, tall) in rows.iter().zip(&heights) {
        for (i, one) in row.iter().enumerate() {
            let left = GAP + i as f64 * (WIDTH + GAP);
            let part = root.clone().shrink((px(left), px(top)), (px(WIDTH), px(*tall)));
            draw(one, &part);
        }
        top += tall + GAP;
    }
    drop(root);
    picture
}

/// Points left of the field: the widest label, and the name of the axis.
fn left(panel: &Panel) -> f64 {
    let ticks = panel.y.ticks();
    let widths = ticks.iter().filter_map(|t| t.text.as_ref()).map(|t| TEXT * text_width(t, false));
    let named = if panel.y.label.is_empty() { 14.0 } else { 34.0 };
    named + widths.fold(0.0, f64::max)
}

fn field_height(panel: &Panel) -> f64 {
    libm::round((WIDTH - left(panel) - RIGHT) * panel.aspect)
}

fn height(panel: &Panel) -> f64 {
    let title = if panel.title.is_empty() { 8.0 } else { TITLE };
    title + field_height(panel) + BELOW + ROW * legend_rows(panel).len() as f64
}

/// The layers that are named, broken into rows that fit.
fn legend_rows(panel: &Panel) -> Vec<Vec<&Layer>> {
    let mut rows: Vec<Vec<&Layer>> = Vec::new();
    let mut used = f64::INFINITY;
    for layer in panel.layers.iter().filter(|l| l.name().is_some()) {
        let width = entry_width(layer);
        if used + width > WIDTH - left(panel) - RIGHT {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += width;
        rows.last_mut().expect("one was pushed").push(layer);
    }
    rows
}

fn entry_width(layer: &Layer) -> f64 {
    SAMPLE + 6.0 + TEXT * text_width(layer.name().unwrap_or_default(), false) + 16.0
}

fn draw(panel: &Panel, root: &Area<'_>) {
    let frame = Frame::of(panel);
    let Frame { left, top, tall, .. } = frame;
    let field = root.clone().shrink((px(left), px(top)), (px(frame.wide), px(tall)));
    let (x, y) = field.get_pixel_range();
    let (to_right, upwards) = (panel.x.clone(), panel.y.clone());
    let plane = Cartesian2d::<Axis, Axis>::new(to_right, upwards, (x, y.end..y.start));
    let plot = field.apply_coord_spec(plane);
    frame.grid(root, panel);
    for layer in &panel.layers {
        layers::draw(panel, &plot, layer);
    }
    frame.border(root, panel);
    frame.labels(root, panel);
    let at = (left, top - 9.0);
    text(root, &panel.title, at, Font::head(), (HPos::Left, VPos::Bottom), Colour::Ink);
    let mut y = top + tall + BELOW + ROW / 2.0;
    for row in legend_rows(panel) {
        let mut x = left;
        for layer in row {
            sample(root, layer, (x, y));
            let name = layer.name().unwrap_or_default();
            let at = (x + SAMPLE + 6.0, y);
            text(root, name, at, Font::plain(), (HPos::Left, VPos::Center), Colour::Ink);
            x += entry_width(layer);
        }
        y += ROW;
    }
}

/// The sign of a layer in the legend, its left end at (x, y).
fn sample(root: &Area<'_>, layer: &Layer, (x, y): (f64, f64)) {
    let middle = (px(x + SAMPLE / 2.0), px(y));
    let block = |colour: Colour, opacity: f64| {
        let corners = [(px(x), px(y - 5.0)), (px(x + SAMPLE), px(y + 5.0))];
        never(root.draw(&Rectangle::new(corners, colour.plotters().mix(opacity).filled())));
    };
    match layer {
        Layer::Points { colour, marker, size, .. } => {
            layers::marker(root, *marker, middle, *size, *colour, 1.0);
        }
        Layer::Line { colour, dash, width, .. } => {
            let ends = vec![(px(x), px(y)), (px(x + SAMPLE), px(y))];
            layers::path(root, &ends, *dash, *colour, *width);
        }
        Layer::Band { colour, .. } => block(*colour, layers::BAND),
        Layer::Bars { colour, .. } => block(*colour, 1.0),
        Layer::Level { colour, fill, border, .. } => {
            block(*colour, *fill);
            if *border > 0.0 {
                let ends = vec![(px(x), px(y - 5.0)), (px(x + SAMPLE), px(y - 5.0))];
                layers::path(root, &ends, Dash::Solid, *colour, *border);
            }
        }
        Layer::Intervals { colour, .. } => {
            layers::path(
                root,
                &[(middle.0, px(y - 6.0)), (middle.0, px(y + 6.0))],
                Dash::Solid,
                *colour,
                1.4,
            );
        }
        Layer::Cells { .. } | Layer::Note { .. } => {}
    }
}

/// The field between the axes, in points of its area.
struct Frame {
    left: f64,
    top: f64,
    wide: f64,
    tall: f64,
}

impl Frame {
    fn of(panel: &Panel) -> Self {
        let top = if panel.title.is_empty() { 8.0 } else { TITLE };
        let (left, tall) = (left(panel), field_height(panel));
        Frame { left, top, wide: WIDTH - left - RIGHT, tall }
    }

    fn x(&self, axis: &Axis, at: f64) -> i32 {
        px(self.left + self.wide * axis.place(at))
    }

    fn y(&self, axis: &Axis, at: f64) -> i32 {
        px(self.top + self.tall * (1.0 - axis.place(at)))
    }

    /// Fine lines at what is labelled.
    fn grid(&self, root: &Area<'_>, panel: &Panel) {
        let line = |from: (i32, i32), to: (i32, i32)| {
            layers::path(root, &[from, to], Dash::Solid, Colour::Grid, 0.8);
        };
        let (bottom, right) = (px(self.top + self.tall), px(self.left + self.wide));
        let drawn = |axis: &Axis| -> Vec<f64> {
            let named = matches!(axis.scale, Scale::Names(_));
            let ticks = axis.ticks().into_iter().filter(|t| t.text.is_some() && !named);
            ticks.map(|t| t.at).collect()
        };
        for at in drawn(&panel.x) {
            let x = self.x(&panel.x, at);
            line((x, px(self.top)), (x, bottom));
        }
        for at in drawn(&panel.y) {
            let y = self.y(&panel.y, at);
            line((px(self.left), y), (right, y));
        }
    }

    /// The frame, and ticks that point into it.
    fn border(&self, root: &Area<'_>, panel: &Panel) {
        let line = |from: (i32, i32), to: (i32, i32)| {
            layers::path(root, &[from, to], Dash::Solid, Colour::Ink, 0.9);
        };
        let (left, top) = (px(self.left), px(self.top));
        let (right, bottom) = (px(self.left + self.wide), px(self.top + self.tall));
        let length = |t: &Tick| px(if t.text.is_some() { 5.0 } else { 2.8 });
        if !matches!(panel.x.scale, Scale::Names(_)) {
            for tick in panel.x.ticks() {
                let x = self.x(&panel.x, tick.at);
                line((x, bottom), (x, bottom - length(&tick)));
            }
        }
        if !matches!(panel.y.scale, Scale::Names(_)) {
            for tick in panel.y.ticks() {
                let y = self.y(&panel.y, tick.at);
                line((left, y), (left + length(&tick), y));
            }
        }
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        layers::path(root, &corners, Dash::Solid, Colour::Ink, 0.9);
    }

    /// What stands beside the axes.
    fn labels(&self, root: &Area<'_>, panel: &Panel) {
        let bottom = self.top + self.tall;
        for tick in panel.x.ticks() {
            let words = tick.text.as_deref().unwrap_or_default();
            let at = (self.left + self.wide * panel.x.place(tick.at), bottom + 6.0);
            text(root, words, at, Font::plain(), (HPos::Center, VPos::Top), Colour::Ink);
        }
        for tick in panel.y.ticks() {
            let words = tick.text.as_deref().unwrap_or_default();
            let at = (self.left - 6.0, self.top + self.tall * (1.0 - panel.y.place(tick.at)));
            text(root, words, at, Font::plain(), (HPos::Right, VPos::Center), Colour::Ink);
        }
        let middle = (self.left + self.wide / 2.0, bottom + 25.0);
        let below = (HPos::Center, VPos::Top);
        text(root, &panel.x.label, middle, Font::plain(), below, Colour::Ink);
        let beside = (4.0, self.top + self.tall / 2.0);
        text(root, &panel.y.label, beside, Font::upwards(), below, Colour::Ink);
    }
}

/// Words at a place of an area, in points.
fn text(
    area: &Area<'_>,
    words: &str,
    (x, y): (f64, f64),
    font: Font,
    held: (HPos, VPos),
    colour: Colour,
) {
    if !words.is_empty() {
        never(area.draw(&Text::new(words, (px(x), px(y)), font.style(colour, held))));
    }
}
