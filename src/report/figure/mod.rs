//! Figures: what is to be seen, as a type, and from it SVG and PNG.
//!
//! [`Figure`] says what is plotted; `draw` places it with plotters; `picture`
//! holds the strokes, areas and labels that come of it; `svg` and `png` write
//! them. The same figure gives the same bytes.

mod axis;
mod colour;
pub mod contours;
mod draw;
pub mod label;
mod layer;
mod layers;
mod picture;
mod png;
mod surface;
mod svg;

pub use axis::{Axis, Scale, scientific};
pub use colour::Colour;
pub use layer::{Anchor, Dash, Layer, Marker, Spread};

/// Panels with a title and a caption.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The name of its files, and of its place in a page.
    pub id: String,
    /// What it shows, in a few words.
    pub title: String,
    /// What is to be seen in it, in sentences.
    pub caption: String,
    /// Its parts, from left to right.
    pub panels: Vec<Panel>,
}

/// Two axes and what is drawn between them.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Written above it; may be empty.
    pub title: String,
    /// What a reader who cannot see it is told.
    pub description: String,
    /// To the right.
    pub x: Axis,
    /// Upwards.
    pub y: Axis,
    /// What is drawn, in this order.
    pub layers: Vec<Layer>,
    /// Height over width of the field between the axes.
    pub aspect: f64,
}

/// The usual field: a little wider than high.
pub const ASPECT: f64 = 0.72;
/// A square field.
pub const SQUARE: f64 = 1.0;

impl Panel {
    /// A panel of the usual shape.
    pub fn new(title: &str, description: &str, x: Axis, y: Axis, layers: Vec<Layer>) -> Self {
        let (title, description) = (title.into(), description.into());
        Panel { title, description, x, y, layers, aspect: ASPECT }
    }

    /// The panel alone as SVG, to stand inside a page: colours as attributes that
    /// a style sheet may replace, no background, an accessible name and
    /// description. `id` must be unique in the page.
    pub fn to_inline_svg(&self, id: &str) -> String {
        let named = (self.name(), self.description.as_str());
        svg::inline(&draw::panel(self), id, (&named.0, named.1), &draw::tips(self))
    }

    fn name(&self) -> String {
        match self.title.is_empty() {
            true => format!("{} against {}", self.y.label, self.x.label),
            false => self.title.clone(),
        }
    }
}

impl Figure {
    /// A file of its own: all panels, on white.
    pub fn to_svg(&self) -> String {
        svg::file(&draw::figure(self), &self.title, &self.caption)
    }

    /// The same as pixels, three to the point.
    pub fn to_png(&self) -> Vec<u8> {
        png::write(&draw::figure(self))
    }
}

#[cfg(test)]
mod tests;
