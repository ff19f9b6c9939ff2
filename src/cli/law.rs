//! `offray law [ID]`.

use super::options::law_or_file;
use super::{Failure, Globals, Outcome};
use crate::formula::Formula;
use crate::law::{Law, Typed};
use crate::report::law::{
    Sheet, fpcore, json, json_list, latex, list, page, python, rocq, rocq_list,
};

/// Print a law from the one definition that everything else evaluates
///
/// The formula, its gradient, symbols, units, domain, citation, what one ray
/// leaves of it, and published parameters. Without an ID, the list of laws.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray law
  offray law chinchilla
  offray law kaplan --python > kaplan.py
  offray law --formula 'E + (A*N^-alpha + B*D^-beta)^k'
  offray law mine.toml --latex
  offray law chinchilla --fpcore > chinchilla.fpcore
  offray law repeated:frozen=521,1488,0.353,0.353 --rocq")]
pub struct Args {
    /// The law, or a law file; without one, the list of them
    #[arg(value_name = "ID|FILE.toml")]
    id: Option<String>,
    /// A law of your own; N, D and U are inputs, and what a left side declares: 'L(N, experts) = …'
    #[arg(long, value_name = "FORMULA", conflicts_with = "id")]
    formula: Option<Formula>,
    #[command(flatten)]
    notation: Notation,
}

#[derive(Debug, clap::Args)]
#[group(multiple = false)]
struct Notation {
    /// The formula and its gradient as LaTeX
    #[arg(long)]
    latex: bool,
    /// A Python module without dependencies: loss and gradient
    #[arg(long)]
    python: bool,
    /// The loss as FPCore, which Herbie, Daisy and FPTaylor read
    #[arg(long)]
    fpcore: bool,
    /// Rocq definitions over the reals: loss, partial derivatives, gap, ψ, twins; without an ID,
    /// of every law in one file
    #[arg(long)]
    rocq: bool,
}

/// The law of a formula, without a table that would say what is an input.
fn typed(formula: &Formula) -> Result<Law, Failure> {
    let usual = ["N", "D", "U"].map(String::from);
    let given = formula.declared().unwrap_or(&usual);
    let occurs = |name: &&String| formula.declared().is_some() || formula.names().contains(name);
    let inputs: Vec<&str> = given.iter().filter(occurs).map(String::as_str).collect();
    let typed = Typed::new(formula, &inputs);
    typed.map(Law::from).map_err(|error| Failure::usage(format!("--formula: {error}")))
}

/// Prints what was asked for.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let law = match (&args.id, &args.formula) {
        (Some(id), _) => Some(law_or_file(id).map_err(Failure::input)?),
        (None, Some(formula)) => Some(typed(formula)?),
        (None, None) => None,
    };
    let sheet = law.as_ref().map(Sheet::new);
    let Notation { latex: in_latex, python: in_python, rocq: in_rocq, fpcore: in_fpcore } =
        args.notation;
    let text = match &sheet {
        None if in_latex || in_python || in_fpcore => {
            return Err(Failure::usage(
                "--latex, --python and --fpcore print one law: name it, as in 'offray law chinchilla --latex'",
            ));
        }
        None if globals.json => format!("{}\n", json_list()),
        None if in_rocq => rocq_list(),
        None => list(),
        Some(sheet) if globals.json => format!("{}\n", json(sheet)),
        Some(sheet) if in_latex => latex(sheet),
        Some(sheet) if in_python => python(sheet),
        Some(sheet) if in_rocq => rocq(sheet),
        Some(sheet) if in_fpcore => fpcore(sheet),
        Some(sheet) => page(sheet),
    };
    globals.print(&text)?;
    Ok(Outcome::Clean)
}
