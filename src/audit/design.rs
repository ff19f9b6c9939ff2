//! What the places of the runs can identify, before any loss is looked at but
//! the one fit that says where to linearise.

use serde::Serialize;

use crate::design::{Coverage, RaySet, Shape, Tolerance};
use crate::geometry::{Conditioning, Dependence, Precision, Sloppy, centres, conditioning, limit};
use crate::law::Law;
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar, Truth};
use crate::runs::Runs;

/// One ray of the table.
#[derive(Clone, Debug, Serialize)]
pub struct RayRow {
    /// k = D/N; of a nearly exact ray the geometric mean.
    pub k: String,
    /// Runs on it.
    pub runs: usize,
    /// Whether D = kN holds exactly.
    pub exact: bool,
    /// Smallest and largest D/N.
    pub range: (f64, f64),
}

/// Conditioning of some columns of the Jacobian at the optimum.
#[derive(Clone, Debug, Serialize)]
pub struct Block {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// λ_max/λ_min of JᵀJ (JᵀWJ where runs have weights); `inf` where it is singular, null where undecided.
    pub kappa: Option<String>,
    /// The same after scaling every column to unit length.
    pub kappa_eq: Option<String>,
    /// κ_c: the same with N and D in units of their geometric means over the runs.
    pub kappa_c: Option<String>,
    /// Eigenvalues of JᵀJ, largest first; `0` where they cannot be told from zero.
    pub eigenvalues: Vec<String>,
    /// Whether JᵀJ is singular: true for a reason, false by proof, null where
    /// undecided.
    pub singular: Option<bool>,
}

/// Directions in the parameters along which no prediction on the runs moves.
#[derive(Clone, Debug, Default)]
pub struct NullSpace {
    /// Orthonormal vectors in scaled coordinates, over the free columns.
    directions: Vec<Vec<f64>>,
    /// Free columns, and the lengths of their columns of the Jacobian.
    scale: Vec<(usize, f64)>,
}

impl NullSpace {
    /// Eigenvectors of certain zeros; none where the matrix is regular.
    fn of(found: &Conditioning) -> Self {
        let null = |x: &Interval| x.contains_zero() && found.singular().is_true();
        let directions = (0..found.columns.len())
            .filter(|j| null(&found.scaled.eigenvalues[*j]))
            .map(|j| {
                let vectors = &found.scaled.vectors;
                (0..vectors.rows()).map(|i| vectors[(i, j)].to_f64()).collect()
            })
            .collect();
        let lengths = found.gram.diagonal();
        let lengths = lengths.iter().map(|g| g.sqrt().mid().to_f64());
        NullSpace { directions, scale: found.columns.iter().copied().zip(lengths).collect() }
    }

    /// Whether a function with gradient `g` (in the law's order) does not change
    /// along any open direction: only then do the runs determine it.
    pub fn leaves_alone(&self, g: &[f64]) -> bool {
        let scaled: Vec<f64> = self.scale.iter().map(|(c, length)| g[*c] / length).collect();
        let size = libm::sqrt(scaled.iter().map(|x| x * x).sum());
        self.directions.iter().all(|v| {
            let along: f64 = v.iter().zip(&scaled).map(|(a, b)| a * b).sum();
            along.abs() <= 1e-9 * size
        })
    }
}

