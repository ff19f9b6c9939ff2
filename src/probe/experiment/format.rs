//! Inputs rounded to a number format: an answer that does not move was computed from them.

use super::{Experiment, Family};
use crate::number::{Bf16, Compare, F16, Tf32};
use crate::probe::case::{Case, exact};
use crate::runs::Runs;

/// A format that inputs are rounded to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// bfloat16.
    Bf16,
    /// IEEE half precision.
    F16,
    /// TensorFloat-32.
    Tf32,
    /// IEEE single precision.
    F32,
}

impl Format {
    /// The shortest first.
    pub const ALL: [Format; 4] = [Format::Bf16, Format::F16, Format::Tf32, Format::F32];

    /// The nearest number of the format.
    pub fn round(self, x: f64) -> f64 {
        match self {
            Format::Bf16 => Bf16::from_f64(x).to_f64(),
            Format::F16 => F16::from_f64(x).to_f64(),
            Format::Tf32 => Tf32::from_f64(x).to_f64(),
            Format::F32 => f64::from(x as f32),
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Bf16 => "bf16",
            Format::F16 => "f16",
            Format::Tf32 => "tf32",
            Format::F32 => "f32",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Format::Bf16 => "bfloat16",
            Format::F16 => "half precision",
            Format::Tf32 => "TensorFloat-32",
            Format::F32 => "single precision",
        }
    }

    /// Bits of its significand.
    pub fn unit_roundoff(self) -> f64 {
        match self {
            Format::Bf16 => 1.0 / 256.0,
            Format::F16 | Format::Tf32 => 1.0 / 2048.0,
            Format::F32 => f64::from(f32::EPSILON) / 2.0,
        }
    }
}

/// Which columns are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// N, D and the losses.
    All,
    /// The losses.
    Losses,
    /// N and D.
    Sizes,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 3] = [Part::All, Part::Losses, Part::Sizes];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Part::All => "N, D and the losses",
            Part::Losses => "the losses",
            Part::Sizes => "N and D",
        }
    }
}

/// How a table is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Rounding {
    /// To what.
    pub format: Format,
    /// Which columns.
    pub part: Part,
    /// Whether their logarithms are rounded in their place.
    pub logarithms: bool,
}

impl Rounding {
    /// Every way to round.
    pub fn every() -> impl Iterator<Item = Rounding> {
        Format::ALL.into_iter().flat_map(|format| {
            Part::ALL.into_iter().flat_map(move |part| {
                [false, true].map(move |logarithms| Rounding { format, part, logarithms })
            })
        })
    }

    /// One number.
    pub fn of(self, x: f64) -> f64 {
        match self.logarithms {
            true => libm::exp(self.format.round(libm::log(x))),
            false => self.format.round(x),
        }
    }

    /// In words: `the losses rounded to bf16`.
    pub fn words(self) -> String {
        let (part, format) = (self.part.words(), self.format.name());
        match self.logarithms {
            true => format!("the logarithms of {part} rounded to {format}"),
            false => format!("{part} rounded to {format}"),
        }
    }

    /// As a name.
    pub fn id(self) -> String {
        let part = match self.part {
            Part::All => "",
            Part::Losses => "-losses",
            Part::Sizes => "-sizes",
        };
        let logarithms = if self.logarithms { "-ln" } else { "" };
        format!("rounded-{}{part}{logarithms}", self.format.name())
    }

    /// The experiment; None where a number leaves the format's range.
    pub fn experiment(self, case: &Case<'_>) -> Option<Experiment> {
        let runs = round_runs(case.runs, self)?;
        let differs = runs.rows.iter().zip(&case.runs.rows).any(|(a, b)| {
            a.n.to_f64() != b.n.to_f64()
                || a.d.to_f64() != b.d.to_f64()
                || a.loss.to_f64() != b.loss.to_f64()
        });
        let truth = case.optimum_of(&runs, &case.objective);
        Some(Experiment {
            runs,
            truth,
            differs,
            rounding: Some(self),
            ..Experiment::baseline(case).named(
                &self.id(),
                Family::Format,
                &self.words(),
                "an answer that moves, to the optimum of the rounded table",
            )
        })
    }
}

/// A table rounded; None where a number becomes 0 or infinite.
pub fn round_runs(runs: &Runs, how: Rounding) -> Option<Runs> {
    let mut rounded = runs.clone();
    let (sizes, losses) = (how.part != Part::Losses, how.part != Part::Sizes);
    let round = |x: &mut crate::number::Exact| {
        let y = how.of(x.to_f64());
        *x = exact(y);
        y.is_finite() && y > 0.0
    };
    for run in &mut rounded.rows {
        let mut fine = true;
        if sizes {
            fine &= round(&mut run.n) & round(&mut run.d);
            fine &= run.unique.as_mut().is_none_or(round);
        }
        if losses {
            fine &= round(&mut run.loss);
        }
        if !fine {
            return None;
        }
    }
    Some(rounded)
}

pub(super) fn all(case: &Case<'_>) -> Vec<Experiment> {
    let whole = |format| Rounding { format, part: Part::All, logarithms: false };
    let half = whole(Format::F16).experiment(case).or_else(|| {
        // N and D of real runs leave the range of halves.
        let losses = Rounding { format: Format::F16, part: Part::Losses, logarithms: false };
        losses.experiment(case).map(|e| Experiment { id: "rounded-f16".into(), ..e })
    });
    let others = [Format::F32, Format::Bf16].map(|format| whole(format).experiment(case));
    others.into_iter().chain([half]).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_twice_is_rounding_once() {
        for how in Rounding::every() {
            let once = how.of(2.0771);
            let again = how.of(once);
            assert!((once - again).abs() <= 1e-15, "{}", how.words());
            assert!((once / 2.0771 - 1.0).abs() < 4.0 * how.format.unit_roundoff(), "{once}");
            assert!(once != 2.0771, "{}", how.words());
        }
        assert_eq!(Format::Bf16.round(2.0771), 2.078125);
    }
}
