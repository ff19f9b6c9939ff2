//! How well rays cover the ratios k = D/N: V_K, τ_K and what they imply for κ
//! as the exponent gap vanishes (statements P2 and X2).

use crate::number::{Compare, Scalar, Truth};

/// Moments of u = k^−β over the runs of a ray design, in the limit ε → 0 with
/// the same sizes on every ray: there the pair's block is Σ n^−2α times
/// \[\[1, M₁\], \[M₁, M₂\]\].
///
/// β is the law's exponent on k. Every method is a formula in M₁, M₂ and
/// V = M₂ − M₁², evaluated in the kind of number that made it.
#[derive(Clone, Debug)]
pub struct Coverage<S> {
    /// M₁ = mean(k^−β).
    pub m1: S,
    /// M₂ = mean(k^−2β).
    pub m2: S,
    /// V_K = M₂ − M₁², formed as Σ w (u − M₁)² so that nothing cancels; exactly
    /// zero on one ray.
    pub v: S,
    rays: usize,
}

impl<S: Scalar> Coverage<S> {
    /// The moments of k^−β, each ray (k, w) weighted by w, its number of runs.
    ///
    /// # Panics
    /// Without rays.
    pub fn new(beta: &S, rays: &[(S, S)]) -> Self {
        let u: Vec<S> = rays.iter().map(|(k, _)| beta.one() / k.pow(beta)).collect();
        let mean = |values: &[S]| {
            let zero = beta.zero();
            let (mut sum, mut total) = (zero.clone(), zero);
            for (x, (_, w)) in values.iter().zip(rays) {
                sum = sum + w * x;
                total = total + w;
            }
            sum / total
        };
        let m1 = mean(&u);
        let m2 = mean(&u.iter().map(S::square).collect::<Vec<_>>());
        let v = match rays {
            [] => panic!("a design has rays"),
            [_] => beta.zero(),
            _ => mean(&u.iter().map(|x| (x - &m1).square()).collect::<Vec<_>>()),
        };
        Coverage { m1, m2, v, rays: rays.len() }
    }

    /// The same, every ray with equally many runs.
    pub fn equal_shares(beta: &S, ratios: &[S]) -> Self {
        let one = beta.one();
        Self::new(beta, &ratios.iter().map(|k| (k.clone(), one.clone())).collect::<Vec<_>>())
    }

    /// τ_K = (K + Σ k^−2β)²/(K² κ_t) = (1 + M₂)²/κ_t.
    pub fn tau(&self, kappa_target: &S) -> S {
        (&self.m2 + self.m2.one()).square() / kappa_target
    }

    /// lim κ of the pair's block: κ + 2 + 1/κ = (1 + M₂)²/V; None (infinite)
    /// on one ray. In the units in which k is given.
    pub fn kappa(&self) -> Option<S> {
        let q = (&self.m2 + self.m2.one()).square() / &self.v;
        let root = (&q * (&q - q.int(4))).sqrt();
        (self.rays > 1).then(|| (q.int(-2) + &q + root) / q.int(2))
    }

    /// lim κ_eq = (1 + c)/(1 − c), c = M₁/√M₂, written (1 + c)² M₂/V; None
    /// (infinite) on one ray. The same in all units.
    pub fn kappa_eq(&self) -> Option<S> {
        let c = &self.m1 / self.m2.sqrt();
        (self.rays > 1).then(|| (c.one() + &c).square() * &self.m2 / &self.v)
    }
}

impl<S: Compare> Coverage<S> {
    /// The paper's verdict, V_K ≥ τ_K: sufficient for κ ≤ κ_t, not necessary,
    /// and dependent on the unit of D.
    pub fn passes_paper(&self, kappa_target: &S) -> Truth {
        at_least(&self.v, &self.tau(kappa_target))
    }

    /// κ ≤ κ_t exactly: V_K/(1 + M₂)² ≥ 1/(κ_t + 2 + 1/κ_t).
    pub fn passes_raw(&self, kappa_target: &S) -> Truth {
        let bound = kappa_target.int(2) + kappa_target + kappa_target.one() / kappa_target;
        at_least(&(&self.v * bound), &(&self.m2 + self.m2.one()).square())
    }

    /// κ_eq ≤ κ_t exactly, in any units: V_K/M₁² ≥ 4κ_t/(κ_t − 1)².
    pub fn passes(&self, kappa_target: &S) -> Truth {
        let excess = (kappa_target - kappa_target.one()).square();
        at_least(&(&self.v * excess), &(kappa_target.int(4) * kappa_target * self.m1.square()))
    }
}

/// x ≥ y.
fn at_least<S: Compare>(x: &S, y: &S) -> Truth {
    match x.less(y) {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    }
}

/// R_min with half the runs on each of two rays: the smallest k_max/k_min with
/// κ_eq ≤ κ_t, exp((2/β) artanh(2√κ_t/(κ_t − 1))). None unless κ_t is known to
/// exceed 3 + 2√2: below that no equal split passes.
pub fn r_min<S: Compare>(beta: &S, kappa_target: &S) -> Option<S> {
    let least = beta.int(3) + beta.int(8).sqrt();
    if !least.less(kappa_target).is_true() {
        return None;
    }
    let x = half_separation(kappa_target);
    // 2 artanh x = ln((1 + x)/(1 − x)).
    let twice_artanh = ((x.one() + &x) / (x.one() - &x)).ln();
    Some((twice_artanh / beta).exp())
}

