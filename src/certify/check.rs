//! The checker: a certificate verified from its rows by interval evaluation.
//!
//! It shares with the search the laws, the objectives and the kinds of number,
//! that is, what the words of a certificate mean; of the search itself nothing.
//! Where it can it proves in another way: the wide box by the regularity of the
//! preconditioned Hessian instead of a factorisation, the tight one in the
//! file's units instead of the table's.

mod case;
mod profiles;
mod statistics;

use super::certificate::{Certificate, CertificateError};
use crate::algebra::{Ends, Ldl, Matrix, usable};
use crate::number::{Compare, Exact, Interval, Scalar};
use crate::runs::Runs;

use case::Case;

/// Precision in which Hessians over boxes are enclosed, in bits.
const COARSE: u32 = 128;

/// One claim of a certificate, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The claim, in words.
    pub claim: String,
    /// Whether interval evaluation proves it.
    pub confirmed: bool,
}

/// The outcome of a check.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What was checked.
    pub certificate: Certificate,
    /// Claim by claim.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// Whether every claim is proved.
    pub fn is_confirmed(&self) -> bool {
        self.findings.iter().all(|f| f.confirmed)
    }

    fn claim(&mut self, confirmed: bool, claim: impl Into<String>) {
        self.findings.push(Finding { claim: claim.into(), confirmed });
    }
}

/// The precisions, in bits, that a certificate may name.
const PRECISIONS: std::ops::RangeInclusive<u32> = 53..=65536;

/// Verifies the text of a certificate against its own rows, or those given.
///
/// # Errors
/// Where it is no certificate, or speaks of other rows. A claim that is false,
/// or that intervals cannot confirm, is a finding.
pub fn check(text: &str, runs: Option<&Runs>) -> Result<Checked, CertificateError> {
    let certificate = Certificate::from_text(text)?;
    if !PRECISIONS.contains(&certificate.bits) {
        let (least, most) = (PRECISIONS.start(), PRECISIONS.end());
        let bits = certificate.bits;
        let problem = format!("\"bits\" is {bits}, and lies between {least} and {most}");
        return Err(CertificateError::Form(problem));
    }
    let rows = certificate.rows(runs)?;
    let mut checked = Checked { certificate: certificate.clone(), findings: Vec::new() };
    checked.claim(certificate.is_whole(text), "the file is as it was written (content_sha256)");
    let own = certificate.rows.is_some().then(|| certificate.rows(None)).transpose()?;
    let hash = |rows: Vec<_>| Runs::from(rows).rows_sha256() == certificate.rows_sha256;
    let bound = own.is_none_or(hash) && hash(rows.clone()) && rows.len() == certificate.runs;
    checked.claim(bound, format!("it is about these {} runs (rows_sha256)", rows.len()));
    let case = Case::new(&certificate, rows)?;
    let bits = precision(&certificate);
    let tight: Vec<Ends> = certificate.coordinates.iter().map(|c| c.tight.clone()).collect();
    let box_u: Vec<Interval> = tight.iter().map(|e| e.enclosed(bits)).collect();
    let coarse: Vec<Interval> = tight.iter().map(|e| e.enclosed(COARSE.min(bits))).collect();
    let hessian =
        case.hessian(&case.in_file_units(&Case::variables(&coarse)), coarse.len(), &case.rows);
    let inverse = inverse(&hessian.map(|x| Interval::point(&x.mid())));
    let image = inverse
        .as_ref()
        .filter(|_| hessian.all(usable))
        .and_then(|y| contracts(&case, &tight, &box_u, y, &hessian));
    checked.claim(image.is_some(), "the tight box holds exactly one critical point (Krawczyk)");
    let definite = hessian.all(usable) && Ldl::new(&hessian).is_some();
    checked.claim(definite, "the Hessian is positive definite there (LDLᵀ with positive pivots)");
    let alone = inverse.as_ref().is_some_and(|y| alone(&case, &certificate, y));
    checked.claim(alone, "the objective is strictly convex on the wide box: no other one in it");

    // The critical point lies in the image of the box, which is far narrower: what is
    // computed from it through a nearly singular matrix keeps its digits.
    let theta = case.in_file_units(image.as_deref().unwrap_or(&box_u));
    parameters(&mut checked, &case, &theta);
    let value = case.value(&theta, &case.rows);
    checked.claim(
        usable(&value) && certificate.objective_value.contain(&value),
        "the objective's value",
    );
    kinks(&mut checked, &case, &theta);
    bounds(&mut checked, &case, &theta);
    let unit = statistics::claims(&mut checked, &case, &theta);
    let optimum = profiles::Optimum { theta: &theta, value: &value, unit: &unit };
    profiles::claims(&mut checked, &case, &optimum)?;
    Ok(checked)
}

