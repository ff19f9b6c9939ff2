//! From the optimum in doubles to the digits asked.

use crate::fit::degenerate::hold_back::Reduced;
use crate::fit::descent::descend::within;
use crate::fit::descent::newton::newton;
use crate::fit::descent::valley;
use crate::fit::problem::limits::FINE;
use crate::fit::problem::options::{Options, Watch};
use crate::fit::sums::working::Working;
use crate::number::{Compare, Mpfr};

/// Digits that the everyday fit answers by itself.
const EVERYDAY_DIGITS: usize = 15;
/// How often the precision is doubled before the answer is `undecided`.
const ESCALATIONS: usize = 4;

/// The converged optimum of a reduced problem.
pub(in crate::fit) struct Converged {
    pub bits: u32,
    pub u: Vec<Mpfr>,
    /// Half-widths around θ, one per free coordinate.
    pub step: Vec<Mpfr>,
    pub settled: bool,
    /// Whether numbers stay in doubles.
    pub machine: bool,
}

/// What the everyday fit found.
pub(in crate::fit) fn in_doubles(now: &Reduced<'_>, settled: bool) -> Converged {
    Converged {
        bits: 53,
        u: now.found.u.iter().map(|x| x.to_mpfr(128)).collect(),
        step: now.found.step.iter().map(|s| Mpfr::from_f64(128, *s)).collect(),
        settled,
        machine: true,
    }
}

pub(in crate::fit) fn converge(
    now: &Reduced<'_>,
    options: &Options,
    watch: Watch<'_>,
) -> Converged {
    let digits = options.digits;
    let machine = |settled| in_doubles(now, settled);
    if now.free.is_empty() {
        return machine(true);
    }
    if digits <= EVERYDAY_DIGITS && now.found.settled && options.bits.is_none_or(|b| b <= 53) {
        return machine(true);
    }
    // A large table is not gone through in MPFR unless that is asked for.
    if digits <= EVERYDAY_DIGITS && options.bits.is_none() && now.problem.len() > FINE {
        return machine(false);
    }
    // Bits for the digits, for what the conditioning costs, and for guard.
    let wanted = (digits as f64 * std::f64::consts::LOG2_10).ceil() as u32 + 96;
    let mut bits = options.bits.unwrap_or(wanted.next_multiple_of(64));
    let mut last = None;
    for _ in 0..ESCALATIONS {
        let start: Vec<Mpfr> = match &last {
            None => now.found.u.iter().map(|x| x.to_mpfr(bits)).collect(),
            Some(Converged { u, .. }) => u.iter().map(|x: &Mpfr| x.with_bits(bits)).collect(),
        };
        if start.iter().any(|x| !x.is_finite()) {
            break;
        }
        // Where doubles got lost there is a way to go before Newton's steps help.
        let start = match now.found.settled {
            true => start,
            false => valley::follow(&now.problem, &start, watch),
        };
        let end = newton(&now.problem, &start, digits, watch);
        let exhausted = end.exhausted;
        if end.converged && within(now.problem.space(), &end.u) {
            let machine = false;
            return Converged { bits, u: end.u, step: end.step, settled: true, machine };
        }
        let finite = end.u.iter().chain(&end.step).all(Compare::is_finite);
        // Newton's steps know of no bounds: what lies beyond one is no answer.
        if !finite || !within(now.problem.space(), &end.u) {
            break;
        }
        last = Some(Converged { bits, u: end.u, step: end.step, settled: false, machine: false });
        if exhausted {
            break;
        }
        bits *= 2;
    }
    // However far it came, that is lower than where doubles ended.
    last.unwrap_or_else(|| machine(false))
}
