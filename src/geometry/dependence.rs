//! Dependences among columns that are certain by the form of the law, at any
//! precision: parameters that enter only through fewer combinations.

use std::collections::HashSet;

use crate::design::Design;
use crate::law::{Law, OptimalSize, Point};
use crate::number::Exact;

/// Columns of the Jacobian that are linearly dependent, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependence {
    /// Indices of the parameters concerned.
    pub parameters: Vec<usize>,
    /// How many of these columns are redundant.
    pub redundant: usize,
    /// Why, as a sentence without a full stop.
    pub reason: String,
}

/// What must hold of a design for parameters to merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Every D is the same, and so is every amount of unique data.
    ConstantTokens,
    /// Every N is the same.
    ConstantSize,
    /// Every D/N is the same.
    OneRay,
    /// Every D/N is the same and the two named parameters are equal.
    OneRayAndEqual(&'static str, &'static str),
    /// There are at most two values of D/N and the interaction law has no gap:
    /// α = β = γ_N + γ_D.
    TwoRaysWithoutGap,
    /// No run repeats data.
    NothingRepeats,
}

/// "Under that condition, these parameters enter only through so many
/// combinations."
struct Merge {
    law: &'static str,
    when: When,
    parameters: &'static [&'static str],
    combinations: usize,
    through: &'static str,
}

macro_rules! merges {
    ($($law:literal: $when:expr => [$($name:literal),+] through $count:literal $text:literal;)+) => {
        &[$(Merge {
            law: $law,
            when: $when,
            parameters: &[$($name),+],
            combinations: $count,
            through: $text,
        }),+]
    };
}

use When::*;

/// Each line is an identity of the law's formula. At a common value of D the
/// loss depends on (E, B, β) through E + B D^−β alone, and so on.
const MERGES: &[Merge] = merges! {
    "chinchilla": ConstantTokens => ["E", "B", "beta"] through 1 "E + B D^−β";
    "chinchilla": ConstantSize => ["E", "A", "alpha"] through 1 "E + A N^−α";
    "chinchilla": OneRayAndEqual("alpha", "beta") => ["A", "B"] through 1 "ψ = A + B k^−α";
    "repeated": NothingRepeats => ["R_D_star"] through 0 "nothing: no run repeats data";
    "kaplan": ConstantSize => ["N_c", "alpha_N"] through 1 "(N_c/N)^(α_N/α_D)";
    "kaplan": OneRayAndEqual("alpha_N", "alpha_D") => ["N_c", "D_c"] through 1 "ψ = N_c + D_c/k";
    "droppo-elibol": ConstantTokens => ["L_inf", "D_C", "alpha_D"]
        through 1 "L_∞^(1/α) + (D_C/D)^(α_D/α)";
    "droppo-elibol": ConstantSize => ["L_inf", "N_C", "alpha_N"]
        through 1 "L_∞^(1/α) + (N_C/N)^(α_N/α)";
    "droppo-elibol": OneRayAndEqual("alpha_N", "alpha_D") => ["N_C", "D_C"]
        through 1 "ψ = N_C^γ + (D_C/k)^γ";
    "interaction": ConstantTokens => ["E", "B", "beta"] through 1 "E + B D^−β";
    "interaction": ConstantTokens => ["F", "gamma_D"] through 1 "F D^−γ_D";
    "interaction": ConstantSize => ["E", "A", "alpha"] through 1 "E + A N^−α";
    "interaction": ConstantSize => ["F", "gamma_N"] through 1 "F N^−γ_N";
    "interaction": OneRay => ["F", "gamma_N", "gamma_D"] through 2 "γ_N + γ_D and F k^−γ_D";
    "interaction": OneRayAndEqual("alpha", "beta") => ["A", "B"] through 1 "A + B k^−α";
    "interaction": TwoRaysWithoutGap => ["A", "B", "F"] through 2
        "A + B k^−α + F k^−γ_D on each ray";
};

/// The repeated law with N_opt frozen is Chinchilla in discounted sizes.
const FROZEN: &[Merge] = merges! {
    "repeated": ConstantTokens => ["E", "B", "beta", "R_D_star"] through 1 "E + B D'^−β";
};

/// What a design is, exactly. Every field is a proof: false means not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Exactly {
    constant_tokens: bool,
    constant_size: bool,
    one_ray: bool,
    two_rays: bool,
    nothing_repeats: bool,
    /// An upper bound on the number of distinct points.
    distinct: usize,
}

