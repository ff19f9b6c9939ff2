//! The direction in which parameters trade off at the least cost in loss, as
//! numbers and in words.

use std::fmt::Write as _;

use super::Conditioning;
use crate::law::Law;
use crate::number::{Compare, Exact, Mpfr, Scalar, Truth};

/// The eigenvector of the smallest eigenvalue of the scaled Gram matrix.
///
/// Moving every parameter j by t v_j/‖j_j‖ changes the predictions by
/// t √(λ_min/m) (root mean square over the m runs, to first order): of all
/// directions, the least for the size of the move.
#[derive(Clone, Debug, PartialEq)]
pub struct Sloppy {
    /// Indices of the parameters, as in [`Conditioning::columns`].
    pub parameters: Vec<usize>,
    /// The unit vector v in scaled coordinates (each parameter in units of
    /// 1/‖j_j‖), its largest entry positive.
    pub scaled: Vec<f64>,
    /// The same direction as relative changes d ln θ_j, in per cent, scaled so
    /// that the leading parameter changes by +1 %; None for a parameter that is
    /// zero.
    pub percent: Vec<Option<f64>>,
    /// Index (into these vectors) of the leading parameter: the first whose
    /// entry of `scaled` is within 1 % of the largest.
    pub lead: usize,
    /// Upper bound on the root-mean-square change of the predicted loss, to
    /// first order, that goes with +1 % of the leading parameter; 0 where the
    /// columns are dependent for a reason.
    pub loss_change: f64,
    /// All this as a sentence.
    pub words: String,
}

/// Entries this close to the largest tie with it.
const TIED: f64 = 0.99;
/// Parameters whose scaled entry is at least this fraction of the largest are
/// named in words.
const NAMED: f64 = 0.1;

impl Conditioning {
    /// The sloppy direction of these columns; None for a single column, or
    /// where every parameter is zero. The direction is numerical, not enclosed;
    /// the change in loss is an upper bound of λ_min's enclosure.
    pub fn sloppy(&self, law: &Law, theta: &[Exact]) -> Option<Sloppy> {
        let p = self.columns.len();
        let values: Vec<Mpfr> =
            self.columns.iter().map(|&j| Mpfr::new(self.bits, &theta[j])).collect();
        let lengths: Vec<Mpfr> = self.gram.diagonal().iter().map(|g| g.sqrt().mid()).collect();
        let mut v: Vec<Mpfr> = (0..p).map(|j| self.scaled.vectors[(j, 0)].clone()).collect();
        let usable = |j: &usize| values[*j].to_f64() != 0.0 && lengths[*j].to_f64() > 0.0;
        let size = |j: &usize| v[*j].to_f64().abs();
        let largest = (0..p).filter(usable).map(|j| size(&j)).fold(0.0, f64::max);
        if p < 2 || largest == 0.0 {
            return None;
        }
        let lead = (0..p).filter(usable).find(|j| size(j) >= TIED * largest)?;
        if v[lead].to_f64() < 0.0 {
            v = v.into_iter().map(|x| -x).collect();
        }
        // d ln θ_j = v_j/(‖j_j‖ θ_j) per unit of t.
        let relative: Vec<Option<Mpfr>> =
            (0..p).map(|j| usable(&j).then(|| &v[j] / (&lengths[j] * &values[j]))).collect();
        let unit = relative[lead].clone()?;
        let percent: Vec<Option<f64>> =
            relative.iter().map(|r| r.as_ref().map(|r| (r / &unit).to_f64())).collect();
        let least = self.scaled.eigenvalues[0].hi();
        let mean = (least / unit.int(self.runs as i64)).sqrt();
        let singular = self.singular();
        let loss_change = match singular {
            Truth::True => 0.0,
            _ => (mean / (unit.int(100) * unit.abs())).to_f64(),
        };
        // What rounding leaves of a zero is no number to print.
        let moved = match singular {
            Truth::True => "moves no predicted loss".into(),
            _ if self.scaled.eigenvalues[0].contains_zero() => {
                "moves the predicted losses by too little to be told from nothing".into()
            }
            _ => format!("moves the predicted losses by {loss_change:.1e} (root mean square)"),
        };
        let words = words(law, &self.columns, &v, &percent, lead, &moved);
        let scaled = v.iter().map(Mpfr::to_f64).collect();
        let parameters = self.columns.clone();
        Some(Sloppy { parameters, scaled, percent, lead, loss_change, words })
    }
}

fn words(
    law: &Law,
    columns: &[usize],
    v: &[Mpfr],
    percent: &[Option<f64>],
    lead: usize,
    moved: &str,
) -> String {
    let symbol = |j: usize| law.about().parameters[columns[j]].symbol;
    let mut others: Vec<usize> = (0..columns.len())
        .filter(|&j| j != lead && v[j].to_f64().abs() >= NAMED * v[lead].to_f64().abs())
        .collect();
    others.sort_by(|&a, &b| v[b].to_f64().abs().total_cmp(&v[a].to_f64().abs()));
    let mut text = String::new();
    if others.is_empty() {
        let _ = write!(text, "{} alone is the least certain: +1 % of it {moved}", symbol(lead));
    } else {
        let mut names: Vec<&str> = vec![symbol(lead)];
        names.extend(others.iter().map(|&j| symbol(j)));
        let last = names.pop().expect("at least two");
        let _ = write!(text, "{} and {last} trade off: +1 % of {}", names.join(", "), symbol(lead));
        let parts: Vec<String> = others
            .iter()
            .map(|&j| match percent[j] {
                Some(change) => format!("{} % of {}", significant(change), symbol(j)),
                None => format!("a change of {}", symbol(j)),
            })
            .collect();
        let _ = write!(text, " goes with {}, and {moved}", parts.join(", "));
    }
    text
}

