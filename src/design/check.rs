//! Checking rays before any training: what a choice of ratios k = D/N can
//! identify as the exponent gap vanishes.

use super::{Coverage, best_low_share, r_min, r_min_best, r_min_paper, r_min_raw};
use crate::number::{Exact, Interval, Truth};

/// The limits and thresholds of a set of rays with the same sizes on each.
#[derive(Clone, Debug)]
pub struct Check {
    /// The ratios, increasing, without repetition.
    pub ratios: Vec<Exact>,
    /// How often each was given: its share of the runs.
    pub shares: Vec<u32>,
    /// β, the law's exponent on k.
    pub beta: Exact,
    /// κ_t.
    pub kappa_target: Exact,
    /// The moments of k^−β.
    pub coverage: Coverage<Interval>,
    /// τ_K at κ_t.
    pub tau: Interval,
    /// lim κ and lim κ_eq of the pair's block; None on one ray: infinite.
    pub kappa: Option<Interval>,
    /// See `kappa`.
    pub kappa_eq: Option<Interval>,
    /// How many columns the verdict is about: two, unless
    /// [`about`](Self::about) more was asked.
    pub columns: usize,
    /// V_K ≥ τ_K, the paper's verdict on two columns.
    pub passes_paper: Truth,
    /// κ_eq ≤ κ_t, the verdict.
    pub passes: Truth,
    /// R = k_max/k_min.
    pub r: Exact,
    /// The smallest R for two equal groups; None if none passes.
    pub r_min: Option<Interval>,
    /// The smallest R for two groups with the best shares.
    pub r_min_best: Option<Interval>,
    /// Those shares: the part of the runs on the low ray.
    pub best_low_share: Option<Interval>,
    /// The precision that fixed the digits asked for.
    pub bits: u32,
}

/// Where undecided digits are given up.
const LIMIT: u32 = 1 << 16;

/// Whether every number is fixed to so many significant digits.
fn fixed<'a>(numbers: impl IntoIterator<Item = &'a Interval>, digits: usize) -> bool {
    numbers.into_iter().all(|x| x.lo().to_decimal(digits) == x.hi().to_decimal(digits))
}

impl Check {
    /// Checks ratios (repeat one to give its ray a larger share), at a
    /// precision that fixes `digits` digits of every number.
    ///
    /// # Panics
    /// Unless every ratio, β and κ_t are positive and there is a ratio.
    pub fn new(ratios: &[Exact], beta: &Exact, kappa_target: &Exact, digits: usize) -> Self {
        let positive = |x: &Exact| x.signum() > 0;
        assert!(!ratios.is_empty() && ratios.iter().all(positive) && positive(beta));
        let mut sorted = ratios.to_vec();
        sorted.sort();
        let mut grouped: Vec<(Exact, u32)> = Vec::new();
        for k in sorted {
            match grouped.last_mut() {
                Some((last, count)) if *last == k => *count += 1,
                _ => grouped.push((k, 1)),
            }
        }
        let mut bits = 64 + 4 * digits as u32;
        loop {
            let check = Self::at(bits, &grouped, beta, kappa_target);
            let numbers = [&check.coverage.v, &check.tau].into_iter();
            let numbers = numbers.chain(check.kappa.iter()).chain(check.kappa_eq.iter());
            let numbers = numbers.chain(check.r_min.iter()).chain(check.r_min_best.iter());
            if fixed(numbers, digits) || bits >= LIMIT {
                return check;
            }
            bits *= 2;
        }
    }

    /// The same check of a law with more than two columns that become parallel,
    /// from their κ, κ_eq (None: infinite) and verdict in the limit. The tests and
    /// ratios that are about two columns then decide nothing, and are left out.
    #[must_use]
    pub fn about(
        self,
        columns: usize,
        (kappa, kappa_eq): (Option<Interval>, Option<Interval>),
        passes: Truth,
    ) -> Self {
        Check {
            columns,
            kappa,
            kappa_eq,
            passes,
            passes_paper: Truth::Unknown,
            r_min: None,
            r_min_best: None,
            best_low_share: None,
            ..self
        }
    }

    fn at(bits: u32, grouped: &[(Exact, u32)], beta: &Exact, kappa_target: &Exact) -> Self {
        let number = |x: &Exact| Interval::new(bits, x);
        let (b, t) = (number(beta), number(kappa_target));
        let rays: Vec<(Interval, Interval)> =
            grouped.iter().map(|(k, w)| (number(k), number(&Exact::from(i64::from(*w))))).collect();
        let coverage = Coverage::new(&b, &rays);
        let best = r_min_best(&b, &t);
        Check {
            ratios: grouped.iter().map(|(k, _)| k.clone()).collect(),
            shares: grouped.iter().map(|(_, w)| *w).collect(),
            beta: beta.clone(),
            kappa_target: kappa_target.clone(),
            tau: coverage.tau(&t),
            kappa: coverage.kappa(),
            kappa_eq: coverage.kappa_eq(),
            passes_paper: coverage.passes_paper(&t),
            passes: coverage.passes(&t),
            columns: 2,
            r: &grouped[grouped.len() - 1].0 / &grouped[0].0,
            r_min: r_min(&b, &t),
            best_low_share: best.as_ref().map(|r| best_low_share(&b, r)),
            r_min_best: best,
            coverage,
            bits,
        }
    }
}

