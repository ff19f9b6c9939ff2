//! An optimum in one parameter, as a goal.

use std::fmt::Write;

use super::super::law::{Sheet, identifier};
use super::{DIGITS, File, bits, decimal};
use crate::certify::OneVariable;
use crate::fit::Objective;
use crate::number::Exact;
use crate::runs::Run;

/// The laws whose printed gradient Program.v proves to be one wherever sizes,
/// scales and losses are positive.
const PROVED: [&str; 7] = [
    "chinchilla",
    "kaplan",
    "droppo-elibol",
    "interaction",
    "chinchilla-reduced",
    "kaplan-reduced",
    "droppo-elibol-reduced",
];

/// An objective as Certificate.v has it.
struct Words {
    /// The theorem.
    theorem: &'static str,
    /// The summand, of a law's predictions and the observed losses.
    term: &'static str,
    /// The sum's slope.
    slope: &'static str,
    /// What is least.
    name: &'static str,
}

fn words(objective: &Objective) -> Option<Words> {
    match objective {
        Objective::Sse => Some(Words {
            theorem: "sse_optimum",
            term: "sse_term",
            slope: "sse_slope",
            name: "least-squares",
        }),
        Objective::LogSse => Some(Words {
            theorem: "log_optimum",
            term: "log_term",
            slope: "log_slope",
            name: "log least-squares",
        }),
        _ => None,
    }
}

/// A file that states and proves where the optimum is: between two decimals the
/// objective has a least value, and its slope vanishes there.
///
/// # Errors
/// A line that says why there is none, where Certificate.v and Program.v do not
/// speak of such a problem.
pub fn rocq_optimum(found: &OneVariable, command: &str) -> Result<String, String> {
    let law = &found.law;
    if !PROVED.contains(&law.to_string().as_str()) {
        return Err(format!(
            "the derivatives of law '{law}' are not proved at every run of a table; there \
             are proofs for {}",
            PROVED.join(", ")
        ));
    }
    if words(&found.objective).is_none() {
        return Err(format!(
            "there are proofs for the objectives sse and log-sse, not '{}'",
            found.objective
        ));
    }
    if found.rows.iter().any(|row| row.weight.is_some()) {
        return Err("the proofs know no weights: leave out the column weight".into());
    }
    let parameter = &law.about().parameters[found.parameter];
    let name = format!("{}_{}", identifier(law), parameter.name);
    let about = format!("{}: {} runs", law.about().name, found.rows.len());
    let mut file = File::default();
    file.optimum(&name, &about, found);
    Ok(file.finish(&format!(
        "An optimum in one parameter, the others held.\n    Printed by: {command}\n    \
         Proved by: coqc -R . Offray FILE.v, in proofs/ after make build"
    )))
}

impl File {
    /// A change of sign of the slope; that the slope is one is Program.v's.
    pub(super) fn optimum(&mut self, name: &str, about: &str, found: &OneVariable) {
        let OneVariable { law, theta, parameter, .. } = found;
        let Words { theorem, term, slope: sum_slope, name: kind } =
            words(&found.objective).expect("an objective with a theorem");
        let sheet = Sheet::new(law);
        let (id, parameters) = (identifier(law), law.about().parameters);
        let symbol = parameters[*parameter].symbol;
        let row = |r: &Run| format!("({}, {}, {})", decimal(&r.n), decimal(&r.d), decimal(&r.loss));
        let rows: Vec<String> = found.rows.iter().map(row).collect();
        let value = |x: &Option<Exact>| x.as_ref().map_or_else(|| "x".into(), decimal);
        let mut arguments: Vec<String> = theta.iter().map(value).collect();
        let of = |size: &str| if size == "N" { "(fst (fst run))" } else { "(snd (fst run))" };
        arguments.extend(sheet.sizes.iter().map(|(s, _)| of(s.name).to_string()));
        let (arguments, rows) = (arguments.join(" "), rows.join(";\n   "));
        let slope = format!("Printed.{id}_d_{}", parameters[*parameter].name);
        let cases: Vec<String> = (0..theta.len()).map(|i| format!("H{i}")).collect();
        let (lo, hi) = (decimal(&found.ends.lo), decimal(&found.ends.hi));
        let cases = cases.join(" & ");
        let sum = format!("objective {name} ({term} {name}_loss snd)");
        let p = bits(3 * DIGITS);
        let unfold = format!("unfold {name}, {name}_loss, {name}_slope, Printed.{id}, {slope}");
        let positive = match found.objective {
            Objective::Sse => String::new(),
            _ => format!(
                "  - intros x run Hx Hin. revert run Hin; apply (proj1 (List.Forall_forall _ _)).\n    \
                 unfold {name}, {name}_loss, Printed.{id}, Rpower, fst, snd.\n    \
                 repeat constructor; interval with (i_prec {p}%positive).\n"
            ),
        };
        let _ = writeln!(
            self.text,
            "\n(** {about}. *)\nDefinition {name} : list (R * R * R) :=\n  [{rows}].\n\n\
             Definition {name}_loss (x : R) (run : R * R * R) : R :=\n  Printed.{id} {arguments}.\n\n\
             Definition {name}_slope (x : R) (run : R * R * R) : R :=\n  {slope} {arguments}.\n\n\
             Theorem {name}_optimum : exists m, {lo} < m < {hi}\n  \
             /\\ (forall x, {lo} <= x <= {hi} -> {sum} m <= {sum} x)\n  \
             /\\ {sum_slope} {name} {name}_loss {name}_slope snd m = 0.\nProof.\n  \
             apply {theorem}; [lra|..].\n  \
             - intros x run Hx Hin. apply (sizes_positive {name}) in Hin as (HN & HD);\n    \
             [|unfold {name}; positive_sizes].\n    \
             destruct (program_{id}_gradient {arguments}) as ({cases});\n    \
             first [exact H{parameter} | lra | apply Rgt_not_eq; lra].\n{positive}  - {unfold}; enclose {p}%positive.\n  \
             - {unfold}; enclose {p}%positive.\nQed.\n"
        );
        let held: Vec<String> = parameters
            .iter()
            .zip(theta)
            .filter_map(|(about, value)| Some(format!("{} = {}", about.symbol, value.as_ref()?)))
            .collect();
        self.names.push((name.into(), about.into()));
        self.names.push((format!("{name}_loss, _slope"), format!("L and ∂L/∂{symbol} at a run")));
        self.names.push((
            format!("{name}_optimum"),
            format!("its {kind} {symbol}, with {} held", held.join(", ")),
        ));
    }
}
