//! Which runs to add: the cheapest, by Σ 6ND, that make a design pass.

use serde::Serialize;

use crate::algebra::{Matrix, eigen};
use crate::geometry::{jacobian_row, variables};
use crate::law::{Law, Point};
use crate::number::{Dual, Exact};
use crate::runs::{Run, Runs};

/// Extra runs, and what they would do.
#[derive(Clone, Debug, Serialize)]
pub struct Advice {
    /// `below` or `above` the ratios D/N that the table has, or `other-tokens`
    /// for a table of constant D.
    pub side: &'static str,
    /// The runs, as (N, D).
    pub runs: Vec<(f64, f64)>,
    /// D/N of the new ray; absent for constant D.
    pub k: Option<f64>,
    /// Σ 6ND over the new runs.
    pub flop: f64,
    /// The same as a fraction of what the table's own runs cost.
    pub relative_cost: f64,
    /// κ_eq of the pair before; infinite is `null`.
    pub kappa_eq_before: Option<f64>,
    /// κ_eq of the pair with the new runs.
    pub kappa_eq_after: Option<f64>,
    /// κ_eq of all free columns with the new runs.
    pub full_after: Option<f64>,
    /// What was asked of them, in words.
    pub criterion: String,
}

/// New ratios are looked for up to this factor below the smallest and above the
/// largest ratio of the table: beyond, the law itself is in doubt.
const REACH: f64 = 32.0;
/// Fewer tokens than parameters is where nobody trusts these laws.
const LEAST_RATIO: f64 = 1.0;
/// A ray of one run has nothing to check it against.
const LEAST_RUNS: usize = 2;
/// Ratios tried: round numbers, so that what is printed is what was evaluated.
const MANTISSAS: [f64; 10] = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];

/// Where the pair is judged.
#[derive(Clone, Debug)]
enum Place<'a> {
    /// At a fitted point of the law itself.
    Fitted { law: &'a Law, theta: &'a [f64] },
    /// In the limit of no exponent gap, where the columns are one column of the
    /// law times the powers k^−e: on rays the fitted gap is itself estimated.
    Limit { law: &'a Law, theta: &'a [f64], column: usize, exponents: Vec<f64> },
}

/// A table, a law and a point: what advice is computed from.
#[derive(Clone, Debug)]
pub struct Adviser<'a> {
    place: Place<'a>,
    /// All free columns; none for a reduced model.
    free: Vec<usize>,
    /// Gram matrices JᵀWJ of the table's own runs, W their weights: pair, and free columns.
    base: (Matrix<f64>, Matrix<f64>),
    /// Sizes in the table, increasing, without repetition.
    sizes: Vec<f64>,
    ratios: (f64, f64),
    spent: f64,
}

impl<'a> Adviser<'a> {
    /// Judges at a fitted point.
    pub fn at(law: &'a Law, theta: &'a [f64], runs: &Runs, free: &[usize]) -> Self {
        Self::new(Place::Fitted { law, theta }, runs, free.to_vec())
    }

    /// Judges in the limit of no gap, at a fit: of a reduced model the columns
    /// are those of ∂L/∂ψ, of the law itself those of its pair or triple.
    pub fn in_the_limit(law: &'a Law, theta: &'a [f64], runs: &Runs, free: &[usize]) -> Self {
        let first = law.about().pair.first().copied();
        let column = law.about().index("psi").or(first).unwrap_or_default();
        let exponents = law.ray_exponents(theta);
        Self::new(Place::Limit { law, theta, column, exponents }, runs, free.to_vec())
    }

