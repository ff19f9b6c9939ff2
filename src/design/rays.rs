//! Which rays D = kN a table of runs lies on.

use std::str::FromStr;

use super::Design;
use crate::number::{Exact, Scalar};

/// How close in ln k two runs must be to lie on one ray.
///
/// Runs in order of ln k: a new ray begins where the gap to the next exceeds
/// [`gap`](Tolerance::gap), or where the ray would become wider than
/// [`width`](Tolerance::width).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// Largest gap in ln k between neighbours on a ray.
    pub gap: f64,
    /// Largest width of a ray in ln k.
    pub width: f64,
}

impl Default for Tolerance {
    /// 0.02 and 0.05: two per cent between neighbours, five per cent in all.
    fn default() -> Self {
        Tolerance { gap: 0.02, width: 0.05 }
    }
}

/// A text that is no tolerance.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no ray tolerance: give the gap in ln k and, after a comma, the width, such as 0.02,0.05"
)]
pub struct ToleranceError(String);

impl FromStr for Tolerance {
    type Err = ToleranceError;

    /// `gap` or `gap,width`; the width is 2.5 gaps unless given.
    fn from_str(text: &str) -> Result<Self, ToleranceError> {
        let fail = || ToleranceError(text.into());
        let number = |part: &str| -> Result<f64, ToleranceError> {
            let x: f64 = part.trim().parse().map_err(|_| fail())?;
            if x.is_finite() && x >= 0.0 { Ok(x) } else { Err(fail()) }
        };
        let (gap, width) = match text.split_once(',') {
            Some((gap, width)) => (number(gap)?, number(width)?),
            None => (number(text)?, 2.5 * number(text)?),
        };
        if width < gap { Err(fail()) } else { Ok(Tolerance { gap, width }) }
    }
}

/// Clusters of values: indices by increasing value, a new cluster where the
/// tolerance says so. Permuting the values only renames the indices.
pub fn levels(values: &[f64], tolerance: Tolerance) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let mut first = f64::NAN;
    let mut last = f64::NAN;
    for i in order {
        let x = values[i];
        match clusters.last_mut() {
            Some(cluster) if x - last <= tolerance.gap && x - first <= tolerance.width => {
                cluster.push(i);
            }
            _ => {
                clusters.push(vec![i]);
                first = x;
            }
        }
        last = x;
    }
    clusters
}

/// Runs that share a ratio k = D/N, exactly or nearly.
#[derive(Clone, Debug, PartialEq)]
pub struct Ray {
    /// k: the ratio itself where all runs have exactly one, that behind
    /// [`rounded_ratio`] where they have one in doubles, else the double nearest
    /// their geometric mean.
    pub k: Exact,
    /// Whether every run has exactly this ratio.
    pub exact: bool,
    /// The smallest and the largest ratio on it.
    pub range: (f64, f64),
    /// Indices of the runs, by increasing ratio.
    pub runs: Vec<usize>,
    /// How many distinct (N, D) among them; one is not yet a ray.
    pub distinct: usize,
}

/// Ratios that agree to so many roundings of doubles are one: D = kN computed in
/// doubles, written as decimals and divided again is off by no more.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

/// The one ratio behind a range that is no wider than the rounding of doubles:
/// of 15 digits if one lies there, else the double in the middle. None for wider
/// ranges.
///
/// ```
/// use offray::design::rounded_ratio;
/// let near = rounded_ratio((19.999999999999996, 20.000000000000004));
/// assert_eq!(near.expect("rounding").to_string(), "20");
/// assert!(rounded_ratio((19.64, 20.24)).is_none());
/// ```
pub fn rounded_ratio((lo, hi): (f64, f64)) -> Option<Exact> {
    if hi - lo > ROUNDING * lo {
        return None;
    }
    let middle = lo + (hi - lo) / 2.0;
    let short: f64 = format!("{middle:.14e}").parse().ok()?;
    let near = (short - middle).abs() <= ROUNDING * middle;
    let decimal = if near { short.to_string() } else { middle.to_string() };
    decimal.parse().ok()
}

