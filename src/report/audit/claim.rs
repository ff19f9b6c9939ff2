//! The claim's section of an audit's page.

use crate::audit::{Audit, Whose};
use crate::report::audit::page::symbol;
use crate::report::text::number::significant;
use crate::report::text::page::Page;
use crate::report::text::words;

/// The claim beside the optimum, parameter by parameter, and what it minimises.
pub(in crate::report) fn claim(page: &mut Page, audit: &Audit) {
    let Some(claim) = &audit.claim else { return };
    page.heading("Claim: the published fit against the optimum of its own objective");
    // No more digits than were asked for: further ones would be zeros made up.
    let most = |digits: usize| digits.min(audit.options.digits);
    let rows = claim
        .parameters
        .iter()
        .map(|p| {
            let digits = p.lre.map_or("–".into(), |x| digits_right(x, p.printed));
            let agrees = match p.agrees {
                Some(true) => "yes",
                Some(false) => "no",
                None => "–",
            };
            let number = |x: Option<f64>| x.map_or("–".into(), words::signed);
            vec![
                symbol(audit, p.name),
                p.claimed.clone(),
                p.optimum.as_ref().map_or("–".into(), |x| significant(x, most(p.printed + 2))),
                digits,
                agrees.into(),
                number(p.distance_in_se),
                number(p.elasticity),
            ]
        })
        .collect();
    let twin = claim.nearest == Whose::Twin;
    if twin {
        let text = "On this ray the optimum has a twin, which these runs cannot tell from it. The \
                    claim is nearer to the twin, and is held against that.";
        page.paragraph(text, 0);
    }
    let header = [
        "",
        "claimed",
        if twin { "twin" } else { "optimum" },
        "digits right",
        "rounds to it",
        "off, in s.e.",
        "elasticity",
    ];
    page.table(&header, 1, rows);
    if let (Some(value), Some(gap)) = (&claim.objective_value, claim.relative_gap) {
        page.paragraph(
            &format!(
                "{} at the claim: {}, {}. Elasticity: by how many per cent the objective rises \
                 when the parameter grows by one per cent; at an optimum it is 0.",
                claim.objective,
                significant(value, most(8)),
                words::from_minimum(gap),
            ),
            0,
        );
    }
    let nearest = claim.tried.first();
    let text = match (&claim.minimises, nearest) {
        (Some(objective), _) => format!("It minimises {objective}, to the digits it prints."),
        (None, Some(near)) if words::has_digits(near.lre) => format!(
            "It minimises none of the {} objectives tried to the digits it prints; the nearest is \
             {}, whose worst parameter agrees to {:.1} digits.",
            claim.tried.len(),
            near.objective,
            near.lre
        ),
        (None, Some(_)) => format!(
            "It minimises none of the {} objectives tried, nor comes near: some parameter is wrong \
             in its first digit whichever is taken.",
            claim.tried.len()
        ),
        (None, None) => "No other objective could be fitted to these runs.".into(),
    };
    page.paragraph(&text, 0);
}

/// `1.7 of 4`; `all 4` where the claim is as close as its digits can tell, or closer.
fn digits_right(right: f64, printed: usize) -> String {
    match right >= printed as f64 {
        true => format!("all {printed}"),
        false => format!("{right:.1} of {printed}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_digits_are_right_than_are_printed() {
        assert_eq!(digits_right(30.0, 2), "all 2");
        assert_eq!(digits_right(5.9, 5), "all 5");
        assert_eq!(digits_right(1.74, 4), "1.7 of 4");
    }
}
