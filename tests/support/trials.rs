//! Random cases of statements: laws, rays, sizes, exponents, gaps of both signs
//! down to 1e-12, targets. They shrink towards few rays, round numbers and the
//! gap 0.06.

use offray::law::Law;
use offray::number::Exact;
use offray::theorem::Trial;
use proptest::prelude::*;

/// A decimal from a whole number of so many places.
fn decimal(digits: i64, places: i32) -> Exact {
    format!("{digits}e{}", -places).parse().expect("a decimal")
}

/// A ratio k from 0.01 to 30000: three digits.
fn ratio() -> impl Strategy<Value = Exact> {
    (100_i64..1000, -4_i32..2).prop_map(|(digits, shift)| decimal(digits, -shift))
}

/// One to six rays; some equal, some apart by a part in 10⁹.
fn rays() -> impl Strategy<Value = Vec<Exact>> {
    let near = (ratio(), 1_i64..1000).prop_map(|(k, part)| {
        let close = &k * &(&Exact::from(1) + &decimal(part, 9));
        vec![k, close]
    });
    prop_oneof![
        8 => prop::collection::vec(ratio(), 1..=6),
        1 => near,
        1 => (ratio(), 2_usize..4).prop_map(|(k, times)| vec![k; times]),
    ]
}

/// ±10^−p times three digits: half of them below 1e-3, some as small as 1e-12.
fn gap() -> impl Strategy<Value = Exact> {
    let sized = |places| {
        (100_i64..1000, places, any::<bool>()).prop_map(|(digits, places, negative)| {
            decimal(if negative { -digits } else { digits }, places)
        })
    };
    prop_oneof![4 => sized(4_i32..5), 3 => sized(5_i32..10), 2 => sized(10_i32..15)]
}

/// Any case of a law that has pairs. (Repeated data is Chinchilla's law where
/// nothing repeats and N ≤ N_opt, and has kinks elsewhere.)
pub fn trial() -> impl Strategy<Value = Trial> {
    let law = prop::sample::select(vec!["chinchilla", "kaplan", "droppo-elibol", "interaction"]);
    let sizes = (2_usize..12, 100_i64..1000, 2_i32..8, 1_i64..400);
    let numbers = (50_i64..1000, gap(), 10_i64..10_000, 101_i64..100_000);
    (law, rays(), sizes, numbers).prop_map(
        |(law, ratios, (sizes, digits, places, span), (alpha, gap, scale, target))| {
            let lo = decimal(digits, -places);
            let hi = &lo * &(&Exact::from(1) + &decimal(span, 0));
            Trial {
                law: Law::named(law).expect("known"),
                ratios,
                sizes,
                range: (lo, hi),
                alpha: decimal(alpha, 3),
                gap,
                scale: decimal(scale, 2),
                target: decimal(target, 2),
            }
        },
    )
}
