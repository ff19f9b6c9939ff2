//! `offray law [ID]`.

use super::{Failure, Globals, Outcome};
use crate::law::Law;
use crate::report::law::{Sheet, json, json_list, latex, list, page, python, rocq, rocq_list};

/// Print a law from the one definition that everything else evaluates
///
/// The formula, its gradient, symbols, units, domain, citation, what one ray
/// leaves of it, and published parameters. Without an ID, the list of laws.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray law
  offray law chinchilla
  offray law kaplan --python > kaplan.py
  offray law repeated:frozen=521,1488,0.353,0.353 --rocq")]
pub struct Args {
    /// The law; without one, the list of them
    id: Option<String>,
    #[command(flatten)]
    notation: Notation,
}

#[derive(Debug, clap::Args)]
#[group(multiple = false)]
struct Notation {
    /// The formula and its gradient as LaTeX
    #[arg(long, requires = "id")]
    latex: bool,
    /// A Python module without dependencies: loss and gradient
    #[arg(long, requires = "id")]
    python: bool,
    /// Rocq definitions over the reals: loss, partial derivatives, gap, ψ, twins; without an ID,
    /// of every law in one file
    #[arg(long)]
    rocq: bool,
}

/// Prints what was asked for.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let sheet = match &args.id {
        Some(id) => Some(Sheet::new(&Law::named(id).map_err(Failure::input)?)),
        None => None,
    };
    let Notation { latex: in_latex, python: in_python, rocq: in_rocq } = args.notation;
    let text = match &sheet {
        None if globals.json => format!("{}\n", json_list()),
        None if in_rocq => rocq_list(),
        None => list(),
        Some(sheet) if globals.json => format!("{}\n", json(sheet)),
        Some(sheet) if in_latex => latex(sheet),
        Some(sheet) if in_python => python(sheet),
        Some(sheet) if in_rocq => rocq(sheet),
        Some(sheet) => page(sheet),
    };
    super::print(&text)?;
    Ok(Outcome::Clean)
}