/// Three significant digits with a sign and a true minus.
fn significant(x: f64) -> String {
    let sign = if x < 0.0 { "−" } else { "+" };
    let x = x.abs();
    if x != 0.0 && !(1e-4..1e6).contains(&x) {
        return format!("{sign}{x:.2e}");
    }
    let places = if x == 0.0 { 0 } else { (2 - libm::log10(x).floor() as i32).max(0) as usize };
    format!("{sign}{x:.places$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Rays;
    use crate::geometry::{Precision, conditioning};
    use crate::law::published::PUBLISHED;

    fn hoffmann(columns: &[usize], ratios: &[&str], theta: [&str; 5]) -> Option<Sloppy> {
        let law = Law::named("chinchilla").expect("known");
        let theta: Vec<Exact> = theta.map(|v| v.parse().expect("decimal")).into();
        let design = Rays::new(ratios, 20, "1e7", "1e9").expect("valid");
        let found = conditioning(&law, &theta, &design, &[columns], Precision::default());
        found[0].sloppy(&law, &theta)
    }

    fn published() -> [&'static str; 5] {
        PUBLISHED[0].values.try_into().expect("five")
    }

    #[test]
    fn the_pair_on_a_ray_trades_off_along_psi() {
        // ε = 1e-6: along ψ = A + B k^−α, dA = −dB k^−α.
        let theta = ["1.69", "406.4", "410.7", "0.34", "0.339999"];
        let sloppy = hoffmann(&[1, 2], &["20"], theta).expect("a direction");
        let along = -406.4 / (410.7 / libm::pow(20.0, 0.34));
        let ratio = sloppy.percent[1].expect("B") / sloppy.percent[0].expect("A");
        assert!((ratio / along - 1.0).abs() < 1e-4, "{ratio} {along}");
        let start = "A and B trade off: +1 % of A goes with −2.74 % of B";
        assert!(sloppy.words.starts_with(start), "{}", sloppy.words);
        assert!(sloppy.loss_change < 1e-7, "{}", sloppy.words);
    }

    #[test]
    fn the_stated_change_in_loss_is_the_change_in_loss() {
        let sloppy = hoffmann(&[0, 1, 2, 3, 4], &["20", "100"], published()).expect("direction");
        let law = Law::named("chinchilla").expect("known");
        let theta: Vec<f64> = published().map(|v| v.parse().expect("decimal")).into();
        // Move along the direction, scaled down so that first order rules.
        let step = 1e-4;
        let moved: Vec<f64> = (0..5)
            .map(|j| theta[j] * (1.0 + step * sloppy.percent[j].expect("not zero") / 100.0))
            .collect();
        let design = Rays::new(&["20", "100"], 20, "1e7", "1e9").expect("valid");
        let mut sum = 0.0;
        for i in 0..40 {
            let at = crate::design::Design::point(&design, i, &1.0);
            let change: f64 = law.loss(&moved, &at) - law.loss(&theta, &at);
            sum += change * change;
        }
        let rms = (sum / 40.0).sqrt() / step;
        assert!((rms / sloppy.loss_change - 1.0).abs() < 0.01, "{rms} {}", sloppy.words);
        assert!((sloppy.percent[sloppy.lead].expect("lead") - 1.0).abs() < 1e-12);
        assert!(sloppy.scaled[sloppy.lead] > 0.0);
    }

    #[test]
    fn zero_parameters_and_single_columns_have_no_relative_change() {
        let theta = ["0", "406.4", "410.7", "0.34", "0.28"];
        let sloppy = hoffmann(&[0, 1, 2], &["20"], theta).expect("a direction");
        assert_eq!(sloppy.percent[0], None);
        assert!(sloppy.words.contains("a change of E"), "{}", sloppy.words);
        assert_eq!(hoffmann(&[0], &["20"], theta), None);
        let spread = hoffmann(&[0, 3], &["20"], published()).expect("a direction");
        assert!(spread.words.contains("trade off"), "{}", spread.words);
        // The factorial design in N and a wide range of D: E and A hardly mix.
        let alone = words(
            &Law::named("chinchilla").expect("known"),
            &[1, 2],
            &[Mpfr::from_f64(53, 1.0), Mpfr::from_f64(53, 0.01)],
            &[Some(1.0), Some(0.1)],
            0,
            "moves the predicted losses by 1.0e-3 (root mean square)",
        );
        let expected = "A alone is the least certain: +1 % of it moves the predicted losses \
                        by 1.0e-3 (root mean square)";
        assert_eq!(alone, expected);
    }

    #[test]
    fn three_significant_digits() {
        for (x, text) in [
            (-1.0, "−1.00"),
            (0.012345, "+0.0123"),
            (1234.5, "+1234"),
            (0.0, "+0"),
            (2.5e-7, "+2.50e-7"),
        ] {
            assert_eq!(significant(x), text);
        }
    }
}
