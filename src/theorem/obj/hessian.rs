//! What the residuals add to the Gauss–Newton part of a Hessian: measured.

use super::{OPTIMUM, Observed, Smooth};
use crate::algebra::{Ldl, Matrix, dot, enclose};
use crate::geometry::parameters;
use crate::law::{Law, Point};
use crate::number::{Compare, Dual, Exact, Interval, Scalar, Truth, hessian};
use crate::theorem::cases::{base, exact};
use crate::theorem::logic::one;
use crate::theorem::{Cell, Evidence, Table};

/// H = Σ ρ'' g gᵀ − Σ ρ' ∇² ln L̂ against its Gauss–Newton part, at the optimum
/// of the table and on one ray with the table's residuals put on.
pub(super) fn measured(evidence: &mut Evidence, law: &Law, table: &Observed) {
    let bits = evidence.bits;
    let mut shown = Table::new(
        "the full Hessian beside its Gauss–Newton part, pseudo-Huber, δ = 1e-3",
        &["design", "κ_eq, Gauss–Newton", "uᵀ(H − G)u/uᵀGu", "full Hessian"],
    );
    let optimum: Vec<Exact> = OPTIMUM.iter().map(|t| exact(t)).collect();
    let theta = parameters(&one(bits), &optimum);
    let table_excess = Excess::of(law, &theta, &table.points, &table.losses);
    let [(_, ray), _] = table.designs();
    let theta = parameters(&one(bits), &base(law));
    let ratio = table.losses.iter().zip(&table.predicted).map(|(l, p)| l / p);
    let losses: Vec<Interval> =
        ray.iter().zip(ratio).map(|(at, ratio)| law.loss(&theta, at) * ratio).collect();
    let ray_excess = Excess::of(law, &theta, &ray, &losses);
    for (name, excess) in [
        ("the table, at its Huber optimum", &table_excess),
        ("one ray, the table's residuals", &ray_excess),
    ] {
        let kind = match (excess.definite, excess.curvature.is_positive()) {
            (true, _) => "positive definite",
            (_, Truth::False) => "indefinite",
            _ => "undecided",
        };
        shown.row([
            name.into(),
            Cell::interval(&excess.kappa_eq, 4),
            Cell::interval(&excess.relative, 4),
            kind.into(),
        ]);
    }
    evidence.tables.push(shown);
    evidence.holds(
        "at the table's optimum the full Hessian is positive definite",
        table_excess.definite,
    );
    evidence.below(
        "there, along the sloppiest direction u, |uᵀ(H − G)u| < uᵀGu",
        &table_excess.relative.abs(),
        &one(bits),
    );
    evidence.below("on one ray it exceeds uᵀGu", &one(bits), &ray_excess.relative.abs());
}

/// What the residuals add to the Gauss–Newton part G of a Hessian H.
struct Excess {
    kappa_eq: Interval,
    /// uᵀ(H − G)u/uᵀGu, u the eigenvector of G's smallest eigenvalue in units in
    /// which G has unit diagonal.
    relative: Interval,
    /// uᵀHu.
    curvature: Interval,
    /// Whether H is proved to be positive definite.
    definite: bool,
}

impl Excess {
    fn of(
        law: &Law,
        theta: &[Interval],
        points: &[Point<Interval>],
        losses: &[Interval],
    ) -> Excess {
        let (newton, full) = curvature(law, theta, points, losses);
        let lengths: Vec<Interval> = newton.diagonal().iter().map(Scalar::sqrt).collect();
        let p = newton.rows();
        let scaled = |g: &Matrix<Interval>| {
            Matrix::from_fn(p, p, |i, j| &g[(i, j)] / (&lengths[i] * &lengths[j]))
        };
        let (newton, full) = (scaled(&newton), scaled(&full));
        let spectrum = enclose(&newton);
        let u: Vec<Interval> = (0..p).map(|i| Interval::point(&spectrum.vectors[(i, 0)])).collect();
        let along = |g: &Matrix<Interval>| {
            let image: Vec<Interval> = (0..p).map(|i| dot(g.row(i), &u)).collect();
            dot(&u, &image)
        };
        let (part, whole) = (along(&newton), along(&full));
        Excess {
            kappa_eq: spectrum.kappa(),
            relative: (&whole - &part) / part,
            curvature: whole,
            definite: Ldl::new(&full).is_some(),
        }
    }
}

/// Σ ρ'' g gᵀ and the whole Hessian of Σ ρ(ln L − ln L̂).
fn curvature(
    law: &Law,
    theta: &[Interval],
    points: &[Point<Interval>],
    losses: &[Interval],
) -> (Matrix<Interval>, Matrix<Interval>) {
    let smooth = Smooth::PseudoHuber;
    let p = theta.len();
    let zero = theta[0].zero();
    let mut newton = Matrix::from_fn(p, p, |_, _| zero.clone());
    let mut full = newton.clone();
    for (point, observed) in points.iter().zip(losses) {
        let lift = |x: &Interval| Dual::constant(Dual::constant(x.clone()));
        let at = point.map(lift);
        let (value, slope, _) = hessian(|x| law.loss(x, &at).ln(), theta);
        let (_, _, curved) =
            hessian(|x| smooth.rho(&lift(observed), &law.loss(x, &at).ln()), theta);
        let weight = smooth.weight(observed, &value.exp());
        for i in 0..p {
            for j in 0..p {
                newton[(i, j)] = &newton[(i, j)] + &weight * &slope[i] * &slope[j];
                full[(i, j)] = &full[(i, j)] + &curved[i][j];
            }
        }
    }
    (newton, full)
}