    fn new(place: Place<'a>, runs: &Runs, free: Vec<usize>) -> Self {
        let weight = |run: &Run| run.weight.as_ref().map_or(1.0, Exact::to_f64);
        let mut points: Vec<(f64, f64, f64)> =
            runs.rows.iter().map(|run| (run.n.to_f64(), run.d.to_f64(), weight(run))).collect();
        // Sums are taken in an order that the order of the rows does not change.
        points.sort_by(|a, b| {
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
        });
        let mut sizes: Vec<f64> = points.iter().map(|p| p.0).collect();
        sizes.sort_by(f64::total_cmp);
        sizes.dedup();
        let ends = |(lo, hi): (f64, f64), k: f64| (lo.min(k), hi.max(k));
        let ratios = points.iter().map(|(n, d, _)| d / n).fold((f64::INFINITY, 0.0), ends);
        let spent = points.iter().map(|(n, d, _)| 6.0 * n * d).sum();
        let zeros = |p: usize| Matrix::from_fn(p, p, |_, _| 0.0);
        let base = (zeros(place.pair_len()), zeros(free.len()));
        let mut adviser = Adviser { place, free, base, sizes, ratios, spent };
        let mut base = adviser.base.clone();
        for (n, d, weight) in points {
            add(&mut base.0, &adviser.pair_row((n, d)), weight);
            add(&mut base.1, &adviser.free_row((n, d)), weight);
        }
        adviser.base = base;
        adviser
    }

    /// The pair's columns at one run.
    fn pair_row(&self, (n, d): (f64, f64)) -> Vec<f64> {
        match &self.place {
            Place::Fitted { law, theta } => gradient(law, theta, law.about().pair, (n, d)),
            Place::Limit { law, theta, column, exponents } => {
                let slope = gradient(law, theta, &[*column], (n, d))[0];
                exponents.iter().map(|e| slope * libm::pow(d / n, -e)).collect()
            }
        }
    }

    fn free_row(&self, at: (f64, f64)) -> Vec<f64> {
        let (Place::Fitted { law, theta } | Place::Limit { law, theta, .. }) = &self.place;
        gradient(law, theta, &self.free, at)
    }

    /// The cheapest second ray with pair κ_eq ≤ `target` on one side of the
    /// table's ratios: the smallest sizes of the table, one run each, at one new
    /// ratio. None where no ratio within reach achieves it.
    pub fn second_ray(&self, above: bool, target: f64) -> Option<Advice> {
        let (lo, hi) = if above {
            (self.ratios.1, self.ratios.1 * REACH)
        } else {
            ((self.ratios.0 / REACH).max(LEAST_RATIO), self.ratios.0)
        };
        let mut best: Option<(f64, f64, usize)> = None;
        for k in round_numbers(lo, hi) {
            let mut matrix = self.base.0.clone();
            let mut flop = 0.0;
            for (count, n) in self.sizes.iter().enumerate() {
                let run = (*n, k * n);
                add(&mut matrix, &self.pair_row(run), 1.0);
                flop += 6.0 * run.0 * run.1;
                if best.is_some_and(|b| b.0 <= flop) {
                    break;
                }
                if count + 1 >= LEAST_RUNS && kappa_eq(&matrix).is_some_and(|x| x <= target) {
                    best = Some((flop, k, count + 1));
                    break;
                }
            }
        }
        let (_, k, count) = best?;
        let runs = self.sizes[..count].iter().map(|n| (*n, k * n)).collect();
        let side = if above { "above" } else { "below" };
        let place = match self.place {
            Place::Fitted { .. } => "at the fitted parameters",
            Place::Limit { .. } => "at equal exponents",
        };
        let criterion =
            format!("pair κ_eq ≤ {target} {place}, at least {LEAST_RUNS} runs on the new ray");
        Some(self.advice(side, runs, Some(k), criterion))
    }

    /// For a table of one D: the smallest sizes again at `ratio` and `ratio²`
    /// times fewer tokens, three amounts of data being the least that a
    /// constant, a scale and an exponent need.
    pub fn other_tokens(&self, d: f64, ratio: f64) -> Advice {
        let sizes = self.sizes.iter().take(LEAST_RUNS);
        let runs = sizes.flat_map(|n| [(*n, d / ratio), (*n, d / (ratio * ratio))]).collect();
        let criterion = format!(
            "three amounts of data, a factor {ratio:.1} apart, at the {LEAST_RUNS} smallest sizes"
        );
        self.advice("other-tokens", runs, None, criterion)
    }

