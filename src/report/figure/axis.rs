//! Axes: their range, where they are marked, and how marks are written.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

/// How values are laid along an axis.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// In proportion.
    Linear,
    /// By their logarithm.
    Log,
    /// Names at 0, 1, 2, ….
    Names(Vec<String>),
}

/// One axis of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What is measured, with its unit.
    pub label: String,
    /// How it is laid out.
    pub scale: Scale,
    /// Lower end.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
    /// Written from high to low: the first name of a list on top.
    pub reversed: bool,
}

/// A place on an axis that is marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub at: f64,
    /// What is written; nothing at minor ticks.
    pub text: Option<String>,
}

/// Space left free at both ends, as a fraction of the range.
const MARGIN: f64 = 0.05;
/// Decades below which a logarithmic axis is marked like a linear one.
const NARROW: f64 = 0.8;
/// Labelled ticks at most.
const MOST: f64 = 6.0;

impl Axis {
    /// A logarithmic axis that shows all positive values given.
    pub fn log(label: &str, values: impl IntoIterator<Item = f64>) -> Self {
        let logs = values.into_iter().filter(|x| *x > 0.0 && x.is_finite()).map(libm::log10);
        let (lo, hi) = padded(logs, 0.1);
        let (lo, hi) = (libm::pow(10.0, lo), libm::pow(10.0, hi));
        Axis { label: label.into(), scale: Scale::Log, lo, hi, reversed: false }
    }

    /// A linear axis that shows all finite values given.
    pub fn linear(label: &str, values: impl IntoIterator<Item = f64>) -> Self {
        let (lo, hi) = padded(values.into_iter().filter(|x| x.is_finite()), 1e-12);
        Axis { label: label.into(), scale: Scale::Linear, lo, hi, reversed: false }
    }

    /// An axis of exactly this range.
    pub fn between(label: &str, scale: Scale, (lo, hi): (f64, f64)) -> Self {
        Axis { label: label.into(), scale, lo, hi, reversed: false }
    }

    /// An axis of names, the i-th at i.
    pub fn names(label: &str, names: Vec<String>) -> Self {
        let hi = names.len() as f64 - 0.5;
        Axis { label: label.into(), scale: Scale::Names(names), lo: -0.5, hi, reversed: false }
    }

    /// The same, from high to low.
    pub fn reversed(self) -> Self {
        Axis { reversed: !self.reversed, ..self }
    }

    /// Where a value lies: 0 at the lower end, 1 at the upper.
    pub fn place(&self, x: f64) -> f64 {
        let fraction = match self.scale {
            Scale::Log => libm::log10(x / self.lo) / libm::log10(self.hi / self.lo),
            _ => (x - self.lo) / (self.hi - self.lo),
        };
        if self.reversed { 1.0 - fraction } else { fraction }
    }

    /// The value at a place: the inverse of [`place`](Self::place).
    pub fn at(&self, place: f64) -> f64 {
        let place = if self.reversed { 1.0 - place } else { place };
        match self.scale {
            Scale::Log => self.lo * libm::pow(self.hi / self.lo, place),
            _ => self.lo + (self.hi - self.lo) * place,
        }
    }

    /// Whether the value can be shown.
    pub fn contains(&self, x: f64) -> bool {
        x.is_finite() && (self.lo..=self.hi).contains(&x)
    }

    /// What is marked, in increasing order.
    pub fn ticks(&self) -> Vec<Tick> {
        match &self.scale {
            Scale::Names(names) => {
                let named =
                    |(i, name): (usize, &String)| Tick { at: i as f64, text: Some(name.clone()) };
                names.iter().enumerate().map(named).collect()
            }
            Scale::Linear => self.linear_ticks(),
            Scale::Log => self.log_ticks(),
        }
    }

    fn linear_ticks(&self) -> Vec<Tick> {
        let step = nice((self.hi - self.lo) / MOST);
        let first = libm::ceil(self.lo / step - 1e-9) as i64;
        let last = libm::floor(self.hi / step + 1e-9) as i64;
        let places = (-libm::floor(libm::log10(step) + 1e-9)).max(0.0) as usize;
        let largest = self.lo.abs().max(self.hi.abs());
        let write = |at: f64| match (1e-3..1e5).contains(&largest) {
            true => format!("{at:.places$}").replace('-', "−"),
            false => scientific(at),
        };
        let tick = |i: i64| {
            // 0 rather than −0.
            let at = if i == 0 { 0.0 } else { i as f64 * step };
            Tick { at, text: Some(write(at)) }
        };
        (first..=last).map(tick).collect()
    }

    fn log_ticks(&self) -> Vec<Tick> {
        let (lo, hi) = (libm::log10(self.lo), libm::log10(self.hi));
        let (first, last) = (libm::floor(lo) as i32, libm::ceil(hi) as i32);
        let decades = hi - lo;
        if decades < NARROW {
            return self.linear_ticks();
        }
        let step = [1, 2, 3, 5, 10, 20, 50].into_iter().find(|s| decades / f64::from(*s) <= MOST);
        let step = step.unwrap_or(100);
        // Over less than two decades a few numbers between them are written too.
        let written: &[i32] = match decades {
            d if d < 1.3 => &[1, 2, 3, 5],
            d if d < 2.0 => &[1, 3],
            _ => &[1],
        };
        let mut ticks = Vec::new();
        for decade in first..=last {
            for m in 1..=9 {
                let at = f64::from(m) * libm::pow(10.0, f64::from(decade));
                let major = decade.rem_euclid(step) == 0 && written.contains(&m);
                if !self.contains(at) || !major && (m > 1 && decades > 9.0) {
                    continue;
                }
                ticks.push(Tick { at, text: major.then(|| power(m, decade)) });
            }
        }
        ticks
    }
}

