//! The colours of figures: the eight of Okabe and Ito (2008), which readers with
//! any common kind of colour vision tell apart, and four greys.
//!
//! In a file they are what stands here. Inside a page the style sheet replaces
//! each by its counterpart for light or dark, by the value of the attribute.

use plotters::style::RGBColor;

/// A colour by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Text and axes.
    Ink,
    /// Labels of lesser weight.
    Muted,
    /// Grid lines.
    Grid,
    /// What figures are drawn on.
    Surface,
    /// What is measured.
    Blue,
    /// What is claimed.
    Vermilion,
    /// What is proposed.
    Green,
    /// A further series.
    Purple,
    /// A further series.
    Orange,
    /// A further series.
    Sky,
}

impl Colour {
    /// Red, green and blue on a white ground.
    pub fn rgb(self) -> [u8; 3] {
        match self {
            Colour::Ink => [0x1b, 0x1f, 0x24],
            Colour::Muted => [0x57, 0x60, 0x6a],
            Colour::Grid => [0xe4, 0xe7, 0xeb],
            Colour::Surface => [0xff, 0xff, 0xff],
            Colour::Blue => [0x00, 0x72, 0xb2],
            Colour::Vermilion => [0xd5, 0x5e, 0x00],
            Colour::Green => [0x00, 0x9e, 0x73],
            Colour::Purple => [0xcc, 0x79, 0xa7],
            Colour::Orange => [0xe6, 0x9f, 0x00],
            Colour::Sky => [0x56, 0xb4, 0xe9],
        }
    }

    /// The i-th colour of a list of series.
    pub fn series(i: usize) -> Self {
        const ORDER: [Colour; 6] = [
            Colour::Blue,
            Colour::Vermilion,
            Colour::Green,
            Colour::Purple,
            Colour::Orange,
            Colour::Sky,
        ];
        ORDER[i % ORDER.len()]
    }

    pub(super) fn plotters(self) -> RGBColor {
        let [r, g, b] = self.rgb();
        RGBColor(r, g, b)
    }
}