/// The precision that a certificate names, but not more than its digits can need:
/// a check takes a time that goes with what is claimed.
fn precision(certificate: &Certificate) -> u32 {
    let ends = certificate.coordinates.iter().flat_map(|c| [&c.tight.lo, &c.tight.hi]);
    let digits = ends.map(|end| end.to_string().len()).max().unwrap_or(0);
    let needed = u32::try_from(digits).unwrap_or(u32::MAX).saturating_mul(16).saturating_add(64);
    certificate.bits.min(needed).clamp(53, 1 << 17)
}

/// K(X) = x − Y∇F(x) + (I − Y∇²F(X))(X − x), if it lies in the interior of X.
fn contracts(
    case: &Case,
    ends: &[Ends],
    box_u: &[Interval],
    inverse: &Matrix<Interval>,
    hessian: &Matrix<Interval>,
) -> Option<Vec<Interval>> {
    let middle: Vec<Interval> = box_u.iter().map(|x| Interval::point(&x.mid())).collect();
    maps_inside(ends, (&middle, box_u), (inverse, hessian), &case.slope(&middle).1)
}

/// x − Yf(x) + (I − Yf'(X))(X − x), if it lies in the interior of X, for x and X, Y
/// and f'(X), and f(x).
fn maps_inside(
    ends: &[Ends],
    (middle, box_u): (&[Interval], &[Interval]),
    (inverse, jacobian): (&Matrix<Interval>, &Matrix<Interval>),
    residual: &[Interval],
) -> Option<Vec<Interval>> {
    if !residual.iter().all(usable) {
        return None;
    }
    let remainder = inverse.times(jacobian);
    let image = (0..ends.len()).map(|i| {
        let mut image = middle[i].clone();
        for j in 0..ends.len() {
            let identity = middle[i].int(i64::from(i == j));
            image = image - &inverse[(i, j)] * &residual[j]
                + (identity - &remainder[(i, j)]) * (&box_u[j] - &middle[j]);
        }
        ends[i].contain_inside(&image).then_some(image)
    });
    image.collect()
}