/// R_min with the best shares (see [`best_low_share`]): exp((2/β)
/// arsinh(2√κ_t/(κ_t − 1))). None unless κ_t is known to exceed 1.
pub fn r_min_best<S: Compare>(beta: &S, kappa_target: &S) -> Option<S> {
    if !beta.one().less(kappa_target).is_true() {
        return None;
    }
    let x = half_separation(kappa_target);
    let arsinh = (&x + (x.square() + x.one()).sqrt()).ln();
    Some((beta.int(2) * arsinh / beta).exp())
}

/// 2√κ/(κ − 1).
fn half_separation<S: Scalar>(kappa: &S) -> S {
    kappa.int(2) * kappa.sqrt() / (kappa - kappa.one())
}

/// The share of the runs on the low ray that makes κ_eq smallest,
/// R^−β/(1 + R^−β).
pub fn best_low_share<S: Scalar>(beta: &S, r: &S) -> S {
    let u = beta.one() / r.pow(beta);
    &u / (u.one() + &u)
}

/// R_min by the paper's V_K ≥ τ_K, with half the runs on each of k_min and
/// R k_min. Dependent on k_min and on its unit. None where no R is known to
/// pass.
pub fn r_min_paper<S: Compare>(beta: &S, kappa_target: &S, k_min: &S) -> Option<S> {
    r_min_in_units(beta, kappa_target.sqrt(), k_min)
}

/// R_min for κ ≤ κ_t exactly, in the units of k_min (raw columns), half the
/// runs on each ray. None where no R is known to pass.
pub fn r_min_raw<S: Compare>(beta: &S, kappa_target: &S, k_min: &S) -> Option<S> {
    let root = kappa_target.sqrt();
    let s = &root + root.one() / &root;
    r_min_in_units(beta, s, k_min)
}

/// The smallest R with s (u − v)/2 ≥ 1 + (u² + v²)/2, u = k^−β, v = (Rk)^−β:
/// v is the larger root of v² + s v + 2 + u² − s u = 0.
fn r_min_in_units<S: Compare>(beta: &S, s: S, k_min: &S) -> Option<S> {
    let u = beta.one() / k_min.pow(beta);
    let constant = u.int(2) + u.square() - &s * &u;
    if !constant.less(&constant.zero()).is_true() {
        return None;
    }
    // −2c/(s + √(s² − 4c)): the same root, without cancellation.
    let v = s.int(-2) * &constant / (&s + (s.square() - s.int(4) * &constant).sqrt());
    Some((u / v).pow(&(beta.one() / beta)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Mpfr;

    fn x(text: &str) -> Mpfr {
        Mpfr::new(200, &text.parse().expect(text))
    }

    fn near(a: &Mpfr, b: &Mpfr) -> bool {
        ((a - b) / b).to_f64().abs() < 1e-50
    }

    /// Every R_min sits exactly on its own threshold.
    #[test]
    fn each_r_min_is_where_its_condition_number_is_the_target() {
        for (beta, target) in [("0.28", "50"), ("0.37", "100"), ("1", "12.5")] {
            let (beta, target, k) = (x(beta), x(target), x("20"));
            let at = |r: &Mpfr| Coverage::equal_shares(&beta, &[k.clone(), &k * r]);
            let r = r_min(&beta, &target).expect("above 3 + 2√2");
            assert!(near(&at(&r).kappa_eq().expect("two rays"), &target));
            let r = r_min_best(&beta, &target).expect("above 1");
            let low = best_low_share(&beta, &r);
            let high = low.one() - &low;
            let best = Coverage::new(&beta, &[(k.clone(), low), (&k * &r, high)]);
            assert!(near(&best.kappa_eq().expect("two rays"), &target));
        }
        let (beta, target, k) = (x("0.28"), x("50"), x("20"));
        let at = |r: &Mpfr| Coverage::equal_shares(&beta, &[k.clone(), &k * r]);
        let raw = at(&r_min_raw(&beta, &target, &k).expect("passes somewhere"));
        assert!(near(&raw.kappa().expect("two rays"), &target));
        let paper = at(&r_min_paper(&beta, &target, &k).expect("passes somewhere"));
        assert!(near(&paper.tau(&target), &paper.v));
    }

    #[test]
    fn where_nothing_can_pass_there_is_no_r_min() {
        assert!(r_min(&0.28, &5.8).is_none() && r_min(&0.28, &5.9).is_some());
        assert!(r_min_best(&0.28, &1.0).is_none() && r_min_best(&0.28, &1.5).is_some());
        // In these units u = k^−β is so small that no second ray reaches κ = 50.
        assert!(r_min_raw(&0.28, &50.0, &20000.0).is_none());
        assert!(r_min_paper(&0.28, &50.0, &20000.0).is_none());
    }

    #[test]
    fn one_ray_never_passes() {
        let one = Coverage::equal_shares(&x("0.28"), &[x("20")]);
        assert!(one.kappa().is_none() && one.kappa_eq().is_none());
        assert!(one.passes(&x("1e300")).is_false() && one.passes_raw(&x("1e300")).is_false());
        assert!(one.passes_paper(&x("1e300")).is_false());
    }

    #[test]
    fn verdicts_agree_with_the_condition_numbers() {
        for ratios in [["20", "100"], ["1", "5"], ["0.02", "0.1"]] {
            let ratios = ratios.map(x);
            let c = Coverage::equal_shares(&x("0.28"), &ratios);
            let (kappa, kappa_eq) = (c.kappa().expect("two"), c.kappa_eq().expect("two"));
            for target in ["20", "50", "80", "90", "150", "200", "250"].map(x) {
                assert_eq!(c.passes_raw(&target).is_true(), kappa.less(&target).is_true());
                assert_eq!(c.passes(&target).is_true(), kappa_eq.less(&target).is_true());
                // Sufficient, not necessary.
                if c.passes_paper(&target).is_true() {
                    assert!(c.passes_raw(&target).is_true());
                }
            }
        }
    }
}
