//! `offray oracle score`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::{Failure, Files, Globals, Outcome, write_file};
use crate::oracle::{Card, Difficulty, Problem, Solver, problems};
use crate::report::{score_json, score_text};
use crate::runs::{nearest, read_bytes};

/// Score a fitter on the reference problems: how many of its digits are right
///
/// Reads answers, one JSON object a line, {"problem","status","parameters":{…}
/// [,"standard_errors":{…},"kind"][,"twins":[{…}]][,"seconds"]}, or runs a
/// fitter: CMD is started once per problem, reads the problem as one JSON line
/// on its standard input, and prints its answer as one. A crash, a time-out or
/// anything else it prints costs that problem only.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray oracle score answers.jsonl
  offray oracle score --exec 'python3 fitter.py' --timeout 60
  offray oracle problems --json --for-solvers | offray oracle solve | offray oracle score -

Exit status 1 where a problem failed: fewer than 4 digits of some parameter, or a wrong refusal.")]
pub struct Args {
    /// Answers, JSON lines; - reads standard input
    #[arg(value_name = "ANSWERS", required_unless_present = "exec", conflicts_with = "exec")]
    path: Option<PathBuf>,
    /// Run this command over the problems
    #[arg(long, value_name = "CMD")]
    exec: Option<String>,
    /// Only these problems, by name or by grade (lower, average, higher)
    #[arg(long, value_name = "NAME|GRADE,…", value_delimiter = ',')]
    only: Vec<String>,
    /// Seconds that the command may take for one problem
    #[arg(long, value_name = "SECONDS", default_value = "60", requires = "exec",
          value_parser = seconds)]
    timeout: Duration,
    /// Problems at the same time [default: as many as there are cores]
    #[arg(long, value_name = "COUNT", requires = "exec",
          value_parser = crate::cli::options::whole::<u16>(1, 1024))]
    jobs: Option<u16>,
    /// Keep the answers of the command, as JSON lines
    #[arg(long, value_name = "ANSWERS", requires = "exec")]
    out: Option<PathBuf>,
}

fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= 1e6 => Ok(Duration::from_secs_f64(seconds)),
        _ => Err("a positive number of seconds, at most 1e6".into()),
    }
}

/// Scores and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let chosen = choose(&args.only)?;
    // The command's own files are not to be lost either.
    let command = args.exec.as_deref().unwrap_or_default().split_whitespace();
    let files = command.fold(Files::default(), |files, word| files.reading(Path::new(word)));
    files.writing("--out", args.out.as_deref())?;
    let (card, who) = match (&args.exec, &args.path) {
        (Some(command), _) => (execute(args, command, &chosen, globals)?, command.clone()),
        (None, Some(path)) => {
            let (name, bytes) = read_bytes(path, 64).map_err(Failure::input)?;
            if bytes.trim_ascii().is_empty() {
                let mend = "write one JSON object a line, as in docs/oracle.md";
                return Err(Failure::Input(format!("{name}: is empty: {mend}")));
            }
            (Card::of_answers(&chosen, &bytes), name)
        }
        (None, None) => return Err(Failure::usage("give ANSWERS or --exec CMD")),
    };
    let text = match globals.json {
        true => format!("{}\n", score_json(&card, &who)),
        false => score_text(&card, &who),
    };
    crate::cli::print(&text)?;
    Ok(if card.has_failures() { Outcome::Findings } else { Outcome::Clean })
}

/// Runs the command over the problems.
fn execute(
    args: &Args,
    command: &str,
    chosen: &[&Problem],
    globals: &Globals,
) -> Result<Card, Failure> {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let solver = Solver {
        command: command.to_owned(),
        patience: args.timeout,
        jobs: args.jobs.map_or_else(cores, usize::from),
    };
    let bar = globals.progress(chosen.len() as u64, "solving");
    bar.enable_steady_tick(Duration::from_millis(200));
    let replies = solver.answers(chosen, || bar.inc(1));
    bar.finish_and_clear();
    if let Some(path) = &args.out {
        let mut text = Vec::new();
        for reply in replies.iter().flatten() {
            let _ = writeln!(text, "{}", reply.to_json());
        }
        write_file(path, &text)?;
    }
    Ok(Card::of_replies(chosen, replies))
}

/// The problems of these names and grades; all, where none is given.
fn choose(only: &[String]) -> Result<Vec<&'static Problem>, Failure> {
    let grades = [Difficulty::Lower, Difficulty::Average, Difficulty::Higher];
    let is = |problem: &Problem, word: &str| {
        problem.name == word || problem.difficulty.is_some_and(|grade| grade.to_string() == word)
    };
    for word in only {
        if !problems().iter().any(|problem| is(problem, word)) {
            let grades = grades.map(|grade| grade.to_string());
            let known = problems().iter().map(|p| p.name.as_str());
            let near = nearest(word, known.chain(grades.iter().map(String::as_str)));
            let near = near.map(|n| format!("did you mean '{n}'?"));
            let mend = near.unwrap_or_else(|| {
                let grades = grades.join(", ");
                format!("the grades are {grades}; 'offray oracle problems' lists the names")
            });
            return Err(Failure::usage(format!("--only: no problem or grade is '{word}': {mend}")));
        }
    }
    let chosen = problems().iter().filter(|p| only.is_empty() || only.iter().any(|w| is(p, w)));
    Ok(chosen.collect())
}