impl Ray {
    /// Whether D = kN for every run, exactly or to the rounding of doubles.
    pub fn is_exact_in_doubles(&self) -> bool {
        self.exact || rounded_ratio(self.range).is_some()
    }
}

/// The rays of a design, by increasing k.
#[derive(Clone, Debug, PartialEq)]
pub struct RaySet {
    /// The rays.
    pub rays: Vec<Ray>,
    /// How many runs there are.
    pub runs: usize,
    /// How many distinct (N, D).
    pub distinct: usize,
    /// How close counted as one ray.
    pub tolerance: Tolerance,
}

/// Sizes as doubles: what clustering and shapes are decided on.
pub(super) fn doubles<D: Design + ?Sized>(design: &D) -> Vec<(f64, f64)> {
    (0..design.len())
        .map(|i| {
            let at = design.point(i, &1.0);
            (at.n, at.d)
        })
        .collect()
}

/// Counts distinct (N, D), as doubles.
pub(super) fn distinct(points: impl Iterator<Item = (f64, f64)>) -> usize {
    let mut bits: Vec<(u64, u64)> = points.map(|(n, d)| (n.to_bits(), d.to_bits())).collect();
    bits.sort_unstable();
    bits.dedup();
    bits.len()
}

impl RaySet {
    /// Finds the rays of a design. Ratios are compared as doubles; whether a
    /// ray is exact is decided exactly, where the design knows exact ratios.
    pub fn of<D: Design + ?Sized>(design: &D, tolerance: Tolerance) -> Self {
        let points = doubles(design);
        let ln_k: Vec<f64> = points.iter().map(|(n, d)| libm::log(d / n)).collect();
        let rays = levels(&ln_k, tolerance)
            .into_iter()
            .map(|runs| {
                let exact = common_ratio(design, &runs);
                let ratio = |i: usize| points[i].1 / points[i].0;
                let mean = || runs.iter().map(|&i| ln_k[i]).sum::<f64>() / runs.len() as f64;
                let range = (ratio(runs[0]), ratio(runs[runs.len() - 1]));
                let k = exact.clone().or_else(|| rounded_ratio(range)).unwrap_or_else(|| {
                    Exact::from_f64(Scalar::exp(&mean())).expect("a finite ratio")
                });
                Ray {
                    k,
                    exact: exact.is_some(),
                    range,
                    distinct: distinct(runs.iter().map(|&i| points[i])),
                    runs,
                }
            })
            .collect();
        let distinct = distinct(points.iter().copied());
        RaySet { rays, runs: points.len(), distinct, tolerance }
    }

    /// Runs on rays that hold a single distinct (N, D).
    pub fn alone(&self) -> usize {
        self.rays.iter().filter(|ray| ray.distinct == 1).map(|ray| ray.runs.len()).sum()
    }

    /// Whether the table is a *ray design*: at most a tenth of its runs lie on
    /// rays of one.
    pub fn is_ray_design(&self) -> bool {
        self.runs > 0 && 10 * self.alone() <= self.runs
    }

    /// How many neighbours among the rays are no further apart than runs on one
    /// ray may be: they were parted by the width alone, and the ratios between
    /// them are a continuum rather than rays.
    pub fn touching(&self) -> usize {
        let near =
            |pair: &[Ray]| libm::log(pair[1].range.0 / pair[0].range.1) <= self.tolerance.gap;
        self.rays.windows(2).filter(|pair| near(pair)).count()
    }

    /// (k, number of runs) per ray: what V_K and τ_K are made of; None where
    /// the table is no ray design and they are undefined.
    pub fn weighted<S: Scalar>(&self, like: &S) -> Option<Vec<(S, S)>> {
        let pair = |ray: &Ray| (like.exact(&ray.k), like.int(ray.runs.len() as i64));
        self.is_ray_design().then(|| self.rays.iter().map(pair).collect())
    }

