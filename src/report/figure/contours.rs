//! Where a function on a grid is below a level.

use contour::ContourBuilder;

/// Closed curves around the places where the values are at most `level`; what is
/// inside an odd number of them is below it. `values` holds row after row, one
/// row for each of `ys`; between the grid lines coordinates follow `along`, which
/// takes a list and a place in it (2.5 is halfway from the third to the fourth).
///
/// Square roots are interpolated, because what is drawn is nearly quadratic at
/// its minimum.
pub fn below(
    (xs, ys): (&[f64], &[f64]),
    values: &[f64],
    level: f64,
    along: fn(&[f64], f64) -> f64,
) -> Vec<Vec<(f64, f64)>> {
    let ceiling = 1e4 * level;
    let heights: Vec<f64> = values.iter().map(|v| -libm::sqrt(v.clamp(0.0, ceiling))).collect();
    let grid = ContourBuilder::new(xs.len(), ys.len(), true);
    let Ok(found) = grid.lines(&heights, &[-libm::sqrt(level)]) else { return Vec::new() };
    let rings = found.into_iter().flat_map(|line| line.into_inner().0.0);
    // The builder puts the i-th value at i + ½, and closes curves half a step
    // outside the grid.
    let place = |c: f64, n: usize| (c - 0.5).clamp(0.0, (n - 1) as f64);
    let at = |x: f64, y: f64| (along(xs, place(x, xs.len())), along(ys, place(y, ys.len())));
    rings.map(|ring| ring.0.iter().map(|c| at(c.x, c.y)).collect()).collect()
}

/// Places between logarithms.
pub fn geometric(list: &[f64], place: f64) -> f64 {
    let i = (place as usize).min(list.len().saturating_sub(2));
    list[i] * libm::pow(list[i + 1] / list[i], place - i as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bowl_has_circles() {
        let side: Vec<f64> = (0..21).map(|i| libm::exp(0.1 * f64::from(i - 10))).collect();
        let values: Vec<f64> = (side.iter())
            .flat_map(|y| side.iter().map(move |x| (libm::log(*x), libm::log(*y))))
            .map(|(x, y)| x * x + y * y)
            .collect();
        let rings = below((&side, &side), &values, 0.25, geometric);
        assert_eq!(rings.len(), 1);
        for (x, y) in &rings[0] {
            let r = libm::hypot(libm::log(*x), libm::log(*y));
            assert!((r - 0.5).abs() < 2e-3, "{r}");
        }
        assert!(below((&side, &side), &values, 5.0, geometric)[0].len() > 4);
    }
}
