//! Asking: experiments within a budget of runs and of time, several at once, answers kept.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use sha2::{Digest, Sha256};

use super::case::Case;
use super::experiment::Experiment;
use super::seen::Outcome;
use crate::oracle::{Problem, Reply, Solver};

/// What a probe may cost.
#[derive(Clone, Debug)]
pub struct Budget {
    /// How often the fitter is run at most.
    pub runs: usize,
    /// How long all of it may take.
    pub time: Duration,
    /// A folder where answers are kept, and looked for first.
    pub keep: Option<PathBuf>,
}

/// Is told after each answer.
pub type Told<'a> = &'a (dyn Fn(&str) + Sync);

/// Makes the command run on one thread.
const ONE_THREAD: &str = "export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 \
                          NUMEXPR_NUM_THREADS=1 JULIA_NUM_THREADS=1; ";

/// Asks these experiments, in order, as long as there is time.
pub fn ask(
    case: &Case<'_>,
    solver: &Solver,
    budget: &Budget,
    until: Instant,
    experiments: Vec<Experiment>,
    told: Told<'_>,
) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<Outcome>>> = experiments.iter().map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        for _ in 0..solver.jobs.clamp(1, experiments.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(experiment) = experiments.get(at) else { return };
                    // The first is always asked: there is nothing to say without it.
                    if at > 0 && Instant::now() >= until {
                        return;
                    }
                    let reply = one(case, solver, budget.keep.as_deref(), experiment);
                    if let Ok(mut slot) = slots[at].lock() {
                        *slot = Some(Outcome::of(experiment.clone(), reply, case));
                    }
                    told(&experiment.what);
                }
            });
        }
    });
    slots.into_iter().filter_map(|slot| slot.into_inner().ok().flatten()).collect()
}

/// One answer: kept from before, or asked.
fn one(
    case: &Case<'_>,
    solver: &Solver,
    keep: Option<&Path>,
    experiment: &Experiment,
) -> Result<Reply, String> {
    let problem = case.line(&experiment.runs, &experiment.objective, &experiment.starts);
    let file = keep.map(|folder| folder.join(name_of(solver, experiment, &problem)));
    if let Some(kept) = file.as_deref().and_then(|path| read(path, &problem)) {
        return kept;
    }
    let command = match experiment.one_thread && cfg!(unix) {
        true => format!("{ONE_THREAD}{}", solver.command),
        false => solver.command.clone(),
    };
    let reply = Solver { command, ..solver.clone() }.answer(&problem);
    if let Some(path) = file {
        let text = match &reply {
            Ok(reply) => reply.to_json().to_string(),
            Err(why) => json!({ "error": why }).to_string(),
        };
        // What cannot be kept is asked again the next time.
        let _ = std::fs::write(path, text);
    }
    reply
}

/// By the command and the input, and by the experiment: the same input is asked repeatedly.
fn name_of(solver: &Solver, experiment: &Experiment, problem: &Problem) -> String {
    let mut hash = Sha256::new();
    hash.update(&solver.command);
    hash.update([0]);
    hash.update(&experiment.id);
    hash.update([0]);
    hash.update(serde_json::to_vec(problem).unwrap_or_default());
    let hex: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}.json")
}

fn read(path: &Path, problem: &Problem) -> Option<Result<Reply, String>> {
    let bytes = std::fs::read(path).ok()?;
    let value: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    match value["error"].as_str() {
        Some(why) => Some(Err(why.to_owned())),
        None => Reply::read(&bytes, problem).ok().map(Ok),
    }
}
