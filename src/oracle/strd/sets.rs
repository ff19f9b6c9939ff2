//! NIST's problems as they come in its files.

use std::sync::LazyLock;

use serde::Deserialize;

use super::family::{Family, Linear};
use crate::number::Exact;
use crate::regression::Data;

/// The model of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With two starts.
    Nonlinear(Family),
    /// Solved from zero.
    Linear(Linear),
}

/// What NIST printed, as it printed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Parameters.
    pub parameters: Vec<String>,
    /// Their standard deviations.
    pub deviations: Vec<String>,
    /// Residual sum of squares.
    pub rss: String,
    /// Residual standard deviation.
    pub rsd: String,
}

/// One of the 27 nonlinear or 11 linear problems.
#[derive(Clone, Debug)]
pub struct Set {
    /// NIST's name.
    pub name: String,
    /// Lower, Average or Higher.
    pub difficulty: String,
    /// NIST's formula, on one line.
    pub formula: String,
    /// The model.
    pub kind: Kind,
    /// The data, exactly.
    pub data: Data,
    /// Two starts; none for a linear problem.
    pub starts: Vec<Vec<Exact>>,
    /// The certified values.
    pub printed: Printed,
}

/// A problem as the JSON beside NIST's files has it.
#[derive(Deserialize)]
struct Entry {
    name: String,
    difficulty: String,
    formula: String,
    #[serde(default)]
    start1: Vec<String>,
    #[serde(default)]
    start2: Vec<String>,
    certified: Vec<String>,
    certified_sd: Vec<String>,
    residual_sum_of_squares: Option<String>,
    residual_standard_deviation: String,
    residual: Option<Residual>,
    data_lines: [usize; 2],
}

#[derive(Deserialize)]
struct Residual {
    ss: String,
}

#[derive(Deserialize)]
struct List {
    datasets: Vec<Entry>,
}

/// The files as they were fetched: name, folder, model, text.
macro_rules! files {
    ($($folder:literal: $($name:ident = $kind:expr),+;)+) => {
        &[$($((
            stringify!($name),
            $kind,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/fixtures/nist-strd/", $folder, "/",
                stringify!($name), ".dat"
            )),
        ),)+)+]
    };
}

use Family as F;
use Kind::Linear as L;
use Kind::Nonlinear as N;

/// In NIST's order: by difficulty.
static FILES: &[(&str, Kind, &str)] = files! {
    "nonlinear":
        Misra1a = N(F::Misra1a), Chwirut2 = N(F::Chwirut), Chwirut1 = N(F::Chwirut),
        Lanczos3 = N(F::Lanczos), Gauss1 = N(F::Gauss), Gauss2 = N(F::Gauss),
        DanWood = N(F::DanWood), Misra1b = N(F::Misra1b),
        Kirby2 = N(F::Kirby2), Hahn1 = N(F::Hahn1), Nelson = N(F::Nelson), MGH17 = N(F::MGH17),
        Lanczos1 = N(F::Lanczos), Lanczos2 = N(F::Lanczos), Gauss3 = N(F::Gauss),
        Misra1c = N(F::Misra1c), Misra1d = N(F::Misra1d), Roszman1 = N(F::Roszman1),
        ENSO = N(F::ENSO),
        // Thurber's model is Hahn1's.
        MGH09 = N(F::MGH09), Thurber = N(F::Hahn1), BoxBOD = N(F::Misra1a), Rat42 = N(F::Rat42),
        MGH10 = N(F::MGH10), Eckerle4 = N(F::Eckerle4), Rat43 = N(F::Rat43),
        Bennett5 = N(F::Bennett5);
    "linear":
        Norris = L(Linear::Polynomial { degree: 1 }), Pontius = L(Linear::Polynomial { degree: 2 }),
        NoInt1 = L(Linear::ThroughOrigin), NoInt2 = L(Linear::ThroughOrigin),
        Filip = L(Linear::Polynomial { degree: 10 }),
        Longley = L(Linear::Several { predictors: 6 }),
        Wampler1 = L(Linear::Polynomial { degree: 5 }),
        Wampler2 = L(Linear::Polynomial { degree: 5 }),
        Wampler3 = L(Linear::Polynomial { degree: 5 }),
        Wampler4 = L(Linear::Polynomial { degree: 5 }),
        Wampler5 = L(Linear::Polynomial { degree: 5 });
};

/// All problems: 27 nonlinear ones, then 11 linear ones.
pub fn sets() -> &'static [Set] {
    static SETS: LazyLock<Vec<Set>> = LazyLock::new(|| {
        let lists = [
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/nist-strd/certified.json")),
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/fixtures/nist-strd/certified_linear.json"
            )),
        ];
        let read = |text: &str| serde_json::from_str::<List>(text).expect("JSON in the binary");
        let mut entries: Vec<Entry> = lists.iter().flat_map(|text| read(text).datasets).collect();
        let set = |(name, kind, text): &(&str, Kind, &str)| {
            let at = entries.iter().position(|e| e.name == *name).expect("an entry per file");
            entries.swap_remove(at).with_data(*kind, text)
        };
        FILES.iter().map(set).collect()
    });
    &SETS
}

impl Entry {
    fn with_data(self, kind: Kind, text: &str) -> Set {
        let [first, last] = self.data_lines;
        let lines = text.lines().skip(first - 1).take(last + 1 - first);
        let data = Data::parse(&lines.collect::<Vec<_>>().join("\n")).expect("NIST's data");
        let exact = |list: &[String]| -> Vec<Exact> {
            list.iter().map(|x| x.parse().expect("NIST's start")).collect()
        };
        let starts = match kind {
            Kind::Nonlinear(_) => vec![exact(&self.start1), exact(&self.start2)],
            Kind::Linear(_) => vec![vec![Exact::from(0); self.certified.len()]],
        };
        let rss = self.residual_sum_of_squares.or(self.residual.map(|r| r.ss));
        Set {
            name: self.name,
            difficulty: self.difficulty,
            formula: self.formula,
            kind,
            data,
            starts,
            printed: Printed {
                parameters: self.certified,
                deviations: self.certified_sd,
                rss: rss.expect("a sum of squares"),
                rsd: self.residual_standard_deviation,
            },
        }
    }
}
