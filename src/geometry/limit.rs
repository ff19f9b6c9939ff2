//! The columns that become parallel on a ray, in the limit of no exponent gap
//! with the same sizes on every ray: the pair (1, k^−β) of statement X2, the
//! triple (1, k^−β, k^−γ_D) of the interaction law (statement B16).

use super::{Conditioning, Dependence, Precision};
use crate::algebra::Matrix;
use crate::law::Law;
use crate::number::{Exact, Interval, Scalar};

/// The Gram matrix of k^−e_j over rays (k, number of runs) and what follows from
/// it, to the digits asked. Columns are named by their parameters and go as
/// `exponents` say ([`Formula::ray_exponents`](crate::law::Formula::ray_exponents)).
///
/// Distinct powers of k are independent on as many distinct rays and on no fewer:
/// where there are fewer rays than columns, or two exponents are equal, the
/// matrix is singular for that reason, at any precision.
///
/// # Panics
/// Without columns, or unless there is an exponent for each.
pub fn limit(
    law: &Law,
    (columns, exponents): (&[usize], &[Exact]),
    rays: &[(Exact, usize)],
    precision: Precision,
) -> Conditioning {
    assert_eq!(columns.len(), exponents.len(), "an exponent for each column");
    let certain = dependence(law, columns, exponents, rays);
    let runs = rays.iter().map(|ray| ray.1).sum();
    let mut bits = precision.start;
    loop {
        let like = Interval::new(bits, &Exact::from(1));
        let powers: Vec<Vec<Interval>> = (rays.iter())
            .map(|(k, _)| {
                let k = like.exact(k).with_ln();
                exponents.iter().map(|e| k.pow_neg(&like.exact(e))).collect()
            })
            .collect();
        let gram = Matrix::from_fn(columns.len(), columns.len(), |i, j| {
            rays.iter().zip(&powers).fold(like.zero(), |sum, ((_, runs), u)| {
                sum + &u[i] * &u[j] * like.int(*runs as i64)
            })
        });
        let found = Conditioning::of(gram, columns, runs, certain.clone().into_iter().collect());
        match found.missing_bits(precision.digits) {
            Some(0) => return found,
            _ if bits >= precision.limit => return found,
            more => bits = more.map_or(2 * bits, |m| bits + m.max(32)).min(precision.limit),
        }
    }
}

fn dependence(
    law: &Law,
    columns: &[usize],
    exponents: &[Exact],
    rays: &[(Exact, usize)],
) -> Option<Dependence> {
    let distinct = |list: &mut dyn Iterator<Item = &Exact>| {
        let mut values: Vec<&Exact> = list.collect();
        values.sort();
        values.dedup();
        values.len()
    };
    let places = distinct(&mut rays.iter().map(|ray| &ray.0));
    let powers = distinct(&mut exponents.iter());
    let rank = places.min(powers);
    let names: Vec<&str> = columns.iter().map(|c| law.about().parameters[*c].name).collect();
    (rank < columns.len()).then(|| Dependence {
        parameters: columns.to_vec(),
        redundant: columns.len() - rank,
        reason: match places < columns.len() {
            true => format!(
                "at equal exponents {places} ray{} cannot tell {} columns apart: {}",
                if places == 1 { "" } else { "s" },
                columns.len(),
                names.join(", ")
            ),
            false => format!("at equal exponents two of {} are one power of k", names.join(", ")),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Coverage;
    use crate::number::Compare;

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    fn of(columns: &[usize], exponents: &[&str], rays: &[(&str, usize)]) -> Conditioning {
        let law = Law::named("interaction").expect("known");
        let exponents: Vec<Exact> = exponents.iter().map(|e| exact(e)).collect();
        let rays: Vec<(Exact, usize)> = rays.iter().map(|(k, n)| (exact(k), *n)).collect();
        limit(&law, (columns, &exponents), &rays, Precision::digits(12))
    }

    #[test]
    fn two_columns_are_the_coverage_of_ratios() {
        let found = of(&[1, 2], &["0", "0.28"], &[("20", 3), ("100", 5)]);
        let coverage = Coverage::new(&0.28, &[(20.0, 3.0), (100.0, 5.0)]);
        let (eq, raw) = (found.kappa_eq().expect("two rays"), found.kappa().expect("two rays"));
        assert!((eq.to_f64() / coverage.kappa_eq().expect("two rays") - 1.0).abs() < 1e-9);
        assert!((raw.to_f64() / coverage.kappa().expect("two rays") - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_triple_needs_three_rays_and_three_powers() {
        let triple = |exponents: &[&str], rays: &[(&str, usize)]| of(&[1, 2, 3], exponents, rays);
        let rays = [("5", 4), ("20", 6), ("640", 4)];
        let regular = triple(&["0", "0.28", "0.94"], &rays);
        assert!(regular.singular().is_false());
        assert!(regular.kappa_eq().expect("regular").to_f64() > 1.0);
        for singular in
            [triple(&["0", "0.28", "0.94"], &rays[..2]), triple(&["0", "0.28", "0.28"], &rays)]
        {
            assert!(singular.singular().is_true() && singular.kappa_eq().is_none());
            assert!(singular.passes(&exact("1e300")).is_false());
            assert_eq!(singular.dependences[0].redundant, 1);
        }
        let law = Law::named("interaction").expect("known");
        let theta = [1.0, 2.0, 3.0, 4.0, 0.3, 0.28, 0.2, 0.14];
        assert_eq!(law.ray_exponents(&theta), [0.0, 0.28, 0.14]);
        let law = Law::named("chinchilla").expect("known");
        assert_eq!(law.ray_exponents(&theta[..5]), [0.0, theta[4]]);
    }
}
