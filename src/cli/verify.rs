//! `offray verify`.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::{Failure, Globals, Outcome};
use crate::law::Law;
use crate::report::{Layout, rocq_goals, verify_report};
use crate::report::{verify_json, verify_text};
use crate::theorem::{
    Event, Landscape, Selected, Settings, Statement, Trial, WITH_GOALS, goals, statement, verify,
};

/// Run the statements of the theory and print the verdict on each
///
/// Without an ID, all of them in a table; with IDs, also what was tested, every
/// comparison, the figures, and the machine-checked lemmas word for word. Each verdict is computed from the checks, then
/// set beside the one on record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray verify
  offray verify P1 X3 --law kaplan
  offray verify --bits 1024 --thorough --json
  offray verify --report verdicts/

Exit status: 0 every verdict is decided and the one on record; 1 some verdict is not; 2 bad input.")]
pub struct Args {
    /// Statements by their ids, such as P1, P2.2, X3 [default: all]
    #[arg(value_name = "ID", value_parser = known)]
    ids: Vec<&'static Statement>,
    /// Only the statements about this law, for this law
    #[arg(long, value_name = "LAW", value_parser = super::options::built_in)]
    law: Option<Law>,
    /// More cases and more refits (minutes)
    #[arg(long)]
    thorough: bool,
    /// Also write the numbers of D2, X1, X2 and X3 as goals for Rocq, a file each
    ///
    /// Check them with `coqc -R proofs Offray DIR/X1.v` after `make -C proofs`.
    #[arg(long, value_name = "DIR")]
    rocq: Option<PathBuf>,
    /// Run one statement on one case, such as k=20+100,eps=-0.01 [law, k, sizes, n=LO:HI, alpha,
    /// eps, scale, target]
    #[arg(long, value_name = "CASE", conflicts_with_all = ["law", "thorough", "rocq", "report"])]
    case: Option<Trial>,
    /// Also write one page of HTML with figures, and the figures as SVG and PNG, to this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
}

fn known(id: &str) -> Result<&'static Statement, String> {
    statement(id).map_err(|e| e.to_string())
}

/// Runs the statements and prints the verdicts.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let settings = Settings {
        bits: globals.bits.unwrap_or(Settings::default().bits),
        seed: globals.seed,
        thorough: args.thorough,
    };
    if let Some(trial) = &args.case {
        return on_case(args, trial, &settings, globals);
    }
    let selected = Selected::of(&args.ids, args.law.as_ref());
    if selected.is_empty() {
        let ids: Vec<&str> = args.ids.iter().map(|s| s.id).collect();
        let law = args.law.as_ref().map_or_else(String::new, Law::to_string);
        let what = if ids.is_empty() { "no statement speaks".into() } else { ids.join(", ") };
        let verb = if ids.is_empty() { "of" } else { "does not speak of" };
        return Err(Failure::usage(format!("{what} {verb} law '{law}': leave out --law")));
    }
    if let Some(folder) = &args.report {
        super::check_folder("--report", folder)?;
    }
    if let Some(folder) = &args.rocq {
        if !WITH_GOALS.iter().any(|id| is_asked(id, args)) {
            let (asked, have) = (args.ids.iter().map(|s| s.id), WITH_GOALS.join(", "));
            return Err(Failure::usage(format!(
                "--rocq: no goals are written for {}, whose proofs are by hand (docs/proofs.md); \
                 there are some for {have}",
                asked.collect::<Vec<_>>().join(", ")
            )));
        }
        super::check_folder("--rocq", folder)?;
    }
    let bar = globals.progress(selected.len() as u64, "verifying");
    let running = Mutex::new(Vec::new());
    let outcomes = verify(&selected, &settings, &|event| {
        let mut running = running.lock().expect("no panic while it is held");
        match event {
            Event::Begun(one) => running.push(one.label()),
            Event::Ended(one) => {
                running.retain(|label| *label != one.label());
                bar.inc(1);
            }
        }
        bar.set_message(running.join(", "));
    });
    if let Some(folder) = &args.report {
        bar.set_message("drawing");
        let landscapes = Landscape::one_ray_and_two();
        let page = verify_report(&outcomes, &landscapes, &settings, globals.invocation());
        super::write_report(folder, &page)?;
    }
    bar.finish_and_clear();
    let layout = layout(!args.ids.is_empty(), globals);
    globals.answer(
        || verify_json(&outcomes, &settings),
        || verify_text(&outcomes, &settings, layout),
    )?;
    if let Some(folder) = &args.rocq {
        write_goals(folder, args)?;
    }
    let as_recorded = outcomes.iter().all(crate::theorem::Outcome::is_as_recorded);
    Ok(if as_recorded { Outcome::Clean } else { Outcome::Findings })
}

/// One statement on one case: a finding unless every comparison holds.
fn on_case(
    args: &Args,
    trial: &Trial,
    settings: &Settings,
    globals: &Globals,
) -> Result<Outcome, Failure> {
    let [statement] = args.ids[..] else {
        return Err(Failure::usage("--case is for one statement: name one ID"));
    };
    let found = trial.outcome(statement, settings).map_err(Failure::usage)?;
    let holds = found.holds();
    let found = [found];
    let layout = layout(true, globals);
    globals.answer(|| verify_json(&found, settings), || verify_text(&found, settings, layout))?;
    Ok(if holds { Outcome::Clean } else { Outcome::Findings })
}

/// Whether a statement is among those asked for.
fn is_asked(id: &str, args: &Args) -> bool {
    args.ids.is_empty() || args.ids.iter().any(|s| s.id == id)
}

/// One file for every statement asked for that has goals.
fn write_goals(folder: &Path, args: &Args) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::Input(format!("--rocq {}: {error}", folder.display())))?;
    for id in WITH_GOALS.into_iter().filter(|id| is_asked(id, args)) {
        let text = rocq_goals(id, &goals(id, args.thorough));
        super::write_file(&folder.join(format!("{id}.v")), text.as_bytes())?;
    }
    Ok(())
}

/// On a terminal as wide as it is, from 80 to 120 columns, with colour unless
/// `NO_COLOR` is set; elsewhere the layout is always the same.
fn layout(details: bool, globals: &Globals) -> Layout {
    let usual = Layout { details, ..Layout::default() };
    match globals.terminal() {
        Some((width, colour)) => Layout { width: width.clamp(80, 120), colour, ..usual },
        None => usual,
    }
}