/// The range of values, widened: at least `least` wide.
fn padded(values: impl Iterator<Item = f64>, least: f64) -> (f64, f64) {
    let ends = |(lo, hi): (f64, f64), x: f64| (lo.min(x), hi.max(x));
    let (lo, hi) = values.fold((f64::INFINITY, f64::NEG_INFINITY), ends);
    if lo > hi {
        return (0.0, 1.0);
    }
    let width = (hi - lo).max(least).max(1e-9 * lo.abs().max(hi.abs()));
    let middle = (lo + hi) / 2.0;
    let half = width * (0.5 + MARGIN);
    (middle - half, middle + half)
}

/// The nearest of 1, 2, 5 times a power of ten that is not less.
fn nice(x: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(x)));
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * power >= x * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

/// m·10^e, plainly where that is short.
fn power(m: i32, e: i32) -> String {
    match e {
        0..=3 => format!("{}", i64::from(m) * 10_i64.pow(e as u32)),
        -3..=-1 => format!("{:.1$}", f64::from(m) * libm::pow(10.0, f64::from(e)), -e as usize),
        _ => {
            let factor = if m == 1 { String::new() } else { format!("{m}·") };
            format!("{factor}10^{{{e}}}").replace('-', "−")
        }
    }
}

/// A number as a label: `2.5·10^{−4}`, `0.06`, `3,000` as `3000`.
pub fn scientific(x: f64) -> String {
    if x == 0.0 {
        return "0".into();
    }
    let text = match x.abs() < 1e-3 {
        true => format!("{x:.1e}"),
        false => crate::report::text::number::short(x, 2),
    };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, ""));
    let mantissa = match mantissa.contains('.') {
        true => mantissa.trim_end_matches('0').trim_end_matches('.'),
        false => mantissa,
    };
    match (mantissa, exponent) {
        (_, "") => mantissa.into(),
        ("1", e) => format!("10^{{{e}}}").replace('-', "−"),
        (m, e) => format!("{m}·10^{{{e}}}").replace('-', "−"),
    }
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (start, end): (i32, i32)) -> i32 {
        // Beyond this the clipped part of a line only loses direction.
        let place = self.place(*value).clamp(-50.0, 50.0);
        start + libm::round(f64::from(end - start) * place) as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        let light = hint.weight().allow_light_points();
        let ticks = self.ticks();
        ticks.into_iter().filter(|t| light || t.text.is_some()).map(|t| t.at).collect()
    }

    fn range(&self) -> Range<f64> {
        self.lo..self.hi
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(axis: &Axis) -> Vec<String> {
        axis.ticks().into_iter().filter_map(|t| t.text).collect()
    }

    #[test]
    fn decades_are_written_and_their_parts_are_marked() {
        let axis = Axis::between("", Scale::Log, (1e-7, 1e-2));
        assert_eq!(written(&axis), ["10^{−7}", "10^{−6}", "10^{−5}", "10^{−4}", "0.001", "0.01"]);
        assert_eq!(axis.ticks().len(), 5 * 9 + 1);
        let wide = Axis::between("", Scale::Log, (1e-30, 1.0));
        assert_eq!(written(&wide).len(), 7);
        let narrow = Axis::between("", Scale::Log, (15.0, 60.0));
        assert_eq!(written(&narrow), ["20", "30", "40", "50", "60"]);
    }

    #[test]
    fn linear_ticks_are_round_and_written_to_their_own_place() {
        let axis = Axis::between("", Scale::Linear, (-0.021, 0.043));
        assert_eq!(written(&axis), ["−0.02", "0.00", "0.02", "0.04"]);
        let large = Axis::between("", Scale::Linear, (0.0, 3e9));
        assert_eq!(written(&large)[1], "5·10^{8}");
    }

    #[test]
    fn places_and_values_are_inverse_to_each_other() {
        for axis in [
            Axis::between("", Scale::Log, (3e-9, 7e4)),
            Axis::between("", Scale::Linear, (-2.0, 5.0)).reversed(),
        ] {
            for place in [0.0, 0.3, 1.0] {
                assert!((axis.place(axis.at(place)) - place).abs() < 1e-12);
            }
        }
        let names = Axis::names("", vec!["a".into(), "b".into()]);
        assert_eq!((names.place(0.0), names.place(1.0)), (0.25, 0.75));
    }

    #[test]
    fn a_single_value_and_no_value_still_make_an_axis() {
        for axis in [Axis::log("", [5.0]), Axis::linear("", [5.0]), Axis::linear("", [])] {
            assert!(axis.lo < axis.hi);
        }
        assert_eq!(scientific(2.5e-4), "2.5·10^{−4}");
        assert_eq!(scientific(1e7), "10^{7}");
        assert_eq!(scientific(0.06), "0.06");
    }
}
