//! `offray oracle score`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::{Failure, Files, Globals, Outcome, write_file};
use crate::oracle::{Baseline, Card, Difficulty, Problem, Solver, problems};
use crate::report::{score_json, score_junit, score_text};
use crate::runs::nearest;

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

  offray oracle score --exec ./fitter --only law=chinchilla --pass-digits 6 --junit score.xml
  offray oracle score answers.jsonl --baseline last.json

Exit status 1 where a problem failed: fewer than --pass-digits of some parameter, or a wrong refusal; \
with --baseline where one became worse.")]
pub struct Args {
    /// Answers, JSON lines; - reads standard input
    #[arg(value_name = "ANSWERS", required_unless_present = "exec", conflicts_with = "exec")]
    path: Option<PathBuf>,
    /// Run this command over the problems
    #[arg(long, value_name = "CMD")]
    exec: Option<String>,
    /// Only these problems: by name, by grade (lower, average, higher) or by law (law=kaplan); of
    /// several laws, grades and names those that any of each allows
    #[arg(long, value_name = "NAME|GRADE|law=LAW,…", value_delimiter = ',')]
    only: Vec<String>,
    /// Digits that every parameter must have for a problem to count as solved
    #[arg(long, value_name = "DIGITS", default_value = "4", value_parser = pass_mark)]
    pass_digits: f64,
    /// What 'score --json' printed of an earlier version: only what became worse ends with status 1
    #[arg(long, value_name = "SCORE.json")]
    baseline: Option<PathBuf>,
    /// Also write the scores as JUnit XML, for systems of continuous integration
    #[arg(long, value_name = "FILE.xml")]
    junit: Option<PathBuf>,
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

fn pass_mark(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(digits) if digits > 0.0 && digits <= 50.0 => Ok(digits),
        _ => Err("a number of digits above 0, at most the 50 that are certified".into()),
    }
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
    let named = [&args.path, &args.baseline].into_iter().flatten();
    let files = named.fold(files, |files, path| files.reading(path));
    let files = files.writing("--out", args.out.as_deref())?;
    files.writing("--junit", args.junit.as_deref())?;
    let earlier = args.baseline.as_deref().map(|path| globals.read_bytes(path, 64)).transpose()?;
    let (card, who) = match (&args.exec, &args.path) {
        (Some(command), _) => (execute(args, command, &chosen, globals)?, command.clone()),
        (None, Some(path)) => {
            let (name, bytes) = globals.read_bytes(path, 64)?;
            if bytes.trim_ascii().is_empty() {
                let mend = "write one JSON object a line, as in docs/oracle.md";
                return Err(Failure::Input(format!("{name}: is empty: {mend}")));
            }
            (Card::of_answers_at(&chosen, &bytes, args.pass_digits), name)
        }
        (None, None) => return Err(Failure::usage("give ANSWERS or --exec CMD")),
    };
    let against = |(name, bytes): &(String, Vec<u8>)| {
        Baseline::of(&card, bytes).map_err(|why| Failure::Input(format!("{name}: {why}")))
    };
    let changes = earlier.as_ref().map(against).transpose()?;
    if let Some(path) = &args.junit {
        write_file(path, score_junit(&card, &who, changes.as_ref()).as_bytes())?;
    }
    globals.answer(
        || score_json(&card, &who, changes.as_ref()),
        || score_text(&card, &who, changes.as_ref()),
    )?;
    let failed = changes.map_or_else(|| card.has_failures(), |found| !found.worse.is_empty());
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
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
    Ok(Card::of_replies_at(chosen, replies, args.pass_digits))
}

/// The problems of these names, grades and laws; all, where none is given.
fn choose(only: &[String]) -> Result<Vec<&'static Problem>, Failure> {
    let (laws, words): (Vec<&str>, Vec<&str>) =
        only.iter().map(String::as_str).partition(|word| word.starts_with("law="));
    let laws: Vec<&str> = laws.into_iter().map(|word| &word["law=".len()..]).collect();
    for law in &laws {
        let known = || problems().iter().map(|problem| problem.law.as_str());
        if !known().any(|own| own == *law) {
            let mut names: Vec<&str> = known().collect();
            names.sort_unstable();
            names.dedup();
            let near = nearest(law, names.iter().copied());
            let near = near.map_or_else(String::new, |n| format!("did you mean 'law={n}'? "));
            return Err(Failure::usage(format!(
                "--only: no problem is about law '{law}': {near}(laws: {})",
                names.join(", ")
            )));
        }
    }
    let grades = [Difficulty::Lower, Difficulty::Average, Difficulty::Higher];
    let is = |problem: &Problem, word: &str| {
        problem.name == word || problem.difficulty.is_some_and(|grade| grade.to_string() == word)
    };
    for word in &words {
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
    let chosen = problems().iter().filter(|problem| {
        (words.is_empty() || words.iter().any(|word| is(problem, word)))
            && (laws.is_empty() || laws.contains(&problem.law.as_str()))
    });
    let chosen: Vec<&Problem> = chosen.collect();
    match chosen.is_empty() {
        true => Err(Failure::usage("--only: no problem is of these grades and laws")),
        false => Ok(chosen),
    }
}