/// One row of the table of R_min: the smallest k_max/k_min of two groups under
/// each convention; None where no ratio passes.
#[derive(Clone, Debug)]
pub struct RMinRow {
    /// β, the law's exponent on k.
    pub beta: Exact,
    /// κ_t.
    pub kappa_target: Exact,
    /// κ_eq ≤ κ_t, half the runs on each ray: the same in all units.
    pub equal: Option<Interval>,
    /// κ_eq ≤ κ_t, the best shares.
    pub best: Option<Interval>,
    /// V_K ≥ τ_K, half the runs on each ray, the lower at k_min: the paper's.
    pub paper: Option<Interval>,
    /// κ ≤ κ_t exactly, in the same units.
    pub raw: Option<Interval>,
}

/// The table of R_min over β and κ_t, fixed to `digits` digits; `k_min` is the
/// lower ray of the conventions that depend on units.
pub fn r_min_table(
    betas: &[Exact],
    targets: &[Exact],
    k_min: &Exact,
    digits: usize,
) -> Vec<RMinRow> {
    let row = |beta: &Exact, target: &Exact, bits: u32| {
        let number = |x: &Exact| Interval::new(bits, x);
        let (b, t, k) = (number(beta), number(target), number(k_min));
        RMinRow {
            beta: beta.clone(),
            kappa_target: target.clone(),
            equal: r_min(&b, &t),
            best: r_min_best(&b, &t),
            paper: r_min_paper(&b, &t, &k),
            raw: r_min_raw(&b, &t, &k),
        }
    };
    let mut rows = Vec::with_capacity(betas.len() * targets.len());
    for beta in betas {
        for target in targets {
            let mut bits = 64 + 4 * digits as u32;
            rows.push(loop {
                let row = row(beta, target, bits);
                let numbers = [&row.equal, &row.best, &row.paper, &row.raw].into_iter().flatten();
                if fixed(numbers, digits) || bits >= LIMIT {
                    break row;
                }
                bits *= 2;
            });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    fn check(ratios: &[&str]) -> Check {
        let ratios: Vec<Exact> = ratios.iter().map(|k| exact(k)).collect();
        Check::new(&ratios, &exact("0.28"), &exact("50"), 30)
    }

    #[test]
    fn digits_are_fixed_however_close_the_rays() {
        let close = check(&["20", "20.00000000000000000000000000000000000001"]);
        let kappa = close.kappa_eq.expect("two rays");
        assert_eq!(kappa.lo().to_decimal(30), kappa.hi().to_decimal(30));
        assert!(close.bits > 200 && close.passes.is_false());
    }

    #[test]
    fn repeated_ratios_are_shares_of_one_ray() {
        let one = check(&["20", "20", "2e1"]);
        assert_eq!((one.ratios.len(), &one.shares[..]), (1, &[3][..]));
        assert!(one.kappa.is_none() && one.kappa_eq.is_none() && one.passes.is_false());
        assert_eq!(one.r, exact("1"));
        let low = check(&["100", "20", "100"]);
        assert_eq!(
            (&low.ratios[..], &low.shares[..]),
            (&[exact("20"), exact("100")][..], &[1, 2][..])
        );
        assert_eq!(low.r, exact("5"));
        // The best shares put fewer runs on the low ray: 1/3 beats 1/2 here.
        let equal = check(&["20", "100"]);
        let (a, b) = (low.kappa_eq.expect("two"), equal.kappa_eq.expect("two"));
        assert!(a.hi() < b.lo());
    }

    #[test]
    fn the_table_has_a_row_for_each_pair() {
        let rows = r_min_table(
            &[exact("0.28"), exact("0.37")],
            &[exact("5"), exact("50")],
            &exact("20"),
            12,
        );
        assert_eq!(rows.len(), 4);
        assert!(rows[0].equal.is_none() && rows[0].best.is_some(), "κ_t = 5 < 3 + 2√2");
        let show = |x: &Option<Interval>| x.as_ref().expect("passes").mid().to_decimal(5);
        assert_eq!(show(&rows[1].equal), "8.3463");
        assert_eq!(show(&rows[3].equal), "4.9814");
        // Raw units ask for more than κ_eq, and the paper's threshold for more still.
        assert!(
            rows[1].paper.as_ref().expect("some").lo() > rows[1].raw.as_ref().expect("some").hi()
        );
    }
}