/// The design section of an audit.
#[derive(Clone, Debug)]
pub struct DesignAudit {
    /// Rows after selection.
    pub runs: usize,
    /// Distinct (N, D).
    pub distinct: usize,
    /// Smallest and largest N.
    pub n: (f64, f64),
    /// Smallest and largest D.
    pub d: (f64, f64),
    /// Smallest and largest D/N.
    pub k: (f64, f64),
    /// The largest 6ND.
    pub largest_budget: f64,
    /// The 100 rays with most runs, largest first.
    pub rays: Vec<RayRow>,
    /// How many rays there are.
    pub n_rays: usize,
    /// Whether at most a tenth of the runs lie on rays of one.
    pub ray_design: bool,
    /// What kind of design it is, in words.
    pub shape: String,
    /// V_K at the fitted exponent; null for tables that are no ray design.
    pub v_k: Option<String>,
    /// τ_K at the fitted exponent and the target.
    pub tau_k: Option<String>,
    /// The target for the pair's condition number.
    pub kappa_target: String,
    /// The paper's test, V_K ≥ τ_K; null where it is not defined, as for three
    /// columns.
    pub passes_paper: Option<bool>,
    /// Whether κ_eq of the pair (or triple) is at most the target: of a ray design in the
    /// limit of no exponent gap (one ray never passes, however large a gap noise
    /// makes), else from the actual Gram matrix; null where the law has no pair.
    pub passes: Option<bool>,
    /// κ_eq of the pair (or triple) in the limit of no exponent gap; null off ray
    /// designs, `inf` on fewer rays than it has columns.
    pub limit_kappa_eq: Option<String>,
    /// The pair (of the interaction law, the triple).
    pub pair: Option<Block>,
    /// All free parameters.
    pub full: Block,
    /// The geometric means of N and of D over the runs, by their weights.
    pub means: (f64, f64),
    /// Variance inflation factors 1/(1 − R²) of the free columns, in the law's
    /// order, with N and D in units of their geometric means over the runs; null where
    /// singular or undecided.
    pub vif: Option<Vec<(&'static str, String)>>,
    /// The direction in which parameters trade off at the least cost in loss.
    pub sloppy: Option<Sloppy>,
    /// Why columns are dependent, where that is certain.
    pub dependences: Vec<Dependence>,
    /// Bits that settled the enclosures.
    pub bits: u32,
    /// What the runs leave open.
    pub open: NullSpace,
    /// The rays themselves.
    pub found: RaySet,
    /// The shape itself.
    pub kind: Shape,
}

/// Digits of condition numbers: enclosures are narrower than that.
const DIGITS: usize = 12;
/// Rays listed in JSON.
const LISTED: usize = 100;

/// Looks at a table at the point θ̂. Condition numbers and variances come from
/// proved enclosures, at whatever precision that takes.
pub fn design(
    law: &Law,
    theta: &[Mpfr],
    runs: &Runs,
    free: &[usize],
    kappa_target: &Exact,
    tolerance: Tolerance,
) -> DesignAudit {
    let found = RaySet::of(runs, tolerance);
    let kind = Shape::of(runs, &found);
    let like = &theta[0];
    let target = like.exact(kappa_target);
    let coverage = found.weighted(like).map(|rays| Coverage::new(&law.ray_exponent(theta), &rays));
    let text = |x: &Mpfr| x.to_decimal(DIGITS);
    let exact: Vec<Exact> =
        theta.iter().map(|t| t.to_exact().unwrap_or_else(|| 0.into())).collect();
    let pair: Vec<usize> = law.about().pair.iter().copied().filter(|c| free.contains(c)).collect();
    let has_pair = pair.len() > 1;
    let wanted: Vec<&[usize]> = if has_pair { vec![free, &pair] } else { vec![free] };
    let mut found_blocks =
        conditioning(law, &exact, runs, &wanted, Precision::digits(DIGITS as u32)).into_iter();
    let full = found_blocks.next().expect("a law has free parameters");
    let pair = found_blocks.next();
    // Of rays what decides is the limit of no gap, where the columns are powers of k.
    let at_zero = pair.as_ref().filter(|_| found.is_ray_design()).map(|pair| {
        let all = law.ray_exponents(theta);
        let own = law.about().pair.iter().zip(&all).filter(|(c, _)| pair.columns.contains(c));
        let exponents: Vec<Exact> =
            own.map(|(_, e)| e.to_exact().unwrap_or_else(|| 0.into())).collect();
        let rays: Vec<(Exact, usize)> =
            found.rays.iter().map(|ray| (ray.k.clone(), ray.runs.len())).collect();
        limit(law, (&pair.columns, &exponents), &rays, Precision::digits(DIGITS as u32))
    });
    // The paper's test is of two columns.
    let two = pair.as_ref().is_none_or(|pair| pair.columns.len() == 2);
    let names = |columns: &[usize]| -> Vec<&'static str> {
        columns.iter().map(|c| law.about().parameters[*c].name).collect()
    };
    let block = |c: &Conditioning| Block::new(c, &c.centred(law, &exact, runs), names(&c.columns));
    let means = centres(runs, like).map(|ln| libm::exp(Compare::to_f64(&ln)));
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::INFINITY, 0.0_f64), |(lo, hi), x| (lo.min(x), hi.max(x)))
    };
    let sizes: Vec<(f64, f64)> =
        runs.rows.iter().map(|run| (run.n.to_f64(), run.d.to_f64())).collect();
    let ray = |ray: &&crate::design::Ray| RayRow {
        k: if ray.exact { ray.k.to_string() } else { ray.k.to_f64().to_string() },
        runs: ray.runs.len(),
        exact: ray.exact,
        range: ray.range,
    };
    DesignAudit {
        runs: runs.rows.len(),
        distinct: found.distinct,
        n: ends(&mut sizes.iter().map(|x| x.0)),
        d: ends(&mut sizes.iter().map(|x| x.1)),
        k: ends(&mut sizes.iter().map(|x| x.1 / x.0)),
        largest_budget: sizes.iter().map(|x| 6.0 * x.0 * x.1).fold(0.0, f64::max),
        rays: found.largest(LISTED).iter().map(ray).collect(),
        n_rays: found.rays.len(),
        ray_design: found.is_ray_design(),
        shape: kind.to_string(),
        v_k: coverage.as_ref().map(|c| text(&c.v)),
        tau_k: coverage.as_ref().map(|c| text(&c.tau(&target))),
        kappa_target: kappa_target.to_string(),
        passes_paper: (coverage.as_ref().filter(|_| two))
            .and_then(|c| decided(c.passes_paper(&target))),
        passes: at_zero.as_ref().or(pair.as_ref()).and_then(|c| decided(c.passes(kappa_target))),
        limit_kappa_eq: at_zero.as_ref().and_then(|c| match c.singular() {
            Truth::True => Some("inf".into()),
            _ => c.kappa_eq().map(|x| text(&x.mid())),
        }),
        pair: pair.as_ref().map(block),
        full: block(&full),
        means: (means[0], means[1]),
        vif: full.centred(law, &exact, runs).vif().map(|vif| {
            let texts = vif.iter().map(|x| text(&x.mid()));
            names(&full.columns).into_iter().zip(texts).collect()
        }),
        sloppy: full.sloppy(law, &exact),
        dependences: full.dependences.clone(),
        bits: full.bits,
        open: NullSpace::of(&full),
        found,
        kind,
    }
}

