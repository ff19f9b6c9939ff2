//! The floor of a narrow valley over two exponents: at every value of the one the
//! lowest points over the other, where a grid of both falls beside it.

use crate::parallel;

/// Columns of the grid that are looked into, those that dip deepest first.
const COLUMNS: usize = 48;
/// Golden sections of one dip.
const SECTIONS: usize = 9;
/// Places on the floor that are kept, this far apart in the logarithm of either exponent.
const KEPT: (usize, f64) = (8, 0.15);

/// Places on the floor, lowest first: `nodes` are the grid's, `solved` F at them (the
/// second exponent fastest), `value` F anywhere.
pub(in crate::fit) fn places(
    nodes: &[Vec<f64>],
    solved: &dyn Fn(usize, usize) -> f64,
    value: &(dyn Fn(&[f64; 2]) -> f64 + Sync),
) -> Vec<[f64; 2]> {
    let [first, second] = nodes else { return Vec::new() };
    // (F at the node, which exponent is held, its node, the other's node).
    let mut dips: Vec<(f64, usize, usize, usize)> = Vec::new();
    for (axis, (held, moved)) in [(first, second), (second, first)].into_iter().enumerate() {
        for i in 0..held.len() {
            let at = |j: usize| if axis == 0 { solved(i, j) } else { solved(j, i) };
            for j in 0..moved.len() {
                let here = at(j);
                let lower = j > 0 && at(j - 1) < here || j + 1 < moved.len() && at(j + 1) < here;
                if here.is_finite() && !lower {
                    dips.push((here, axis, i, j));
                }
            }
        }
    }
    dips.sort_by(|a, b| a.0.total_cmp(&b.0));
    dips.truncate(COLUMNS);
    let mut found = parallel::in_order(dips.len(), |k| {
        let (_, axis, i, j) = dips[k];
        let (held, moved) = if axis == 0 { (first, second) } else { (second, first) };
        let place = |x: f64| match axis {
            0 => [held[i], libm::exp(x)],
            _ => [libm::exp(x), held[i]],
        };
        let end = |j: usize| libm::log(moved[j]);
        let dip = (end(j.saturating_sub(1)), end((j + 1).min(moved.len() - 1)));
        let (x, lowest) = golden(dip, |x| value(&place(x)));
        (lowest, place(x))
    });
    found.retain(|(value, _)| value.is_finite());
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut kept: Vec<[f64; 2]> = Vec::new();
    for (_, place) in found {
        let apart =
            |k: &[f64; 2]| k.iter().zip(&place).any(|(a, b)| libm::log(a / b).abs() > KEPT.1);
        if kept.len() < KEPT.0 && kept.iter().all(apart) {
            kept.push(place);
        }
    }
    kept
}

/// The lowest point that golden sections of an interval find, and the value there.
fn golden((mut lo, mut hi): (f64, f64), value: impl Fn(f64) -> f64) -> (f64, f64) {
    let share = (3.0 - 5.0_f64.sqrt()) / 2.0;
    let (mut a, mut b) = (lo + share * (hi - lo), hi - share * (hi - lo));
    let (mut at_a, mut at_b) = (value(a), value(b));
    for _ in 0..SECTIONS {
        if at_a < at_b {
            (hi, b, at_b) = (b, a, at_a);
            a = lo + share * (hi - lo);
            at_a = value(a);
        } else {
            (lo, a, at_a) = (a, b, at_b);
            b = hi - share * (hi - lo);
            at_b = value(b);
        }
    }
    if at_a < at_b { (a, at_a) } else { (b, at_b) }
}

#[cfg(test)]
mod tests {
    use crate::fit::search::floor::*;

    #[test]
    fn a_floor_between_the_nodes_is_found() {
        // A valley along xy = 1, much narrower than the nodes are apart, with
        // its lowest points at x = 1/2 and, a little higher, at x = 2.
        let value = |p: &[f64; 2]| {
            let (x, across) = (libm::log(p[0]), libm::log(p[0] * p[1]));
            let ln2 = std::f64::consts::LN_2;
            1e3 * across * across + (x * x - ln2 * ln2).powi(2) + 0.1 * (x + ln2)
        };
        let nodes: Vec<f64> = (0..17).map(|i| libm::exp(-2.03 + 0.25 * i as f64)).collect();
        let solved = |i: usize, j: usize| value(&[nodes[i], nodes[j]]);
        let found = places(&[nodes.clone(), nodes.clone()], &solved, &value);
        assert!((found[0][0] / 0.5 - 1.0).abs() < 0.2, "{found:?}");
        assert!((found[0][0] * found[0][1] - 1.0).abs() < 0.02, "{found:?}");
        assert!(found.iter().any(|p| (p[0] / 2.0 - 1.0).abs() < 0.2), "{found:?}");
    }
}
