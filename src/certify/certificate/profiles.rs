//! The part of a certificate that is about profile intervals.

use serde::{Deserialize, Serialize};

use super::decimal;
use crate::certify::{Ends, ProvedEnd, ProvedProfiles};
use crate::fit::ProfileEnd;
use crate::number::Exact;

/// Profile intervals of the free parameters: how far each can move, the others
/// following, before the objective meets a height.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedProfiles {
    /// Coverage, between 0 and 1.
    #[serde(with = "decimal")]
    pub level: Exact,
    /// Whether the objective is robust, and these are pseudo-profiles.
    pub pseudo: bool,
    /// c with P(χ²₁ ≤ c) = level lies between these.
    pub quantile: Ends,
    /// L, the height at which the intervals end, lies between these.
    pub height: Ends,
    /// One per coordinate of the certificate.
    pub parameters: Vec<ClaimedProfile>,
}

/// The interval of one free parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedProfile {
    /// ASCII name; of tied parameters the first.
    pub name: String,
    /// The lower end.
    pub lo: ClaimedEnd,
    /// The upper end.
    pub hi: ClaimedEnd,
}

/// An end of an interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum ClaimedEnd {
    /// The profile meets its height.
    Bounded {
        /// In the box of these is exactly one point with F = L and ∂F/∂u_i = 0 for
        /// every other coordinate u_i: ln θ where the certificate's coordinate is a
        /// logarithm and θ elsewhere, θ in the units of the file.
        coordinates: Vec<Ends>,
        /// θ lies between these.
        value: Ends,
    },
    /// Nothing is claimed.
    Unproved {
        /// What the search, in doubles, found.
        search: Searched,
    },
}

/// What a search found of an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Searched {
    /// A number.
    Bounded,
    /// The range ends before the height is met.
    Open,
    /// The objective does not rise.
    Flat,
    /// Neither.
    Undecided,
}

impl ClaimedProfiles {
    /// What was proved, to `digits` significant digits. None where something has no
    /// finite enclosure.
    pub(super) fn of(proved: &ProvedProfiles, digits: usize) -> Option<Self> {
        let end = |end: &ProvedEnd| match end {
            ProvedEnd::Bounded { value, region } => Some(ClaimedEnd::Bounded {
                coordinates: region.clone(),
                value: Ends::around(value, digits)?,
            }),
            ProvedEnd::Found(found, _) => Some(ClaimedEnd::Unproved {
                search: match found {
                    ProfileEnd::Bounded(_) => Searched::Bounded,
                    ProfileEnd::Open(_) => Searched::Open,
                    ProfileEnd::Flat(_) => Searched::Flat,
                    ProfileEnd::Undecided(_) => Searched::Undecided,
                },
            }),
        };
        let parameters = proved.parameters.iter().map(|p| {
            Some(ClaimedProfile { name: p.name.into(), lo: end(&p.lower)?, hi: end(&p.upper)? })
        });
        // Nearly all digits of the quantile: the height, and every end, hangs on it.
        let fine = (f64::from(proved.quantile.bits()) * std::f64::consts::LOG10_2) as usize - 4;
        Some(ClaimedProfiles {
            level: proved.level.clone(),
            pseudo: proved.pseudo,
            quantile: Ends::around(&proved.quantile, fine)?,
            height: Ends::around(&proved.height, digits)?,
            parameters: parameters.collect::<Option<_>>()?,
        })
    }
}
