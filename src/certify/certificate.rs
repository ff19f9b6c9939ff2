//! A certificate: what was proved, as a file that anybody can check.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod profiles;

use super::{Certified, Ends, Proof, check};
use crate::fit::{End, Problem};
use crate::number::{Exact, Interval, Scalar, versions};
use crate::runs::{Run, Runs, sha256};

pub use profiles::{ClaimedEnd, ClaimedProfile, ClaimedProfiles, Searched};

/// The schema of the file.
const SCHEMA: &str = "offray.certificate/1";
/// Tables up to this many rows are written into the certificate; larger ones
/// are bound by their hash alone.
const EMBEDDED: usize = 10_000;
/// Digits of bounds of slopes and distances.
const SHORT: usize = 12;
/// How often the convex box is made smaller until the independent evaluation
/// agrees that it is convex.
const SHRINKINGS: usize = 6;

/// Why a text is no certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Not of the form of the schema.
    #[error("not a certificate: {0}")]
    Form(String),
    /// The certificate speaks of other rows than those given.
    #[error(
        "the certificate is about other runs: it has rows with hash {certified}, these have \
         {given}; give the table and the selection that it was made from"
    )]
    OtherRows {
        /// In the certificate.
        certified: String,
        /// Of the table given.
        given: String,
    },
    /// The rows are not in the certificate.
    #[error("the certificate holds no rows: give the table with --runs RUNS.csv")]
    NoRows,
}

/// A free coordinate, its box, and the box without another optimum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moving {
    /// The parameters that move with it, by name.
    pub parameters: Vec<String>,
    /// Whether it is ln θ', θ' the parameter in the certificate's units.
    pub log: bool,
    /// Exactly one critical point lies in the box of these.
    pub tight: Ends,
    /// The objective is strictly convex on the box of these.
    pub convex: Ends,
}

/// A parameter: its enclosure and those of its standard errors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claimed {
    /// ASCII name.
    pub name: String,
    /// The exact value of one that does not move.
    #[serde(with = "maybe_decimal")]
    pub held: Option<Exact>,
    /// The optimum's value lies between these.
    pub value: Ends,
    /// s²(Σ wρ''ggᵀ)⁻¹; absent where undefined.
    pub gauss_newton: Option<Ends>,
    /// s²H⁻¹.
    pub observed: Option<Ends>,
    /// HC1.
    pub sandwich: Option<Ends>,
}

/// A parameter on a bound, and the objective's slope there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// The parameters that rest there together, by name.
    pub parameters: Vec<String>,
    /// `lower` or `upper`.
    pub end: String,
    /// ∂F/∂θ lies between these.
    pub slope: Ends,
}

/// Where the residuals lie about Huber's threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinks {
    /// How many have |r| < δ.
    pub inside: usize,
    /// ||r| − δ| is at least this for every run.
    #[serde(with = "decimal")]
    pub distance: Exact,
}

/// What was proved, with everything that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// `offray.certificate/1`.
    pub schema: String,
    /// SHA-256 of the file with 64 zeros in the place of this value.
    pub content_sha256: String,
    /// Versions of the libraries that computed it.
    pub versions: BTreeMap<String, String>,
    /// `local-minimum` or `boundary-minimum`.
    pub claim: String,
    /// The law, as it is spelt on a command line.
    pub law: String,
    /// The objective, as it is spelt on a command line.
    pub objective: String,
    /// Hash of the canonical rows.
    pub rows_sha256: String,
    /// How many there are.
    pub runs: usize,
    /// The canonical rows `N,D,L,U,w`, with the other inputs of a typed law; absent for a large table.
    pub rows: Option<Vec<String>>,
    /// Precision in bits at which the claims can be verified.
    pub bits: u32,
    /// N₀ and D₀, the sizes that the coordinates count in.
    #[serde(with = "decimal")]
    pub unit_n: Exact,
    /// See `unit_n`.
    #[serde(with = "decimal")]
    pub unit_d: Exact,
    /// The free coordinates.
    pub coordinates: Vec<Moving>,
    /// The law's parameters in its order, in the file's units.
    pub parameters: Vec<Claimed>,
    /// Those of them that are at a bound.
    pub bounds: Vec<Bound>,
    /// The objective at the optimum lies between these.
    pub objective_value: Ends,
    /// Huber's threshold; absent for objectives without one.
    pub kink: Option<Kinks>,
    /// Eigenvalues of the Gram matrix of ∂L̂/∂θ over the free parameters, largest
    /// first.
    pub eigenvalues: Vec<Ends>,
    /// Their quotient; absent where it is not bounded.
    pub kappa: Option<Ends>,
    /// The same with columns of unit length.
    pub kappa_eq: Option<Ends>,
    /// Profile intervals, where they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profiles: Option<ClaimedProfiles>,
}