impl Exactly {
    /// What a design's exact numbers show; each question stops at the first run
    /// that answers it.
    fn of<D: Design + ?Sized>(design: &D, enough: usize) -> Self {
        let len = design.len();
        let Some(last) = len.checked_sub(1) else {
            return Exactly::default();
        };
        let all = |holds: &dyn Fn(&Point<Exact>, &Point<Exact>) -> bool| {
            design.exact(last).is_some_and(|reference| {
                (0..len).all(|i| design.exact(i).is_some_and(|at| holds(&at, &reference)))
            })
        };
        let ratio = design.ratio(last);
        let mut seen = HashSet::new();
        let known = (0..len).all(|i| {
            design.exact(i).is_some_and(|at| {
                seen.insert((at.n, at.d, at.unique));
                seen.len() < enough
            })
        });
        let other = (0..len).map(|i| design.ratio(i)).find(|k| *k != ratio);
        let two = |k: Option<Exact>| k == ratio || other.as_ref().is_none_or(|other| k == *other);
        Exactly {
            two_rays: ratio.is_some() && (0..len).all(|i| two(design.ratio(i))),
            constant_tokens: all(&|at, first| at.d == first.d && at.unique == first.unique),
            constant_size: all(&|at, first| at.n == first.n),
            one_ray: ratio.is_some() && (0..len).all(|i| design.ratio(i) == ratio),
            nothing_repeats: all(&|at, _| at.unique >= at.d),
            distinct: if known { seen.len() } else { len },
        }
    }
}

