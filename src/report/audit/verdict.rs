//! What an audit comes to, a sentence each: what the runs identify, and what is wrong with a claim.

use libm::log as ln;

use crate::audit::{Audit, ClaimedParameter, GOPHER, Whose};
use crate::design::Shape;
use crate::fit::Status;
use crate::report::text::number::{short, times, told_from};
use crate::report::text::words;
use crate::report::text::words::{has_digits, list, percent};

fn names(audit: &Audit, names: &[&'static str]) -> String {
    let about = audit.options.law.about();
    let symbol = |name: &&'static str| {
        about.parameters.iter().find(|p| p.name == *name).map_or(*name, |p| p.symbol)
    };
    list(&names.iter().map(symbol).collect::<Vec<_>>())
}

pub(super) fn identified(audit: &Audit) -> String {
    let found = &audit.identifiable;
    if let Some(test) = audit.two_powers() {
        let whose = match audit.twins.list.is_empty() {
            true => "which is N's and which D's only the form of the law says",
            false => "undetermined up to the exchange of their roles",
        };
        return format!(
            "These runs lie on one ray and follow two power laws in N, {whose} ({}). Predictions \
             off the ray, and any compute-optimal allocation, are not supported.",
            words::powers(test)
        );
    }
    if audit.is_one_ray() {
        return format!(
            "These runs lie on one ray: they do not determine {}, only one power law in N. \
             Predictions off the ray, and any compute-optimal allocation, are not supported.",
            names(audit, &found.not_identified)
        );
    }
    if audit.fit.status == Status::Undecided {
        return "No optimum could be established on these runs.".into();
    }
    match audit.design.kind {
        Shape::ConstantTokens { .. } => {
            return format!(
                "Every run has the same D: these runs do not determine {}. Nothing can be said \
                 about other amounts of data.",
                names(audit, &found.not_identified)
            );
        }
        Shape::ConstantSize { .. } => {
            return format!(
                "Every run has the same N: these runs do not determine {}. Nothing can be said \
                 about other model sizes.",
                names(audit, &found.not_identified)
            );
        }
        _ => {}
    }
    if !found.not_identified.is_empty() {
        return format!("These runs do not determine {}.", names(audit, &found.not_identified));
    }
    if !found.unknown.is_empty() {
        return format!(
            "Whether these runs determine {} is not known: there is no standard error.",
            names(audit, &found.unknown)
        );
    }
    let pair = audit.design.pair.as_ref();
    // The number that the verdict is about.
    let (own, limit) = match (&audit.design.limit_kappa_eq, pair) {
        (Some(limit), _) => (Some(limit), true),
        (None, pair) => (pair.and_then(|p| p.kappa_eq.as_ref()), false),
    };
    let target = &audit.design.kappa_target;
    let kappa_eq = own.map_or_else(|| "undecided".into(), |x| told_from(x, target));
    let at = if limit { " at equal exponents" } else { "" };
    let told = format!("κ_eq{at} {kappa_eq}, at most {target} wanted");
    match (audit.design.passes, pair) {
        (Some(true), Some(pair)) => format!(
            "These runs determine every parameter of the law{}: {} are well told apart ({told}).",
            if found.at_bound.is_empty() { "" } else { " that is not at a bound" },
            names(audit, &pair.columns),
        ),
        (Some(false), Some(pair)) if kappa_eq == "inf" => format!(
            "These runs determine the parameters only through the fitted gaps between exponents: at \
             equal exponents they cannot tell {} apart.",
            names(audit, &pair.columns),
        ),
        (Some(false), Some(pair)) => format!(
            "These runs determine the parameters only poorly: {} are barely told apart ({told}).",
            names(audit, &pair.columns),
        ),
        _ => "These runs determine every free parameter.".into(),
    }
}

