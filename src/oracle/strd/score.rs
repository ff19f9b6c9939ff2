//! Log relative errors by NIST's rule.

use crate::number::{Compare, Exact, Interval, Mpfr, Scalar};

/// A decimal as printed: its value, its digits, and a unit of its last place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// The value.
    pub value: Exact,
    /// Significant digits printed; of a zero the digits after the point.
    pub digits: usize,
    /// 10^k for the last digit's place.
    pub unit: Exact,
}

impl Decimal {
    /// Reads `2.3894212918E+02`; None for what is no decimal.
    pub fn read(text: &str) -> Option<Self> {
        let value: Exact = text.parse().ok()?;
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i64>().ok()?),
            None => (text, 0),
        };
        let fraction = mantissa.split_once('.').map_or(0, |(_, f)| f.len());
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        let significant = digits.trim_start_matches('0').len();
        let unit = format!("1e{}", exponent - fraction as i64).parse().ok()?;
        let digits = if significant == 0 { fraction } else { significant };
        Some(Decimal { value, digits, unit })
    }
}

/// One quantity compared with what NIST printed.
#[derive(Clone, Debug)]
pub struct Score {
    /// `b1`, `sd(b1)`, `rss`, `rsd`.
    pub quantity: String,
    /// As NIST printed it.
    pub printed: String,
    /// The enclosure, or the last Newton step around it.
    pub value: Interval,
    /// −log₁₀ |x − c|/|c|, or −log₁₀ |x| where c = 0: between 0 and the number
    /// of digits printed.
    pub lre: f64,
    /// The number of digits printed.
    pub cap: usize,
    /// (x − c) in units of the last digit printed.
    pub off: f64,
    /// Whether c is x rounded to as many digits: the enclosure decides, unless
    /// it holds a tie.
    pub rounds: crate::number::Truth,
}

impl Score {
    /// Compares; None where `printed` is no decimal.
    pub fn new(quantity: String, printed: &str, value: &Interval) -> Option<Self> {
        let c = Decimal::read(printed)?;
        let x = value.mid();
        let exact = |e: &Exact| Mpfr::new(x.bits(), e);
        let gap = &x - exact(&c.value);
        let relative = match c.value.signum() {
            0 => gap.abs(),
            _ => gap.abs() / exact(&c.value).abs(),
        };
        let digits = c.digits as f64;
        let lre = match relative.is_positive().is_true() {
            true => (-relative.ln().to_f64() / std::f64::consts::LN_10).clamp(0.0, digits),
            false => digits,
        };
        let distance = (value - value.exact(&c.value)).abs();
        let half = value.exact(&c.unit) / value.int(2);
        Some(Score {
            quantity,
            printed: printed.to_owned(),
            value: value.clone(),
            lre,
            cap: c.digits,
            off: (gap / exact(&c.unit)).to_f64(),
            rounds: distance.less(&half),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Truth;

    #[test]
    fn decimals_know_their_last_place() {
        let read = |t: &str| {
            let d = Decimal::read(t).expect(t);
            (d.digits, d.unit.to_string())
        };
        assert_eq!(
            read("2.3894212918E+02"),
            (11, "1e-8".parse::<Exact>().expect("unit").to_string())
        );
        assert_eq!(read("-0.316081871345029E-14").0, 15);
        assert_eq!(read("0.000000000000000").0, 15);
        assert!(Decimal::read("Infinity").is_none());
    }

    #[test]
    fn scores_by_the_rule() {
        let at = |text: &str| Interval::new(100, &text.parse().expect(text));
        let score =
            |printed: &str, x: &str| Score::new("b".into(), printed, &at(x)).expect("a decimal");
        let close = score("2.50", "2.501");
        assert!((close.lre - 2500_f64.log10().min(3.0)).abs() < 1e-12 && close.cap == 3);
        assert!(close.rounds == Truth::True && (close.off - 0.1).abs() < 1e-12);
        let far = score("2.50", "2.51");
        assert!((far.lre - 250_f64.log10()).abs() < 1e-12 && far.rounds == Truth::False);
        assert_eq!(score("2.50", "25").lre, 0.0);
        assert_eq!(score("0.000000", "1e-30").lre, 6.0);
        assert!((score("0.000000", "1e-4").lre - 4.0).abs() < 1e-12);
    }
}
