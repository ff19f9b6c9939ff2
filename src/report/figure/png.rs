//! A picture as PNG, drawn by tiny-skia with the font that comes along.

use tiny_skia::{
    Color, FillRule, LineJoin, Paint as Skia, Path, PathBuilder, Pixmap, Stroke, Transform,
};
use ttf_parser::{Face, OutlineBuilder};

use super::Anchor;
use super::label::{FONTS, pieces, width};
use super::picture::{Mark, Paint, Picture};

/// Pixels in a point: 440 points in a column of 3.5 inches are 377 dots an inch.
const SCALE: f32 = 3.0;

/// The bytes of a PNG file on white.
pub fn write(picture: &Picture) -> Vec<u8> {
    let pixels = |points: u32| points * SCALE as u32;
    let (width, height) = picture.size;
    let mut pixmap = Pixmap::new(pixels(width), pixels(height)).expect("a size above zero");
    pixmap.fill(Color::WHITE);
    for mark in &picture.marks {
        draw(&mut pixmap, mark);
    }
    pixmap.encode_png().expect("memory takes a PNG")
}

fn skia(paint: &Paint) -> Skia<'static> {
    let [r, g, b] = paint.rgb;
    let mut skia = Skia { anti_alias: true, ..Skia::default() };
    skia.set_color_rgba8(r, g, b, (paint.alpha * 255.0 + 0.5) as u8);
    skia
}

fn draw(pixmap: &mut Pixmap, mark: &Mark) {
    let scale = Transform::from_scale(SCALE, SCALE);
    match mark {
        Mark::Stroke { lines, width, paint } => {
            let line =
                Stroke { width: *width as f32, line_join: LineJoin::Round, ..Stroke::default() };
            for path in lines.iter().filter_map(|line| outline(&[line], false)) {
                pixmap.stroke_path(&path, &skia(paint), &line, scale, None);
            }
        }
        Mark::Area { rings, paint } => {
            let rings: Vec<&Vec<(f64, f64)>> = rings.iter().collect();
            if let Some(path) = outline(&rings, true) {
                pixmap.fill_path(&path, &skia(paint), FillRule::EvenOdd, scale, None);
            }
        }
        Mark::Discs { at, radius, width, paint } => {
            for (x, y) in at {
                let disc = PathBuilder::from_circle(*x as f32, *y as f32, *radius as f32);
                let Some(disc) = disc else { continue };
                match width {
                    Some(width) => {
                        let line = Stroke { width: *width as f32, ..Stroke::default() };
                        pixmap.stroke_path(&disc, &skia(paint), &line, scale, None);
                    }
                    None => pixmap.fill_path(&disc, &skia(paint), FillRule::Winding, scale, None),
                }
            }
        }
        Mark::Text { text, at, anchor, size, bold, upwards, paint } => {
            let length = size * width(text, *bold);
            let back = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => length / 2.0,
                Anchor::End => length,
            };
            let face = if *bold { &FONTS.semibold } else { &FONTS.regular };
            let Some(path) = glyphs(face, text, *size, -back) else { return };
            let turn = if *upwards { -90.0 } else { 0.0 };
            let placed = scale
                .pre_translate(at.0 as f32, at.1 as f32)
                .pre_concat(Transform::from_rotate(turn));
            pixmap.fill_path(&path, &skia(paint), FillRule::Winding, placed, None);
        }
    }
}

fn outline(lines: &[&Vec<(f64, f64)>], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for line in lines {
        for (i, (x, y)) in line.iter().enumerate() {
            let (x, y) = (*x as f32, *y as f32);
            if i == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        if closed {
            path.close();
        }
    }
    path.finish()
}

/// The outlines of a label that begins at `start` on the baseline y = 0.
fn glyphs(face: &Face<'_>, text: &str, size: f64, start: f64) -> Option<Path> {
    let em = f64::from(face.units_per_em());
    let mut pen = Pen { path: PathBuilder::new(), scale: 0.0, x: start as f32, y: 0.0 };
    for (level, piece) in pieces(text) {
        pen.scale = (size * level.scale() / em) as f32;
        pen.y = (-level.rise() * size) as f32;
        for c in piece.chars() {
            let glyph = face.glyph_index(c).unwrap_or_default();
            face.outline_glyph(glyph, &mut pen);
            let advance = face.glyph_hor_advance(glyph).unwrap_or(face.units_per_em() / 2);
            pen.x += f32::from(advance) * pen.scale;
        }
    }
    pen.path.finish()
}

/// Font units, y upwards, to points, y downwards.
struct Pen {
    path: PathBuilder,
    scale: f32,
    x: f32,
    y: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + self.scale * x, self.y - self.scale * y)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