    fn pair_with(&self, runs: &[(f64, f64)]) -> Option<f64> {
        let mut matrix = self.base.0.clone();
        runs.iter().for_each(|run| add(&mut matrix, &self.pair_row(*run), 1.0));
        kappa_eq(&matrix)
    }

    fn full_with(&self, runs: &[(f64, f64)]) -> Option<f64> {
        let mut matrix = self.base.1.clone();
        runs.iter().for_each(|run| add(&mut matrix, &self.free_row(*run), 1.0));
        kappa_eq(&matrix)
    }

    fn advice(
        &self,
        side: &'static str,
        runs: Vec<(f64, f64)>,
        k: Option<f64>,
        criterion: String,
    ) -> Advice {
        let flop: f64 = runs.iter().map(|(n, d)| 6.0 * n * d).sum();
        Advice {
            side,
            k,
            flop,
            relative_cost: flop / self.spent,
            kappa_eq_before: kappa_eq(&self.base.0),
            kappa_eq_after: self.pair_with(&runs),
            full_after: self.full_with(&runs),
            criterion,
            runs,
        }
    }
}

impl Place<'_> {
    fn pair_len(&self) -> usize {
        match self {
            Place::Fitted { law, .. } => law.about().pair.len(),
            Place::Limit { exponents, .. } => exponents.len(),
        }
    }
}

/// ∂L/∂θ_j of some columns at (N, D).
fn gradient(law: &Law, theta: &[f64], columns: &[usize], (n, d): (f64, f64)) -> Vec<f64> {
    let duals: Vec<Dual<f64>> = variables(theta, columns);
    jacobian_row(law, &duals, &Point::new(n, d)).gradient(columns.len())
}

/// G += w g gᵀ.
fn add(matrix: &mut Matrix<f64>, g: &[f64], weight: f64) {
    for i in 0..g.len() {
        for j in 0..g.len() {
            matrix[(i, j)] += weight * (g[i] * g[j]);
        }
    }
}

/// κ_eq in doubles; None beyond what doubles resolve, or undefined.
fn kappa_eq(matrix: &Matrix<f64>) -> Option<f64> {
    if matrix.rows() == 0 || matrix.diagonal().iter().any(|x| *x <= 0.0 || x.is_nan()) {
        return None;
    }
    let kappa = eigen(&matrix.unit_diagonal()).kappa();
    (kappa > 0.0 && kappa < 1e14).then_some(kappa)
}