/// Dependences among the selected columns that are certain. An empty answer
/// claims nothing: the columns may be dependent for another reason.
pub fn dependences<D: Design + ?Sized>(
    law: &Law,
    theta: &[Exact],
    design: &D,
    columns: &[usize],
) -> Vec<Dependence> {
    let known = Exactly::of(design, columns.len());
    let mut found = Vec::new();
    if known.distinct < columns.len() {
        found.push(Dependence {
            parameters: columns.to_vec(),
            redundant: columns.len() - known.distinct,
            reason: format!(
                "{} distinct points cannot identify {} parameters",
                known.distinct,
                columns.len()
            ),
        });
        return found;
    }
    let about = law.about();
    let frozen = matches!(law, Law::Repeated(r) if r.n_opt != OptimalSize::Through);
    let more = if frozen { FROZEN } else { &[] };
    for merge in MERGES.iter().chain(more).filter(|m| m.law == about.id) {
        let index = |name: &str| about.index(name).expect("a parameter of this law");
        let (holds, whenever) = match merge.when {
            ConstantTokens => (known.constant_tokens, "at one amount of data".into()),
            ConstantSize => (known.constant_size, "at one size".into()),
            OneRay => (known.one_ray, "on one ray".into()),
            TwoRaysWithoutGap => {
                let [alpha, beta, n, d] =
                    ["alpha", "beta", "gamma_N", "gamma_D"].map(|name| &theta[index(name)]);
                let equal = alpha == beta && *alpha == n + d;
                (known.two_rays && equal, "on two rays with α = β = γ_N + γ_D".into())
            }
            NothingRepeats => (known.nothing_repeats, "without repeated data".into()),
            OneRayAndEqual(a, b) => {
                let equal = theta[index(a)] == theta[index(b)];
                (known.one_ray && equal, format!("on one ray with {a} = {b}"))
            }
        };
        let inside: Vec<usize> = merge
            .parameters
            .iter()
            .map(|name| index(name))
            .filter(|j| columns.contains(j))
            .collect();
        if holds && inside.len() > merge.combinations {
            let names: Vec<&str> = inside.iter().map(|&j| about.parameters[j].name).collect();
            found.push(Dependence {
                redundant: inside.len() - merge.combinations,
                parameters: inside,
                reason: format!(
                    "{whenever}, {} enter only through {}",
                    names.join(", "),
                    merge.through
                ),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Rays;
    use crate::geometry::{gram, parameters};
    use crate::law::published::PUBLISHED;
    use crate::number::{Interval, Mpfr};

    fn point(n: i64, d: i64) -> Point<Exact> {
        let (n, d) = (Exact::from(n), Exact::from(d));
        Point { n, unique: d.clone(), d, others: Vec::new() }
    }

    fn with_equal(law: &Law, a: &str, b: &str, theta: &[Exact]) -> Vec<Exact> {
        let (a, b) = (law.about().index(a).expect("named"), law.about().index(b).expect("named"));
        let mut theta = theta.to_vec();
        theta[a] = theta[b].clone();
        theta
    }

    /// α = β = γ_N + γ_D.
    fn without_gap(law: &Law, theta: &[Exact]) -> Vec<Exact> {
        let mut theta = with_equal(law, "beta", "alpha", theta);
        let [alpha, n, d] =
            ["alpha", "gamma_N", "gamma_D"].map(|name| law.about().index(name).expect("named"));
        theta[n] = &theta[alpha] - &theta[d];
        theta
    }

    /// Every entry of the table, against the determinant of the block: an
    /// interval of relative width 1e-100 that contains zero.
    #[test]
    fn every_merge_is_a_singular_block() {
        for set in PUBLISHED {
            let law = Law::named(set.law).expect("known");
            let theta: Vec<Exact> = set.values.iter().map(|v| v.parse().expect("known")).collect();
            for merge in MERGES.iter().filter(|m| m.law == set.law) {
                let sizes = [1, 2, 3, 5, 8, 13, 21, 34, 55].map(|i| i * 100_000_000);
                let constant = 3_000_000_000;
                let design: Vec<Point<Exact>> = sizes
                    .iter()
                    .map(|&n| match merge.when {
                        ConstantTokens => point(n, constant),
                        ConstantSize => point(constant, n),
                        TwoRaysWithoutGap => point(n, (20 + 30 * (n / 100_000_000 % 2)) * n),
                        _ => point(n, 20 * n),
                    })
                    .collect();
                let theta = match merge.when {
                    OneRayAndEqual(a, b) => with_equal(&law, a, b, &theta),
                    TwoRaysWithoutGap => without_gap(&law, &theta),
                    _ => theta.clone(),
                };
                let columns: Vec<usize> = merge
                    .parameters
                    .iter()
                    .map(|name| law.about().index(name).expect("named"))
                    .collect();
                let found = dependences(&law, &theta, design.as_slice(), &columns);
                let redundant: usize = found.iter().map(|d| d.redundant).sum();
                assert_eq!(redundant, columns.len() - merge.combinations, "{found:?}");
                let like = Interval::point(&Mpfr::from_f64(400, 1.0));
                let g = gram(&law, &parameters(&like, &theta), design.as_slice(), &columns);
                let spectrum = crate::algebra::enclose(&g);
                for low in &spectrum.eigenvalues[..redundant] {
                    assert!(low.contains_zero(), "{} {:?}", merge.law, merge.when);
                    let top = &spectrum.eigenvalues[columns.len() - 1];
                    assert!(
                        crate::number::Compare::to_f64(&(low / top).hi()) < 1e-90
                            || top.contains_zero()
                    );
                }
            }
        }
    }

    #[test]
    fn nothing_is_claimed_without_proof() {
        let law = Law::named("chinchilla").expect("known");
        let theta: Vec<Exact> =
            PUBLISHED[0].values.iter().map(|v| v.parse().expect("known")).collect();
        let all = [0, 1, 2, 3, 4];
        let ray = Rays::new(&["20"], 9, "1e7", "1e9").expect("valid");
        assert_eq!(dependences(&law, &theta, &ray, &all), vec![]);
        let equal = with_equal(&law, "alpha", "beta", &theta);
        let found = dependences(&law, &equal, &ray, &all);
        assert_eq!(
            found[0].reason,
            "on one ray with alpha = beta, A, B enter only through ψ = A + B k^−α"
        );
        // The same columns one by one are independent.
        assert_eq!(dependences(&law, &equal, &ray, &[0, 1]), vec![]);
        let nearly: Vec<_> = (1..9).map(|i| point(i * 1000, 20_000 * i + i % 2)).collect();
        assert_eq!(dependences(&law, &equal, nearly.as_slice(), &all), vec![]);
    }

    #[test]
    fn too_few_distinct_points_are_counted_exactly() {
        let law = Law::named("chinchilla").expect("known");
        let theta: Vec<Exact> =
            PUBLISHED[0].values.iter().map(|v| v.parse().expect("known")).collect();
        let rows: Vec<_> = (0..12).map(|i| point(1000 + i % 3, 7000 + i % 3)).collect();
        let found = dependences(&law, &theta, rows.as_slice(), &[0, 1, 2, 3, 4]);
        assert_eq!(found[0].redundant, 2);
        assert_eq!(found[0].reason, "3 distinct points cannot identify 5 parameters");
        let few = Rays::new(&["20"], 2, "1e7", "1e9").expect("valid");
        assert_eq!(dependences(&law, &theta, &few, &[0, 1, 2])[0].redundant, 1);
        let none: [Point<Exact>; 0] = [];
        assert_eq!(dependences(&law, &theta, none.as_slice(), &[1])[0].redundant, 1);
    }
}
