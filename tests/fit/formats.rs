//! The same fit in other number formats.

use offray::fit::{Constraints, Ended, Format, Options, Units, fit, fit_in};

use super::{problem, table};

/// The more bits, the more digits; what f16 cannot hold is said.
#[test]
fn wider_formats_keep_more_digits() {
    let runs = table("chinchilla_epoch240", &[]);
    let problem = problem(&runs, "chinchilla", "log-sse", &Constraints::default());
    let best = fit(&problem, &Options { digits: 60, ..Options::default() }).expect("a fit");
    let worst = |name: &str| {
        let found = fit_in(&problem, name.parse().expect(name), &best).expect(name);
        assert!(found.relative_gap > -1e-12, "{name}: {}", found.relative_gap);
        let digits = found.digits.iter().map(|d| d.expect("estimated"));
        (digits.fold(f64::INFINITY, f64::min), found.relative_gap, found.ended)
    };
    let (bf16, gap, ended) = worst("bf16");
    assert!(bf16 < 1.0 && gap > 1e-3 && ended == Ended::Stalled, "{bf16} {gap}");
    let (single, gap, _) = worst("f32");
    assert!((0.3..6.0).contains(&single) && gap < 1e-2, "{single} {gap}");
    let (double, _, ended) = worst("f64");
    assert!((9.0..17.0).contains(&double) && ended == Ended::Settled, "{double}");
    let (pair, _, _) = worst("double-double");
    assert!(pair > double + 4.0, "{pair} {double}");
    let (wide, _, _) = worst("mpfr:256");
    assert!(wide > 55.0, "{wide}");
    let refused = fit_in(&problem, Format::F16, &best).expect_err("too large for f16").to_string();
    assert!(
        refused.contains("f16 cannot hold n_tokens") || refused.contains("n_params"),
        "{refused}"
    );
    assert!(refused.contains("--count-in"), "{refused}");
}

/// In billions f16 holds the table, and the fit is as poor as its 11 bits.
#[test]
fn units_make_room_for_half_precision() {
    let units: Units = "n=1e9,d=1e10".parse().expect("units");
    let runs = units.apply(&table("chinchilla_epoch240", &[]));
    let problem = problem(&runs, "chinchilla", "log-sse", &Constraints::default());
    let best = fit(&problem, &Options::default()).expect("a fit");
    let found = fit_in(&problem, Format::F16, &best).expect("it fits");
    assert!(found.relative_gap > 0.0 && found.relative_gap.is_finite(), "{}", found.relative_gap);
    let worst = found.digits.iter().map(|d| d.expect("estimated")).fold(f64::INFINITY, f64::min);
    assert!(worst < 3.5, "{worst}");
}
