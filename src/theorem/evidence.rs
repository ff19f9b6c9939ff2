//! What a check of a statement collects: comparisons with three-valued answers,
//! measured figures, tables and curves.

use super::{Curve, Enclosed, Table};
use crate::number::{Compare, Exact, Interval, Scalar, Truth};

/// What one check of a statement found, for one law.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The comparisons that decide.
    pub checks: Vec<Check>,
    /// What exactly was tested: quantities, cases, ranges, precision; in words.
    pub tested: String,
    /// How many cases: designs times parameters times gaps, as `tested` says.
    pub cases: usize,
    /// The working precision in bits, after raising.
    pub bits: u32,
    /// The exponent of the law of growth, certified.
    pub exponent: Option<Enclosed>,
    /// The same exponent measured from local slopes, with an error bar.
    pub measured: Option<Enclosed>,
    /// The leading constant.
    pub constant: Option<Enclosed>,
    /// A remark for readers, where the verdict itself has none.
    pub remark: Option<String>,
    /// Figures behind it.
    pub tables: Vec<Table>,
    /// What to draw.
    pub curves: Vec<Curve>,
}

/// One comparison.
#[derive(Clone, Debug)]
pub struct Check {
    /// What is asserted, as a sentence without a full stop.
    pub what: String,
    /// Whether it holds.
    pub truth: Truth,
    /// What was found, where that says more than yes or no.
    pub found: Option<String>,
    /// The statement as this project states it, or a clause as printed.
    pub standing: Standing,
    /// A box of parameters and designs, or stated cases.
    pub reach: Reach,
}

/// Whose assertion a check is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The statement as this project states it.
    Statement,
    /// A clause as the paper printed it; what follows if it is false.
    Printed(Mend),
}

/// What a false clause needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// A correction, in one line; the rest of the statement stands.
    Correction(String),
    /// Nothing mends it; what is true instead, in one line.
    Refutes(String),
}

/// How far a check reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Stated cases at high precision.
    Cases,
    /// An interval enclosure over a stated box.
    Box,
}

impl Check {
    /// Marks it as a clause of the paper, with what follows if it is false.
    pub fn printed(&mut self, mend: Mend) -> &mut Self {
        self.standing = Standing::Printed(mend);
        self
    }

    /// Marks it as holding over a whole box.
    pub fn over_a_box(&mut self) -> &mut Self {
        self.reach = Reach::Box;
        self
    }

    /// The counterexample, or whatever speaks against it.
    pub fn against(&self) -> String {
        let found = self.found.as_deref().unwrap_or("false");
        format!("{}: {found}", self.what)
    }
}

/// Digits of an enclosure shown beside a failed comparison.
const SHOWN: usize = 12;

impl Evidence {
    /// Nothing found yet. `tested` says what will be, at so many bits.
    pub fn new(tested: impl Into<String>, bits: u32) -> Self {
        Evidence {
            checks: Vec::new(),
            tested: tested.into(),
            cases: 0,
            bits,
            exponent: None,
            measured: None,
            constant: None,
            remark: None,
            tables: Vec::new(),
            curves: Vec::new(),
        }
    }

    fn push(&mut self, what: String, truth: Truth, found: Option<String>) -> &mut Check {
        let (standing, reach) = (Standing::Statement, Reach::Cases);
        self.checks.push(Check { what, truth, found, standing, reach });
        self.checks.last_mut().expect("just pushed")
    }

    /// Something decided elsewhere.
    pub fn holds(&mut self, what: impl Into<String>, truth: impl Into<Truth>) -> &mut Check {
        self.push(what.into(), truth.into(), None)
    }

    /// Something decided elsewhere, with what was found.
    pub fn found(
        &mut self,
        what: impl Into<String>,
        truth: impl Into<Truth>,
        found: impl Into<String>,
    ) -> &mut Check {
        self.push(what.into(), truth.into(), Some(found.into()))
    }

    /// a < b, proved or disproved by their enclosures.
    pub fn below(&mut self, what: impl Into<String>, a: &Interval, b: &Interval) -> &mut Check {
        let truth = match (a.less(b), b.less(a)) {
            (Truth::True, _) => Truth::True,
            // a ≥ b everywhere also disproves a < b where they only touch.
            (Truth::False, _) | (_, Truth::True) => Truth::False,
            _ => Truth::Unknown,
        };
        let found = format!("{} against {}", a.to_decimal(SHOWN), b.to_decimal(SHOWN));
        self.push(what.into(), truth, Some(found))
    }

    /// x ∈ bounds: every member of `x` lies within `bounds`; disproved where
    /// they are disjoint.
    pub fn within(
        &mut self,
        what: impl Into<String>,
        x: &Interval,
        bounds: &Interval,
    ) -> &mut Check {
        let truth = match (x.is_empty(), x.is_subset(bounds), x.intersect(bounds)) {
            (true, _, _) => Truth::Unknown,
            (_, true, _) => Truth::True,
            (_, _, None) => Truth::False,
            _ => Truth::Unknown,
        };
        let found = format!("{} against {}", x.to_decimal(SHOWN), bounds.to_decimal(SHOWN));
        self.push(what.into(), truth, Some(found))
    }