/// Round numbers strictly between `lo` and `hi`.
fn round_numbers(lo: f64, hi: f64) -> Vec<f64> {
    let decades = libm::floor(libm::log10(lo)) as i32..=libm::ceil(libm::log10(hi)) as i32;
    decades
        .flat_map(|e| MANTISSAS.map(|m| format!("{m}e{e}").parse().expect("a decimal")))
        .filter(|k| *k >= lo && *k <= hi)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Coverage;

    const HOFFMANN: [f64; 5] = [1.69, 406.4, 410.7, 0.34, 0.28];

    fn one_ray() -> Runs {
        let row = |i: i64| Run {
            n: Exact::from(10_000_000 << i),
            d: Exact::from(200_000_000 << i),
            loss: Exact::from(3),
            unique: None,
            weight: None,
            group: None,
            others: Vec::new(),
        };
        Runs { rows: (0..8).map(row).collect(), ..Runs::default() }
    }

    #[test]
    fn a_weight_counts_as_so_many_runs() {
        let law = Law::named("chinchilla").expect("a law");
        let before = |heading: &str, first: &str, times: usize| {
            let rest = "1e8,4e9,3\n1e9,2e10,2.5\n1e9,1e11,2.4\n4e9,8e10,2.2\n";
            let rest = if heading.is_empty() { rest.into() } else { rest.replace('\n', ",1\n") };
            let text = format!("n_params,n_tokens,loss{heading}\n{}{rest}", first.repeat(times));
            let runs =
                Runs::from_csv("t", text.as_bytes(), &Default::default(), &Default::default());
            let runs = runs.expect("a table");
            let adviser = Adviser::at(&law, &HOFFMANN, &runs, &[0, 1, 2, 3, 4]);
            kappa_eq(&adviser.base.0).expect("two rays")
        };
        let heavy = before(",weight", "1e7,2e8,4,16\n", 1);
        assert!((heavy / before("", "1e7,2e8,4\n", 16) - 1.0).abs() < 1e-9);
        assert!((heavy / before("", "1e7,2e8,4\n", 1) - 1.0).abs() > 1e-2);
    }

    #[test]
    fn the_second_ray_passes_and_nothing_tried_is_cheaper() {
        let law = Law::named("chinchilla").expect("known");
        let runs = one_ray();
        let adviser = Adviser::at(&law, &HOFFMANN, &runs, &[0, 1, 2, 3, 4]);
        for above in [false, true] {
            let advice = adviser.second_ray(above, 50.0).expect("within reach");
            assert!(advice.kappa_eq_before.expect("finite") > 100.0);
            assert!(advice.kappa_eq_after.expect("finite") <= 50.0);
            let k = advice.k.expect("a ray");
            assert_eq!(above, k > 20.0);
            // Brute force over the same candidates, in another order of work.
            for other in round_numbers(LEAST_RATIO, 20.0 * REACH) {
                if (other > 20.0) != above {
                    continue;
                }
                for count in LEAST_RUNS..=8 {
                    let runs: Vec<(f64, f64)> = (0..count)
                        .map(|i| 1e7 * f64::from(1 << i))
                        .map(|n| (n, other * n))
                        .collect();
                    let flop: f64 = runs.iter().map(|(n, d)| 6.0 * n * d).sum();
                    if adviser.pair_with(&runs).is_some_and(|x| x <= 50.0) {
                        assert!(flop >= advice.flop * (1.0 - 1e-12), "{other} {count}");
                    }
                }
            }
        }
    }

    #[test]
    fn in_the_limit_the_pair_is_the_coverage_of_ratios() {
        // With every size on both rays κ_eq is that of V_K: statement X2.
        let reduced = Law::named("chinchilla-reduced").expect("known");
        let theta = [1.69, 600.0, 0.3];
        let runs = one_ray();
        let adviser = Adviser::in_the_limit(&reduced, &theta, &runs, &[]);
        assert_eq!(kappa_eq(&adviser.base.0), None, "one ray is singular");
        let second: Vec<(f64, f64)> = adviser.sizes.iter().map(|n| (*n, 200.0 * n)).collect();
        let found = adviser.pair_with(&second).expect("regular");
        let coverage = Coverage::equal_shares(&0.3, &[20.0, 200.0]);
        assert!((found / coverage.kappa_eq().expect("two rays") - 1.0).abs() < 1e-9);
    }

    #[test]
    fn other_amounts_of_data_make_a_constant_d_table_regular() {
        let law = Law::named("chinchilla").expect("known");
        let mut runs = one_ray();
        runs.rows.iter_mut().for_each(|run| run.d = Exact::from(300_000_000_000));
        let adviser = Adviser::at(&law, &HOFFMANN, &runs, &[0, 1, 2, 3, 4]);
        assert_eq!(kappa_eq(&adviser.base.1), None);
        let advice = adviser.other_tokens(3e11, 8.0);
        assert_eq!(advice.runs.len(), 4);
        assert!(advice.full_after.expect("regular") < 1e9);
    }
}
