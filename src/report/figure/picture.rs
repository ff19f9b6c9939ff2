//! A drawing as a list of strokes, areas and labels: what plotters draws on, and
//! what SVG and PNG are written from.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, FontTransform,
};

use super::Anchor;

/// Plotters counts in whole pixels; a point has so many of them here.
pub const UNIT: f64 = 20.0;

/// A colour and how much it covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// Red, green, blue.
    pub rgb: [u8; 3],
    /// Opacity.
    pub alpha: f64,
}

impl From<BackendColor> for Paint {
    fn from(colour: BackendColor) -> Self {
        let (r, g, b) = colour.rgb;
        Paint { rgb: [r, g, b], alpha: colour.alpha }
    }
}

/// One thing drawn; lengths in points, y downwards.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Lines of one width and colour.
    Stroke {
        /// Each a run of points.
        lines: Vec<Vec<(f64, f64)>>,
        /// Width.
        width: f64,
        /// Colour.
        paint: Paint,
    },
    /// Areas, filled where an odd number of them overlap.
    Area {
        /// Their outlines.
        rings: Vec<Vec<(f64, f64)>>,
        /// Colour.
        paint: Paint,
    },
    /// Discs, or circles of a given width.
    Discs {
        /// Centres.
        at: Vec<(f64, f64)>,
        /// Radius.
        radius: f64,
        /// None where filled.
        width: Option<f64>,
        /// Colour.
        paint: Paint,
    },
    /// A label.
    Text {
        /// With `_{…}` and `^{…}`.
        text: String,
        /// Left end, middle or right end of its baseline.
        at: (f64, f64),
        /// Which of these.
        anchor: Anchor,
        /// Size of the font.
        size: f64,
        /// Heavier.
        bold: bool,
        /// Read upwards.
        upwards: bool,
        /// Colour.
        paint: Paint,
    },
}

/// A finished drawing.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Width and height in points.
    pub size: (u32, u32),
    /// What was drawn, in order.
    pub marks: Vec<Mark>,
}

impl Picture {
    /// Nothing yet.
    pub fn new(size: (u32, u32)) -> Self {
        Picture { size, marks: Vec::new() }
    }

    fn push(&mut self, mark: Mark) {
        // Neighbours of one kind and style are one mark: a grid is one path.
        match (self.marks.last_mut(), mark) {
            (
                Some(Mark::Stroke { lines, width, paint }),
                Mark::Stroke { lines: more, width: w, paint: p },
            ) if *width == w && *paint == p => lines.extend(more),
            (
                Some(Mark::Discs { at, radius, width, paint }),
                Mark::Discs { at: more, radius: r, width: w, paint: p },
            ) if *radius == r && *width == w && *paint == p => at.extend(more),
            (_, mark) => self.marks.push(mark),
        }
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn point((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / UNIT, f64::from(y) / UNIT)
}

impl DrawingBackend for &mut Picture {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.size.0 * UNIT as u32, self.size.1 * UNIT as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn {
        self.draw_rect(at, (at.0 + 1, at.1 + 1), &colour, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S) -> Drawn {
        self.draw_path([a, b], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        if fill {
            self.fill_polygon(corners, style)
        } else {
            self.draw_path(corners.into_iter().chain([(left, top)]), style)
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let line: Vec<(f64, f64)> = path.into_iter().map(point).collect();
        let width = f64::from(style.stroke_width()) / UNIT;
        if line.len() > 1 {
            self.push(Mark::Stroke { lines: vec![line], width, paint: style.color().into() });
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.push(Mark::Discs {
            at: vec![point(center)],
            radius: f64::from(radius) / UNIT,
            width: (!fill).then(|| f64::from(style.stroke_width()) / UNIT),
            paint: style.color().into(),
        });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        outline: I,
        style: &S,
    ) -> Drawn {
        let ring = outline.into_iter().map(point).collect();
        self.push(Mark::Area { rings: vec![ring], paint: style.color().into() });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let size = style.size() / UNIT;
        let upwards = matches!(style.transform(), FontTransform::Rotate270);
        // Inter: capitals are 0.73 high.
        let lower = match style.anchor().v_pos {
            VPos::Top => 0.75 * size,
            VPos::Center => 0.36 * size,
            VPos::Bottom => 0.0,
        };
        let (x, y) = point(at);
        self.push(Mark::Text {
            text: text.into(),
            at: if upwards { (x + lower, y) } else { (x, y + lower) },
            anchor: match style.anchor().h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
            size,
            bold: matches!(style.style(), FontStyle::Bold),
            upwards,
            paint: style.color().into(),
        });
        Ok(())
    }
}
