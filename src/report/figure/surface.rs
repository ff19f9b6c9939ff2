//! What is drawn with: areas, points as pixels, fonts.

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, FontTransform, TextStyle};

use super::picture::{Picture, UNIT};
use super::{Axis, Colour};

/// Heights of text.
pub(super) const TEXT: f64 = 11.5;
pub(super) const HEAD: f64 = 13.0;
pub(super) const NOTE: f64 = 10.5;

pub(super) type Area<'a> = DrawingArea<&'a mut Picture, Shift>;
pub(super) type Plot<'a> = DrawingArea<&'a mut Picture, Cartesian2d<Axis, Axis>>;

/// Pixels of plotters from points.
pub(super) fn px(points: f64) -> i32 {
    libm::round(points * UNIT) as i32
}

/// A width for plotters from points.
pub(super) fn stroke(points: f64) -> u32 {
    px(points).max(1) as u32
}

/// How text is set.
#[derive(Clone, Copy)]
pub(super) struct Font {
    size: f64,
    bold: bool,
    upwards: bool,
}

impl Font {
    pub(super) fn plain() -> Self {
        Font { size: TEXT, bold: false, upwards: false }
    }

    pub(super) fn upwards() -> Self {
        Font { upwards: true, ..Self::plain() }
    }

    pub(super) fn head() -> Self {
        Font { size: HEAD, bold: true, upwards: false }
    }

    pub(super) fn note() -> Self {
        Font { size: NOTE, ..Self::plain() }
    }

    pub(super) fn style(self, colour: Colour, (h, v): (HPos, VPos)) -> TextStyle<'static> {
        let style = if self.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::SansSerif, self.size * UNIT, style);
        let turn = if self.upwards { FontTransform::Rotate270 } else { FontTransform::None };
        let mut style = TextStyle::from(font.transform(turn)).pos(Pos::new(h, v));
        style.color = colour.plotters().to_backend_color();
        style
    }
}

/// Drawing on a list cannot fail.
pub(super) fn never<E: std::fmt::Debug>(drawn: Result<(), E>) {
    drawn.expect("a list takes every mark");
}