/// What a wrong claim comes to: the parameter that is farthest off, by what factor, and where it
/// takes the best split of a budget. None where it is right, or has nothing to be wrong in.
pub(super) fn consequence(audit: &Audit) -> Option<String> {
    let claim = audit.claim.as_ref().filter(|claim| claim.is_optimum == Some(false))?;
    let factor = |p: &ClaimedParameter| {
        let ours: f64 = p.optimum.as_ref()?.parse().ok()?;
        let ratio = p.claimed.parse::<f64>().ok()? / ours;
        (p.agrees == Some(false) && ratio > 0.0 && ratio.is_finite()).then_some((p.name, ratio))
    };
    let farthest = claim.parameters.iter().filter_map(factor);
    let (name, ratio) = farthest.max_by(|a, b| ln(a.1).abs().total_cmp(&ln(b.1).abs()))?;
    let name = names(audit, &[name]);
    let (way, large) = if ratio > 1.0 { ("large", ratio) } else { ("small", 1.0 / ratio) };
    let off = match large >= 1.5 {
        true => format!("{name} is {} times too {way}", times(large)),
        false => format!("{name} is {} too {way}", percent((ratio - 1.0).abs())),
    };
    let split = |of: Whose| {
        let row = audit.optimum.iter().find(|row| row.of == of && row.compute == GOPHER)?;
        Some(short(row.d_over_n.value, 2))
    };
    let budget = short(GOPHER, 3);
    let moves = match (split(claim.nearest), split(Whose::Claim)) {
        (Some(ours), Some(theirs)) if ours == theirs => {
            format!("; D/N at {budget} FLOP stays {ours}")
        }
        (Some(ours), Some(theirs)) => {
            format!("; the claim moves D/N at {budget} FLOP from {ours} to {theirs}")
        }
        _ => String::new(),
    };
    Some(format!("In the claim {off}{moves}."))
}

pub(super) fn claim(audit: &Audit) -> Option<String> {
    let claim = audit.claim.as_ref()?;
    let Some(gap) = claim.relative_gap else {
        return Some("The claim cannot be evaluated on these runs.".into());
    };
    let twin = claim.nearest == Whose::Twin;
    if gap < 0.0 && claim.is_optimum != Some(true) {
        return Some(format!(
            "The claim beats our optimum by {}: see the findings.",
            percent(-gap)
        ));
    }
    Some(match claim.is_optimum {
        Some(true) if twin => format!(
            "The claim is the other twin: one of the two optima of {} that these runs cannot tell \
             apart, to the digits it prints.",
            claim.objective
        ),
        Some(true) => {
            format!("The claim is the minimiser of {}, to the digits it prints.", claim.objective)
        }
        Some(false) => {
            let mut wrong: Vec<(&'static str, f64)> = claim
                .parameters
                .iter()
                .filter(|p| p.agrees == Some(false))
                .filter_map(|p| Some((p.name, p.lre?)))
                .collect();
            wrong.sort_by(|a, b| a.1.total_cmp(&b.1));
            let (some, none): (Vec<_>, Vec<_>) =
                wrong.into_iter().partition(|(_, lre)| has_digits(*lre));
            let parts: Vec<String> = some
                .iter()
                .map(|(name, lre)| format!("{} to {lre:.1} digits", names(audit, &[name])))
                .collect();
            let none: Vec<&'static str> = none.into_iter().map(|(name, _)| name).collect();
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let agrees = match (parts.as_slice(), none.as_slice()) {
                (parts, []) => format!("it agrees with it in {}", list(parts)),
                ([], none) => format!("it agrees with it in no digit of {}", names(audit, none)),
                (parts, none) => format!(
                    "it agrees with it in no digit of {}, and in {}",
                    names(audit, none),
                    list(parts)
                ),
            };
            let it = if twin { ", nor its twin, which is nearer" } else { "" };
            format!("The claim is not the minimiser of {}{it}: {agrees}.", claim.objective)
        }
        None => "The claim cannot be compared parameter by parameter: the runs do not determine \
                 all of them."
            .into(),
    })
}