/// Whether every matrix that ∇²F may be on the wide box is regular, by a
/// positive vector v with |I − Y∇²F| v < v. All of them being regular and one
/// positive definite, all are: symmetric matrices of an interval are connected.
fn alone(case: &Case, certificate: &Certificate, inverse: &Matrix<Interval>) -> bool {
    let wide: Vec<Interval> =
        certificate.coordinates.iter().map(|c| c.convex.enclosed(COARSE)).collect();
    if !certificate.coordinates.iter().all(|c| c.convex.include(&c.tight)) || !case.is_smooth(&wide)
    {
        return false;
    }
    let hessian =
        case.hessian(&case.in_table_units(&Case::variables(&wide)), wide.len(), &case.scaled);
    if !hessian.all(usable) {
        return false;
    }
    let q = wide.len();
    let product = inverse.times(&hessian);
    let defect = Matrix::from_fn(q, q, |i, j| {
        (product[(i, j)].int(i64::from(i == j)) - &product[(i, j)]).magnitude()
    });
    // The Perron vector of the defect, nearly: any positive v would do.
    let mut v: Vec<f64> = vec![1.0; q];
    for _ in 0..50 {
        let image: Vec<f64> =
            (0..q).map(|i| (0..q).map(|j| defect[(i, j)].to_f64() * v[j]).sum::<f64>()).collect();
        let largest = image.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        v = image.iter().map(|x| x / largest + 1e-6).collect();
    }
    let v: Vec<Interval> = v
        .iter()
        .map(|x| Interval::new(COARSE, &Exact::from_f64(*x).unwrap_or_else(|_| Exact::from(1))))
        .collect();
    (0..q).all(|i| {
        let sum = (0..q).fold(v[i].zero(), |sum, j| sum + Interval::point(&defect[(i, j)]) * &v[j]);
        usable(&sum) && sum.less(&v[i]).is_true()
    })
}

/// A⁻¹, approximately where A is a point.
fn inverse(a: &Matrix<Interval>) -> Option<Matrix<Interval>> {
    if !a.diagonal().iter().all(|x| x.is_positive().is_true()) {
        return None;
    }
    let unit: Vec<Interval> = a.diagonal().iter().map(Scalar::sqrt).collect();
    let inner = Ldl::new(&a.unit_diagonal())?.inverse();
    let q = a.rows();
    Some(Matrix::from_fn(q, q, |i, j| {
        Interval::point(&(&inner[(i, j)] / (&unit[i] * &unit[j])).mid())
    }))
}

fn parameters(checked: &mut Checked, case: &Case, theta: &[Interval]) {
    for (p, x) in case.certificate.parameters.iter().zip(theta) {
        let held = p.held.is_some();
        let proved = match &p.held {
            Some(value) => p.value.lo <= *value && *value <= p.value.hi,
            None => p.value.contain(x),
        };
        let how = if held { " (held)" } else { "" };
        checked.claim(proved, format!("the value of {}{how}", p.name));
    }
}

fn kinks(checked: &mut Checked, case: &Case, theta: &[Interval]) {
    let Some(delta) = case.huber() else {
        let none = checked.certificate.kink.is_none();
        checked.claim(none, "the objective has no kink");
        return;
    };
    let delta = theta[0].exact(delta);
    let sizes: Vec<Interval> = case.residuals(theta).iter().map(Scalar::abs).collect();
    let inside = sizes.iter().filter(|r| r.less(&delta).is_true()).count();
    let outside = sizes.iter().filter(|r| delta.less(r).is_true()).count();
    let decided = sizes.iter().all(usable) && inside + outside == sizes.len();
    let proved = checked.certificate.kink.as_ref().is_some_and(|kink| {
        let apart = theta[0].exact(&kink.distance);
        let far = |r: &Interval| apart.less(&(r - &delta).abs()).is_true();
        decided && inside == kink.inside && sizes.iter().all(far)
    });
    checked.claim(proved, format!("no residual touches Huber's threshold; {inside} are inside"));
}

fn bounds(checked: &mut Checked, case: &Case, theta: &[Interval]) {
    let certificate = checked.certificate.clone();
    for bound in &certificate.bounds {
        let slope = case.slope_at(&bound.parameters, theta);
        let proved = slope.is_some_and(|slope| {
            let pressed = match bound.end.as_str() {
                "lower" => slope.is_positive(),
                "upper" => (-&slope).is_positive(),
                _ => return false,
            };
            usable(&slope) && pressed.is_true() && bound.slope.contain(&slope)
        });
        checked
            .claim(proved, format!("{} is pressed against its bound", bound.parameters.join(", ")));
    }
    let word = if certificate.bounds.is_empty() { "local-minimum" } else { "boundary-minimum" };
    checked.claim(certificate.claim == word, format!("together: {word}"));
}
