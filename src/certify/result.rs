//! What a proof hands back.

use serde_json::{Value, json};

use super::{Ends, Global, ProvedEnd, ProvedProfiles, Units};
use crate::fit::{Convention, End, Fit, ProfileEnd, Status};
use crate::number::{Exact, Interval, Mpfr};

/// The outcome of an attempt to certify.
#[derive(Clone, Debug)]
pub struct Certified {
    /// The values, in the form of a fit: where `certified` is set, `lo` and `hi`
    /// enclose them.
    pub fit: Fit,
    /// What was proved; none where nothing was (the remarks say why).
    pub proof: Option<Proof>,
    /// Profile intervals, where they were asked for.
    pub profiles: Option<ProvedProfiles>,
}

/// Where one coordinate of the proof lies.
#[derive(Clone, Debug)]
pub struct Place {
    /// Indices of the law's parameters that move with it.
    pub parameters: Vec<usize>,
    /// Whether the coordinate is ln θ', θ' the parameter in [`Proof::units`].
    pub log: bool,
    /// A box with exactly one critical point.
    pub tight: Ends,
    /// A box in which the objective is strictly convex.
    pub convex: Ends,
}

/// The objective's slope at a parameter on its bound.
#[derive(Clone, Debug)]
pub struct Multiplier {
    /// Indices of the parameters that rest there together.
    pub parameters: Vec<usize>,
    /// Which end of its range.
    pub end: End,
    /// The bound.
    pub bound: Exact,
    /// ∂F/∂θ over the box: of the sign that keeps the parameter there.
    pub slope: Interval,
}

/// What the runs say about a parameter: enclosures of its standard errors.
#[derive(Clone, Debug, Default)]
pub struct Enclosures {
    /// From the Gauss–Newton matrix.
    pub gauss_newton: Option<Interval>,
    /// From the exact Hessian.
    pub observed: Option<Interval>,
    /// HC1.
    pub sandwich: Option<Interval>,
}

/// A proof that an optimum exists, is a strict minimum, and is alone.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Units in which the coordinates count sizes.
    pub units: Units,
    /// Precision of the arithmetic.
    pub bits: u32,
    /// The free coordinates.
    pub places: Vec<Place>,
    /// Half-widths of the convex box over √(H⁻¹)ᵢᵢ, H the Hessian.
    pub reach: f64,
    /// Parameters that do not move, with their exact values.
    pub held: Vec<(usize, Exact)>,
    /// Every parameter of the law, in the file's units.
    pub parameters: Vec<Interval>,
    /// Standard errors, one entry per parameter.
    pub errors: Vec<Enclosures>,
    /// The objective.
    pub value: Interval,
    /// Eigenvalues of the Gram matrix of ∂L̂/∂θ over the free parameters, in the
    /// file's units, largest first.
    pub eigenvalues: Vec<Interval>,
    /// λ_max/λ_min.
    pub kappa: Interval,
    /// The same with columns of unit length.
    pub kappa_eq: Interval,
    /// Residuals with |r| < δ, and a lower bound on the least ||r| − δ|, where
    /// the objective has a kink: over the tight box every run is on one side.
    pub kink: Option<(usize, Interval)>,
    /// Parameters at a bound.
    pub multipliers: Vec<Multiplier>,
    /// Whether a symmetry of the law on the one ray of the table makes twins:
    /// their enclosures, in the law's order.
    pub twins: Vec<Vec<Interval>>,
    /// What is proved of a region: that it is the lowest point there, or how far
    /// that is open.
    pub global: Option<Global>,
}

/// Significant digits of ends found in doubles.
const FOUND_DIGITS: usize = 8;

impl Certified {
    /// Adds what is proved of a region: where nothing is open, that the optimum is
    /// its lowest point.
    pub fn raise(&mut self, global: Global) {
        if let Some(proof) = &mut self.proof {
            if global.open.is_none() {
                self.fit.status = Status::GlobalMinimum;
            }
            proof.global = Some(global);
        }
    }

    /// The object that `offray certify --json` prints: that of a fit, and under
    /// `proof` what was proved.
    pub fn to_json(&self) -> Value {
        let mut object = self.fit.to_json(&Convention::default());
        object["schema"] = "offray.certified/1".into();
        object["proof"] = self.proof.as_ref().map_or(Value::Null, |p| self.proof_json(p));
        if let Some(profiles) = &self.profiles {
            object["profiles"] = profiles_json(profiles, self.fit.digits + 1);
        }
        object
    }