    /// Two enclosures of what should be one number: equal to so many digits if
    /// their hull has that relative width, different if they are disjoint,
    /// otherwise undecided.
    pub fn agree(
        &mut self,
        what: impl Into<String>,
        found: &Interval,
        claimed: &Interval,
        digits: u32,
    ) -> &mut Check {
        let text = format!("{} against {}", found.to_decimal(SHOWN), claimed.to_decimal(SHOWN));
        let truth = agreement(found, claimed, digits);
        self.push(what.into(), truth, Some(text))
    }

    /// An estimate with an error bar against a claimed number: agrees where the
    /// claim lies within the bar, disagrees where it lies outside ten bars.
    pub fn agree_with_bar(
        &mut self,
        what: impl Into<String>,
        estimate: &Interval,
        claimed: &Interval,
    ) -> &mut Check {
        let radius = Interval::point(&estimate.radius());
        let off = Interval::point(&(estimate.mid() - claimed.mid()).abs());
        let truth = match (radius.less(&off), (radius.int(10) * &radius).less(&off)) {
            (_, Truth::True) => Truth::False,
            (Truth::True, _) => Truth::Unknown,
            _ => Truth::True,
        };
        let found =
            format!("{} ± {}", estimate.mid().to_decimal(SHOWN), estimate.radius().to_decimal(2));
        self.push(what.into(), truth, Some(found))
    }

    /// The number, rounded to the digits printed, is what is printed: the known
    /// answers. `printed` is a decimal such as `884.48751` or `3.6564929e19`.
    pub fn shows(
        &mut self,
        what: impl Into<String>,
        found: &Interval,
        printed: &str,
    ) -> &mut Check {
        let bounds = printed.parse::<Exact>().ok().map(|x| {
            let half = Interval::new(found.bits(), &half_unit(printed));
            let centre = Interval::new(found.bits(), &x);
            (&centre - &half).hull(&(centre + half))
        });
        let bounds = bounds.unwrap_or_else(|| panic!("'{printed}' is no decimal"));
        self.within(format!("{} = {printed}", what.into()), found, &bounds)
    }

    /// Two integers: an order that was certified and the one that is claimed.
    /// None, an order that could not be certified, is undecided.
    pub fn order(
        &mut self,
        what: impl Into<String>,
        found: Option<i64>,
        claimed: i64,
    ) -> &mut Check {
        let truth = found.map_or(Truth::Unknown, |order| Truth::from(order == claimed));
        let text = found.map_or("no certified order".into(), |order| format!("order {order}"));
        self.push(format!("{}: order {claimed}", what.into()), truth, Some(text))
    }
}

/// Equal to so many digits, different, or undecided; see [`Evidence::agree`].
pub fn agreement(a: &Interval, b: &Interval, digits: u32) -> Truth {
    if a.is_empty() || b.is_empty() {
        return Truth::Unknown;
    }
    if a.intersect(b).is_none() {
        return Truth::False;
    }
    let hull = a.hull(b);
    let width = Interval::point(&hull.width());
    let scale = Interval::point(&hull.mignitude());
    let allowed = scale * hull.int(10).powi(-(digits as i32));
    if width.less(&allowed).is_true() { Truth::True } else { Truth::Unknown }
}

/// Half a unit in the last digit printed.
fn half_unit(printed: &str) -> Exact {
    let (mantissa, exponent) = printed.split_once(['e', 'E']).unwrap_or((printed, "0"));
    let places = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i64);
    let power = exponent.parse::<i64>().unwrap_or(0) - places;
    format!("5e{}", power - 1).parse().expect("a decimal")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn x(text: &str) -> Interval {
        Interval::new(200, &text.parse().expect("a decimal"))
    }

    fn hull(lo: &str, hi: &str) -> Interval {
        x(lo).hull(&x(hi))
    }

    #[test]
    fn comparisons_have_three_answers() {
        let mut e = Evidence::new("a test", 200);
        assert_eq!(e.below("", &x("1"), &x("2")).truth, Truth::True);
        assert_eq!(e.below("", &x("2"), &x("1")).truth, Truth::False);
        assert_eq!(e.below("", &hull("1", "3"), &x("2")).truth, Truth::Unknown);
        assert_eq!(e.within("", &x("1"), &hull("0", "2")).truth, Truth::True);
        assert_eq!(e.within("", &hull("1", "3"), &hull("0", "2")).truth, Truth::Unknown);
        assert_eq!(e.within("", &x("3"), &hull("0", "2")).truth, Truth::False);
        assert_eq!(e.agree("", &x("0.1"), &x("0.1"), 40).truth, Truth::True);
        assert_eq!(e.agree("", &hull("0.1", "0.2"), &x("0.1"), 40).truth, Truth::Unknown);
        // A constant that is wrong by 1e-20 relative.
        let wrong = x("0.100000000000000000001");
        assert_eq!(e.agree("", &x("0.1"), &wrong, 15).truth, Truth::False);
        assert_eq!(e.order("", Some(6), 6).truth, Truth::True);
        assert_eq!(e.order("", Some(6), 5).truth, Truth::False);
        assert_eq!(e.order("", None, 6).truth, Truth::Unknown);
        assert_eq!(e.shows("", &x("884.487508"), "884.48751").truth, Truth::True);
        assert_eq!(e.shows("", &x("884.487504"), "884.48751").truth, Truth::False);
        assert_eq!(e.shows("", &x("3.65649291e19"), "3.6564929e19").truth, Truth::True);
        assert_eq!(e.checks.len(), 15);
    }
}
