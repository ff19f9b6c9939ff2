//! `offray oracle problems`.

use std::path::PathBuf;

use crate::cli::{Failure, Globals, Outcome};
use crate::oracle::{FILES, Problem, named, problems};
use crate::report::{problem_files, problem_text, problems_text};
use crate::runs::nearest;

/// List or print the reference problems, each with its certified answer
///
/// Tables of runs, real and synthetic, each with a law and an objective; the
/// answers are proved to every digit printed. Without a NAME, the list.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray oracle problems
  offray oracle problems grid-sse
  offray oracle problems --json --for-solvers > problems.jsonl
  offray oracle problems --out problems")]
pub struct Args {
    /// Problems to print; without any, the list of all
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Text in the layout of NIST's StRD, of every problem if none is named
    #[arg(long, conflicts_with_all = ["json", "out"])]
    text: bool,
    /// Leave out the answers, the grades and what is special
    #[arg(long)]
    for_solvers: bool,
    /// Write the whole set into a folder: JSON, text and checksums
    #[arg(long, value_name = "DIR", conflicts_with_all = ["names", "json", "for_solvers"])]
    out: Option<PathBuf>,
}

/// Prints or writes what was asked for.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    if let Some(folder) = &args.out {
        if let Some(above) = folder.parent() {
            std::fs::create_dir_all(above)
                .map_err(|error| Failure::Input(format!("--out {}: {error}", folder.display())))?;
        }
        crate::cli::check_folder("--out", folder)?;
        std::fs::create_dir_all(folder)
            .map_err(|error| Failure::Input(format!("--out {}: {error}", folder.display())))?;
        for (name, text) in problem_files(FILES, problems()) {
            crate::cli::write_file(&folder.join(name), text.as_bytes())?;
        }
        return Ok(Outcome::Clean);
    }
    let mut chosen: Vec<Problem> = match args.names.as_slice() {
        [] => problems().to_vec(),
        names => names.iter().map(|name| find(name).cloned()).collect::<Result<_, _>>()?,
    };
    if args.for_solvers {
        chosen = chosen.iter().map(Problem::for_solvers).collect();
    }
    let text = if globals.json {
        let line = |p| serde_json::to_string(p).map(|line| line + "\n");
        chosen.iter().map(line).collect::<Result<String, _>>().map_err(Failure::input)?
    } else if args.names.is_empty() && !args.text {
        problems_text(&chosen)
    } else {
        chosen.iter().map(problem_text).collect::<Vec<_>>().join("\n")
    };
    globals.print(&text)?;
    Ok(Outcome::Clean)
}

fn find(name: &str) -> Result<&'static Problem, Failure> {
    named(name).ok_or_else(|| {
        let names = problems().iter().map(|p| p.name.as_str());
        let near = nearest(name, names).map(|n| format!(": did you mean '{n}'?"));
        let near = near.unwrap_or_else(|| ": 'offray oracle problems' lists them".into());
        Failure::input(format!("no reference problem is called '{name}'{near}"))
    })
}