    /// The rays with most runs first (ties by k), at most `count`.
    pub fn largest(&self, count: usize) -> Vec<&Ray> {
        let mut rays: Vec<&Ray> = self.rays.iter().collect();
        rays.sort_by_key(|ray| std::cmp::Reverse(ray.runs.len()));
        rays.truncate(count);
        rays
    }
}

/// The one ratio that all the runs have exactly, if they do.
fn common_ratio<D: Design + ?Sized>(design: &D, runs: &[usize]) -> Option<Exact> {
    let first = design.ratio(runs[0])?;
    runs[1..].iter().all(|&i| design.ratio(i).as_ref() == Some(&first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Rays;
    use crate::law::Point;

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    fn table(rows: &[(&str, &str)]) -> Vec<Point<Exact>> {
        let point = |(n, d): &(&str, &str)| Point {
            n: exact(n),
            d: exact(d),
            unique: exact(d),
            others: Vec::new(),
        };
        rows.iter().map(point).collect()
    }

    #[test]
    fn generated_rays_are_found_and_known_to_be_exact() {
        let design = Rays::new(&["20", "1.5", "1.9"], 7, "1e7", "1e9").expect("valid");
        let found = RaySet::of(&design, Tolerance::default());
        let ks: Vec<String> = found.rays.iter().map(|r| r.k.to_string()).collect();
        assert_eq!(ks, ["1.5", "1.9", "20"]);
        assert!(found.rays.iter().all(|r| r.exact && r.runs.len() == 7 && r.distinct == 7));
        assert!(found.is_ray_design());
        assert_eq!(found.weighted(&1.0).expect("rays")[2], (20.0, 7.0));
    }

    #[test]
    fn nearly_exact_rays_hold_together_and_wide_ones_break() {
        let near = table(&[("1e8", "1.964e9"), ("2e8", "4e9"), ("4e8", "8.096e9")]);
        let found = RaySet::of(near.as_slice(), Tolerance::default());
        assert_eq!((found.rays.len(), found.rays[0].exact), (1, false));
        let k = found.rays[0].k.to_f64();
        assert!((k - (19.64_f64 * 20.0 * 20.24).cbrt()).abs() < 1e-12);
        assert_eq!(found.rays[0].range, (19.64, 20.24));
        // Steps of 0.015 in ln k: no gap breaks, the width does, after four.
        let chain: Vec<f64> = (0..8).map(|i| 0.015 * f64::from(i)).collect();
        let sizes: Vec<usize> = levels(&chain, Tolerance::default()).iter().map(Vec::len).collect();
        assert_eq!(sizes, [4, 4]);
    }

    #[test]
    fn a_table_with_too_many_lone_runs_is_no_ray_design() {
        let mut rows = vec![("1e8", "2e9"); 9];
        rows.extend([("2e8", "4e9"), ("1e8", "9e9")]);
        let found = RaySet::of(table(&rows).as_slice(), Tolerance::default());
        assert_eq!((found.alone(), found.distinct, found.is_ray_design()), (1, 3, true));
        rows.remove(0);
        rows.remove(0);
        let found = RaySet::of(table(&rows).as_slice(), Tolerance::default());
        assert!(!found.is_ray_design() && found.weighted(&1.0).is_none());
        assert_eq!(found.largest(1)[0].runs.len(), 8);
        // The same point many times over is not a ray.
        let same = table(&[("1e8", "2e9"), ("1e8", "2e9")]);
        assert!(!RaySet::of(same.as_slice(), Tolerance::default()).is_ray_design());
    }

    #[test]
    fn tolerances_are_read_and_refused() {
        assert_eq!("0.02,0.05".parse(), Ok(Tolerance::default()));
        assert_eq!("0.02".parse(), Ok(Tolerance::default()));
        for text in ["", "x", "-1", "0.1,0.05", "nan", "1,inf"] {
            let error = text.parse::<Tolerance>().expect_err(text);
            assert!(error.to_string().contains("no ray tolerance"), "{error}");
        }
    }
}