    fn proof_json(&self, proof: &Proof) -> Value {
        let about = self.fit.law.about();
        let name = |p: usize| about.parameters[p].name;
        let digits = self.fit.digits + 1;
        let pair = |x: &Interval| json!({"lo": x.lo_decimal(digits), "hi": x.hi_decimal(digits)});
        let maybe = |x: &Option<Interval>| x.as_ref().map_or(Value::Null, pair);
        let ends = |e: &Ends| json!({"lo": e.lo.to_string(), "hi": e.hi.to_string()});
        let searched = |global: &Global| {
            json!({
                "region": global.region.iter().map(|(p, e)| json!({
                    "name": name(*p), "lo": e.lo.to_string(), "hi": e.hi.to_string(),
                })).collect::<Vec<_>>(),
                "boxes": global.boxes,
                "convex": global.convex,
                "depth": global.depth,
            })
        };
        json!({
            "units": {"n": proof.units.n.to_string(), "d": proof.units.d.to_string()},
            "coordinates": proof.places.iter().map(|place| json!({
                "parameters": place.parameters.iter().map(|p| name(*p)).collect::<Vec<_>>(),
                "log": place.log,
                "tight": ends(&place.tight),
                "convex": ends(&place.convex),
            })).collect::<Vec<_>>(),
            "reach": format!("{:e}", proof.reach),
            "standard_errors": proof.errors.iter().enumerate().map(|(p, e)| json!({
                "name": name(p),
                "gauss_newton": maybe(&e.gauss_newton),
                "observed": maybe(&e.observed),
                "sandwich": maybe(&e.sandwich),
            })).collect::<Vec<_>>(),
            "eigenvalues": proof.eigenvalues.iter().map(pair).collect::<Vec<_>>(),
            "kappa": pair(&proof.kappa),
            "kappa_eq": pair(&proof.kappa_eq),
            "kink": proof.kink.as_ref().map(|(inside, distance)| json!({
                "inside": inside, "distance": distance.lo_decimal(6),
            })),
            "multipliers": proof.multipliers.iter().map(|m| json!({
                "parameters": m.parameters.iter().map(|p| name(*p)).collect::<Vec<_>>(),
                "end": if m.end == End::Lower { "lower" } else { "upper" },
                "bound": m.bound.to_string(),
                "slope": pair(&m.slope),
            })).collect::<Vec<_>>(),
            "global": proof.global.as_ref().filter(|g| g.open.is_none()).map(searched),
            "undecided": proof.global.as_ref().and_then(|global| {
                let open = global.open.as_ref()?;
                let mut object = searched(global);
                object["open"] = open.boxes.into();
                let range = |(p, [lo, hi]): (usize, [String; 2])| {
                    json!({"name": name(p), "lo": lo, "hi": hi})
                };
                object["hull"] = global.open_ranges().into_iter().map(range).collect();
                object["bound"] = Interval::new(64, &open.bound).lo_decimal(FOUND_DIGITS).into();
                object["lower"] = open.lower.as_ref().map_or(Value::Null, |(theta, value)| json!({
                    "parameters": theta.iter().enumerate().map(|(p, x)| json!({
                        "name": name(p), "value": x.to_string(),
                    })).collect::<Vec<_>>(),
                    "objective_value": pair(value),
                }));
                Some(object)
            }),
            "twins": proof.twins.iter().map(|twin| twin.iter().enumerate().map(|(p, x)| json!({
                "name": name(p), "lo": x.lo_decimal(digits), "hi": x.hi_decimal(digits),
            })).collect::<Vec<_>>()).collect::<Vec<_>>(),
        })
    }
}

fn profiles_json(profiles: &ProvedProfiles, digits: usize) -> Value {
    let end = |end: &ProvedEnd| match end {
        ProvedEnd::Bounded { value: x, .. } => json!({
            "end": "bounded", "lo": x.lo_decimal(digits), "hi": x.hi_decimal(digits),
            "proved": true,
        }),
        ProvedEnd::Found(end, why) => {
            let (kind, value, reason) = match end {
                ProfileEnd::Bounded(x) => ("bounded", Some(*x), None),
                ProfileEnd::Open(x) => ("open", Some(*x), None),
                ProfileEnd::Flat(x) => ("flat", Some(*x), None),
                ProfileEnd::Undecided(why) => ("undecided", None, Some(why)),
            };
            let value = value.map(|x| Mpfr::from_f64(53, x).to_decimal(FOUND_DIGITS));
            json!({
                "end": kind, "value": value, "proved": false, "why": why.as_ref().or(reason),
            })
        }
    };
    json!({
        "kind": if profiles.pseudo { "pseudo-profile" } else { "profile" },
        "level": profiles.level.to_string(),
        "followed": profiles.followed,
        "parameters": profiles.parameters.iter().map(|p| json!({
            "name": p.name, "lo": end(&p.lower), "hi": end(&p.upper),
        })).collect::<Vec<_>>(),
    })
}
