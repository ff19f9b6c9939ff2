//! Intervals: F(X) ⊇ f(X), and not much more.

use offray::number::{Compare, Exact, Interval, Mpfr, Scalar};

fn exact(text: &str) -> Exact {
    text.parse().expect(text)
}

#[test]
fn constants_are_tightest() {
    for bits in [2, 24, 53, 256] {
        for text in ["0.1", "-2.0771", "1", "0", "6e33", "123456789012345678901234567890e-40"] {
            let x = Interval::new(bits, &exact(text));
            let fine = Mpfr::new(2000, &exact(text));
            assert!(x.contains(&fine) || x.is_point(), "{text} {bits}: {x}");
            assert!(x.width() <= x.lo().abs().ulp(), "{text} {bits}: {x}");
        }
    }
    assert!(Interval::new(53, &exact("0.5")).is_point());
}

#[test]
fn narrow_results_of_the_elementary_functions() {
    let x = Interval::new(128, &exact("2.5")).with_ln();
    for y in [x.exp().ln(), x.sqrt().square(), x.pow(&x.int(3)) / x.powi(2)] {
        assert!(y.contains(&x.mid()) && y.width().to_f64() < 1e-36, "{y}");
        assert!(y.everywhere_defined());
    }
}