impl Certificate {
    /// The certificate of a proof, checked by [`check()`] before it is handed out.
    ///
    /// # Errors
    /// Where there is no proof, or the check does not confirm it: what it does
    /// not confirm.
    pub fn new(problem: &Problem<'_>, answer: &Certified) -> Result<Self, Vec<String>> {
        let claims = answer.proof.as_ref().and_then(|p| Self::claims(problem, answer, p));
        let mut certificate = claims.ok_or_else(|| vec!["there is no proof".to_owned()])?;
        let mut failed = Vec::new();
        for _ in 0..SHRINKINGS {
            let checked = check(&certificate.to_text(), Some(problem.runs()));
            let checked = checked.map_err(|error| vec![error.to_string()])?;
            if checked.is_confirmed() {
                return Ok(certificate);
            }
            failed = checked.findings.into_iter().filter(|f| !f.confirmed).collect();
            // Another order of evaluation is another enclosure: leave room for it.
            let [four, five] = [4, 5].map(Exact::from);
            let nearer = |near: &Exact, far: &Exact| &(near + &(far * &four)) / &five;
            for c in &mut certificate.coordinates {
                c.convex = Ends {
                    lo: nearer(&c.tight.lo, &c.convex.lo),
                    hi: nearer(&c.tight.hi, &c.convex.hi),
                };
            }
        }
        Err(failed.into_iter().map(|f| f.claim).collect())
    }

    fn claims(problem: &Problem<'_>, answer: &Certified, proof: &Proof) -> Option<Self> {
        let about = problem.law().about();
        let name = |p: usize| about.parameters[p].name.to_owned();
        let digits = answer.fit.digits + 1;
        let around = |x: &Interval| Ends::around(x, digits);
        let maybe = |x: &Option<Interval>| x.as_ref().and_then(around);
        let coordinates = proof.places.iter().map(|place| Moving {
            parameters: place.parameters.iter().map(|p| name(*p)).collect(),
            log: place.log,
            tight: place.tight.clone(),
            convex: place.convex.clone(),
        });
        let parameters =
            proof.parameters.iter().zip(&proof.errors).enumerate().map(|(p, (x, e))| {
                let held =
                    proof.held.iter().find(|(at, _)| *at == p).map(|(_, value)| value.clone());
                let value = match &held {
                    Some(value) => Ends::point(value),
                    None => around(x)?,
                };
                Some(Claimed {
                    name: name(p),
                    held,
                    value,
                    gauss_newton: maybe(&e.gauss_newton),
                    observed: maybe(&e.observed),
                    sandwich: maybe(&e.sandwich),
                })
            });
        let bounds = proof.multipliers.iter().map(|m| {
            Some(Bound {
                parameters: m.parameters.iter().map(|p| name(*p)).collect(),
                end: if m.end == End::Lower { "lower" } else { "upper" }.into(),
                slope: Ends::around(&m.slope, SHORT)?,
            })
        });
        let kink = proof.kink.as_ref().map(|(inside, distance)| {
            // Half of it: room for another evaluation.
            let half = distance / distance.int(2);
            half.lo_decimal(3).parse().ok().map(|distance| Kinks { inside: *inside, distance })
        });
        let profiles = answer.profiles.as_ref().map(|p| ClaimedProfiles::of(p, digits));
        let rows = problem.len() <= EMBEDDED;
        Some(Certificate {
            schema: SCHEMA.into(),
            content_sha256: String::new(),
            versions: versions().into_iter().map(|(n, v)| (n.to_owned(), v)).collect(),
            claim: if proof.multipliers.is_empty() { "local-minimum" } else { "boundary-minimum" }
                .into(),
            law: problem.law().to_string(),
            objective: problem.objective().to_string(),
            rows_sha256: problem.runs().rows_sha256(),
            runs: problem.len(),
            rows: rows.then(|| problem.runs().canonical_lines()),
            bits: proof.bits,
            unit_n: proof.units.n.clone(),
            unit_d: proof.units.d.clone(),
            coordinates: coordinates.collect(),
            parameters: parameters.collect::<Option<_>>()?,
            bounds: bounds.collect::<Option<_>>()?,
            objective_value: around(&proof.value)?,
            kink: match kink {
                Some(kink) => Some(kink?),
                None => None,
            },
            eigenvalues: proof.eigenvalues.iter().map(around).collect::<Option<_>>()?,
            kappa: around(&proof.kappa),
            kappa_eq: around(&proof.kappa_eq),
            profiles: match profiles {
                Some(profiles) => Some(profiles?),
                None => None,
            },
        })
    }