impl DesignAudit {
    /// The κ_eq that the verdict is about, infinite where singular, and whether it
    /// is the one in the limit of equal exponents.
    pub fn judged(&self) -> (Option<f64>, bool) {
        match &self.limit_kappa_eq {
            Some(limit) => (limit.parse().ok(), true),
            None => (self.pair.as_ref().and_then(Block::kappa_eq), false),
        }
    }
}

fn decided(truth: Truth) -> Option<bool> {
    match truth {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Unknown => None,
    }
}

impl DesignAudit {
    /// Decimal digits that normal equations lose less with N and D in units of their
    /// geometric means; None where that is less than one half.
    pub fn digits_of_centring(&self) -> Option<f64> {
        let number = |x: &Option<String>| x.as_ref()?.parse::<f64>().ok().filter(|x| x.is_finite());
        let gain = libm::log10(number(&self.full.kappa_eq)? / number(&self.full.kappa_c)?);
        (gain >= 0.5).then_some(gain)
    }
}

impl Block {
    /// κ_eq in doubles: infinite where singular, None where undecided.
    pub fn kappa_eq(&self) -> Option<f64> {
        self.kappa_eq.as_ref().and_then(|x| x.parse().ok())
    }

    fn new(found: &Conditioning, centred: &Conditioning, columns: Vec<&'static str>) -> Self {
        let singular = decided(found.singular());
        let text = |x: Option<Interval>| match (x, singular) {
            (_, Some(true)) => Some("inf".into()),
            (Some(x), _) => Some(x.mid().to_decimal(DIGITS)),
            (None, _) => None,
        };
        // The midpoint of an enclosure of zero is rounding: no number to print.
        let value = |x: &Interval| match x.contains_zero() {
            true => "0".into(),
            false => x.mid().to_decimal(DIGITS),
        };
        Block {
            kappa: text(found.kappa()),
            kappa_eq: text(found.kappa_eq()),
            kappa_c: text(centred.kappa_eq()),
            eigenvalues: found.raw.eigenvalues.iter().rev().map(value).collect(),
            singular,
            columns,
        }
    }
}
