//! What is drawn between two axes.

use super::Colour;

/// The sign at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A filled disc.
    Disc,
    /// A circle.
    Ring,
    /// A filled square.
    Square,
    /// A filled diamond.
    Diamond,
    /// A filled triangle.
    Triangle,
    /// A diagonal cross.
    Cross,
}

impl Marker {
    /// The i-th sign of a list of series.
    pub fn series(i: usize) -> Self {
        const ORDER: [Marker; 5] =
            [Marker::Disc, Marker::Square, Marker::Triangle, Marker::Diamond, Marker::Ring];
        ORDER[i % ORDER.len()]
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Without gaps.
    Solid,
    /// With gaps.
    Dashed,
    /// With short strokes.
    Dotted,
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// An interval at a place: x, lower and upper end.
pub type Spread = (f64, f64, f64);

/// One thing that is drawn. A name, where there is one, goes to the legend.
#[derive(Clone, Debug)]
pub enum Layer {
    /// Signs at points.
    Points {
        /// Name in the legend.
        name: Option<String>,
        /// Where.
        at: Vec<(f64, f64)>,
        /// Colour.
        colour: Colour,
        /// Sign.
        marker: Marker,
        /// Radius in points.
        size: f64,
        /// 1 hides what lies below.
        opacity: f64,
        /// What a page says of each where it is pointed at; empty where it says nothing.
        tips: Vec<String>,
    },
    /// A line through points; a coordinate that is not a number breaks it.
    Line {
        /// Name in the legend.
        name: Option<String>,
        /// Where.
        at: Vec<(f64, f64)>,
        /// Colour.
        colour: Colour,
        /// Gaps.
        dash: Dash,
        /// Width in points.
        width: f64,
    },
    /// The area between two curves.
    Band {
        /// Name in the legend.
        name: Option<String>,
        /// Its width at every x.
        at: Vec<Spread>,
        /// Colour.
        colour: Colour,
    },
    /// Upright intervals: error bars.
    Intervals {
        /// Name in the legend.
        name: Option<String>,
        /// Where.
        at: Vec<Spread>,
        /// Colour.
        colour: Colour,
    },
    /// Areas where a function of the plane is below a level, and their border.
    Level {
        /// Name in the legend.
        name: Option<String>,
        /// Closed curves; inside an odd number of them.
        rings: Vec<Vec<(f64, f64)>>,
        /// Colour.
        colour: Colour,
        /// Opacity of the area.
        fill: f64,
        /// Width of the border in points; 0 for none.
        border: f64,
    },
    /// Rectangles that lie on the horizontal axis: x, height.
    Bars {
        /// Name in the legend.
        name: Option<String>,
        /// Where, and how high.
        at: Vec<(f64, f64)>,
        /// Where they stand.
        base: f64,
        /// Width, in units of the horizontal axis.
        width: f64,
        /// Colour.
        colour: Colour,
    },
    /// A matrix: colours by sign, opacity by size, and the number written.
    Cells {
        /// Row after row, from the top; None is left empty.
        rows: Vec<Vec<Option<f64>>>,
    },
    /// Words at a place.
    Note {
        /// What.
        text: String,
        /// Where.
        at: (f64, f64),
        /// Points to the right of it.
        right: f64,
        /// Points above it.
        above: f64,
        /// Which part of the text stands there.
        anchor: Anchor,
        /// Colour.
        colour: Colour,
    },
}

impl Layer {
    /// Discs, opaque.
    pub fn points(name: &str, at: Vec<(f64, f64)>, colour: Colour) -> Self {
        Layer::Points {
            name: named(name),
            at,
            colour,
            marker: Marker::Disc,
            size: 3.2,
            opacity: 1.0,
            tips: Vec::new(),
        }
    }

    /// A few conspicuous signs.
    pub fn marks(name: &str, at: Vec<(f64, f64)>, colour: Colour, marker: Marker) -> Self {
        let (size, opacity, tips) = (5.0, 1.0, Vec::new());
        Layer::Points { name: named(name), at, colour, marker, size, opacity, tips }
    }

    /// A line.
    pub fn line(name: &str, at: Vec<(f64, f64)>, colour: Colour, dash: Dash) -> Self {
        Layer::Line { name: named(name), at, colour, dash, width: 1.8 }
    }

    /// A thin line that guides the eye.
    pub fn guide(name: &str, at: Vec<(f64, f64)>, colour: Colour, dash: Dash) -> Self {
        Layer::Line { name: named(name), at, colour, dash, width: 1.0 }
    }

    /// A band.
    pub fn band(name: &str, at: Vec<Spread>, colour: Colour) -> Self {
        Layer::Band { name: named(name), at, colour }
    }

    /// A note, its left end a little up and right of its place.
    pub fn note(text: &str, at: (f64, f64), colour: Colour) -> Self {
        let (right, above, anchor) = (5.0, 5.0, Anchor::Start);
        Layer::Note { text: text.into(), at, right, above, anchor, colour }
    }

    /// Its name in the legend.
    pub fn name(&self) -> Option<&str> {
        match self {
            Layer::Points { name, .. }
            | Layer::Line { name, .. }
            | Layer::Band { name, .. }
            | Layer::Intervals { name, .. }
            | Layer::Level { name, .. }
            | Layer::Bars { name, .. } => name.as_deref(),
            Layer::Cells { .. } | Layer::Note { .. } => None,
        }
    }
}

fn named(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| name.to_owned())
}