    /// The file: JSON, its own hash in it.
    pub fn to_text(&self) -> String {
        let zeroed = Certificate { content_sha256: "0".repeat(64), ..self.clone() };
        let text = serde_json::to_string_pretty(&zeroed).expect("plain data") + "\n";
        let hash = sha256(text.as_bytes());
        text.replacen(&"0".repeat(64), &hash, 1)
    }

    /// Reads a file, whatever its hash says.
    pub fn from_text(text: &str) -> Result<Self, CertificateError> {
        let form = |error: String| CertificateError::Form(error);
        let found: Certificate = serde_json::from_str(text).map_err(|e| form(e.to_string()))?;
        if found.schema != SCHEMA {
            return Err(form(format!("schema '{}' is not '{SCHEMA}'", found.schema)));
        }
        Ok(found)
    }

    /// Whether the hash in the text is that of the text.
    pub fn is_whole(&self, text: &str) -> bool {
        let zeroed = text.replacen(&self.content_sha256, &"0".repeat(64), 1);
        sha256(zeroed.as_bytes()) == self.content_sha256
    }

    /// The rows of the certificate, or those given, whose hash must be its own.
    pub fn rows(&self, given: Option<&Runs>) -> Result<Vec<Run>, CertificateError> {
        if let Some(runs) = given {
            let hash = runs.rows_sha256();
            return match hash == self.rows_sha256 {
                true => Ok(runs.rows.clone()),
                false => Err(CertificateError::OtherRows {
                    certified: self.rows_sha256.clone(),
                    given: hash,
                }),
            };
        }
        let lines = self.rows.as_ref().ok_or(CertificateError::NoRows)?;
        lines.iter().map(|line| row(line)).collect()
    }
}

/// A canonical row `N,D,L,U,w`, the other inputs of a typed law after it.
fn row(line: &str) -> Result<Run, CertificateError> {
    let form = || CertificateError::Form(format!("row '{line}' is not of the form N,D,L,U,w"));
    let cells: Vec<&str> = line.split(',').collect();
    let [n, d, loss, unique, weight, others @ ..] = &cells[..] else { return Err(form()) };
    let (unique, any) = (*unique, |text: &&str| text.parse::<Exact>().map_err(|_| form()));
    let number = |text: &str| {
        let value: Exact = text.parse().map_err(|_| form())?;
        if value.signum() > 0 { Ok(value) } else { Err(form()) }
    };
    Ok(Run {
        n: number(n)?,
        d: number(d)?,
        loss: number(loss)?,
        unique: if unique == "-" { None } else { Some(number(unique)?) },
        weight: Some(number(weight)?).filter(|w| *w != Exact::from(1)),
        group: None,
        others: others.iter().map(any).collect::<Result<_, _>>()?,
    })
}

/// Exact numbers as decimal strings.
mod decimal {
    use super::*;

    pub fn serialize<S: Serializer>(value: &Exact, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Exact, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|error| serde::de::Error::custom(format!("'{text}' is {error}")))
    }
}

/// The same where there may be none.
mod maybe_decimal {
    use super::*;

    pub fn serialize<S: Serializer>(value: &Option<Exact>, to: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(Exact::to_string).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Exact>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|t| t.parse().map_err(|e| serde::de::Error::custom(format!("'{t}' is {e}"))))
            .transpose()
    }
}

impl Serialize for Ends {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        BTreeMap::from([("lo", self.lo.to_string()), ("hi", self.hi.to_string())]).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Ends {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Pair {
            #[serde(with = "decimal")]
            lo: Exact,
            #[serde(with = "decimal")]
            hi: Exact,
        }
        let Pair { lo, hi } = Pair::deserialize(from)?;
        match lo <= hi {
            true => Ok(Ends { lo, hi }),
            false => Err(serde::de::Error::custom(format!("{lo} is above {hi}"))),
        }
    }
}
