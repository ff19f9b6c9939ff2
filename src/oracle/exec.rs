//! A fitter as a command: started once per problem, a problem on its standard
//! input, an answer on its standard output.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::{Problem, Refused, Reply};
use crate::runs::shortened;

/// A command that answers problems.
#[derive(Clone, Debug)]
pub struct Solver {
    /// The command line, run by the shell.
    pub command: String,
    /// How long it may take for one problem.
    pub patience: Duration,
    /// How many run at the same time.
    pub jobs: usize,
}

/// The most that is read of an answer, in bytes.
const LONGEST_ANSWER: u64 = 1 << 20;

/// What is kept of a fitter's complaints, in bytes.
const COMPLAINTS: usize = 4096;

/// How often the end of a command is looked for.
const PAUSE: Duration = Duration::from_millis(10);

/// Process groups of the commands that are running.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Ends every command that a [`Solver`] has started, and its children.
pub fn stop_solvers() {
    if let Ok(running) = RUNNING.lock() {
        for id in running.iter() {
            kill_group(*id);
        }
    }
}

impl Solver {
    /// Its answers, in the order of the problems; `told` is called after each.
    /// A crash, a time-out or anything that is not one answer costs that
    /// problem only.
    pub fn answers(
        &self,
        problems: &[&Problem],
        told: impl Fn() + Sync,
    ) -> Vec<Result<Reply, String>> {
        let next = AtomicUsize::new(0);
        let answered = Mutex::new(vec![None; problems.len()]);
        std::thread::scope(|scope| {
            for _ in 0..self.jobs.clamp(1, problems.len().max(1)) {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(problem) = problems.get(at) else { return };
                        let reply = self.answer(problem);
                        if let Ok(mut answered) = answered.lock() {
                            answered[at] = Some(reply);
                        }
                        told();
                    }
                });
            }
        });
        let answered = answered.into_inner().unwrap_or_default();
        answered.into_iter().map(|reply| reply.unwrap_or_else(|| Err("no answer".into()))).collect()
    }

    /// Its answer to one problem, or why there is none.
    pub fn answer(&self, problem: &Problem) -> Result<Reply, String> {
        let line = serde_json::to_vec(&problem.for_solvers()).map_err(|e| e.to_string())?;
        let begun = Instant::now();
        let output = self.run(line)?;
        let seconds = begun.elapsed().as_secs_f64();
        let mut lines = output.split(|b| *b == b'\n').filter(|l| !l.trim_ascii().is_empty());
        let line = lines.next().ok_or("prints no answer")?;
        if lines.next().is_some() {
            return Err("prints more than one line".into());
        }
        let mut reply = Reply::read(line, problem).map_err(|Refused(why)| why)?;
        reply.seconds.get_or_insert(seconds);
        Ok(reply)
    }

    /// What the command prints, having read the line.
    fn run(&self, mut line: Vec<u8>) -> Result<Vec<u8>, String> {
        let mut child = Running::start(&self.command)?;
        let until = Instant::now() + self.patience;
        let output = collect(child.0.stdout.take(), LONGEST_ANSWER);
        let complaints = collect(child.0.stderr.take(), u64::MAX);
        if let Some(mut input) = child.0.stdin.take() {
            line.push(b'\n');
            // A command that does not read its input may still answer.
            std::thread::spawn(move || drop(input.write_all(&line)));
        }
        let mut answer = None;
        loop {
            match output.recv_timeout(PAUSE) {
                Ok(bytes) if bytes.len() as u64 > LONGEST_ANSWER => {
                    return Err(format!("prints more than {LONGEST_ANSWER} bytes"));
                }
                Ok(bytes) => answer = Some(bytes),
                Err(RecvTimeoutError::Timeout) => {}
                // Already received: nothing is left to wait for but its end.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(PAUSE),
            }
            let ended = child.0.try_wait().map_err(|error| error.to_string())?;
            if let Some(status) = ended {
                // What it left running might hold its output open.
                kill_group(child.0.id());
                let rest = || output.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
                let answer = answer.unwrap_or_else(rest);
                return match status.success() {
                    true => Ok(answer),
                    false => Err(complaint(&status.to_string(), &complaints)),
                };
            }
            if Instant::now() >= until {
                let seconds = self.patience.as_secs_f64();
                return Err(format!("no answer within {seconds} s"));
            }
        }
    }
}

/// A command that is ended, with its children, when it goes out of scope.
struct Running(Child);

impl Running {
    fn start(command: &str) -> Result<Self, String> {
        let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
        let mut shell = Command::new(shell);
        shell.arg(option).arg(command);
        shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A group of its own, so that its children end with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        let mut running = RUNNING.lock().map_err(|error| error.to_string())?;
        let child = shell.spawn().map_err(|error| format!("cannot be started: {error}"))?;
        running.push(child.id());
        Ok(Running(child))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        kill_group(self.0.id());
        let _ = self.0.kill();
        let _ = self.0.wait();
        if let Ok(mut running) = RUNNING.lock() {
            running.retain(|id| *id != self.0.id());
        }
    }
}

/// Ends a process group; it may have ended already.
fn kill_group(id: u32) {
    #[cfg(unix)]
    if let Ok(id) = i32::try_from(id) {
        use nix::sys::signal::{Signal, killpg};
        let _ = killpg(nix::unistd::Pid::from_raw(id), Signal::SIGKILL);
    }
    #[cfg(not(unix))]
    let _ = id;
}

/// Reads a pipe to its end on a thread of its own, at most one byte more than
/// `most`.
fn collect(pipe: Option<impl Read + Send + 'static>, most: u64) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(pipe) = pipe {
            let mut pipe = pipe.take(most.saturating_add(1));
            let mut chunk = [0; 4096];
            while let Ok(count @ 1..) = pipe.read(&mut chunk) {
                bytes.extend_from_slice(&chunk[..count]);
                if most == u64::MAX && bytes.len() > 2 * COMPLAINTS {
                    bytes.drain(..bytes.len() - COMPLAINTS);
                }
            }
        }
        let _ = send.send(bytes);
    });
    receive
}

/// How it ended, and the last line of its complaints.
fn complaint(status: &str, complaints: &Receiver<Vec<u8>>) -> String {
    let bytes = complaints.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    match text.lines().rev().find(|line| !line.trim().is_empty()) {
        Some(line) => format!("{status}: {}", shortened(line.trim())),
        None => status.to_owned(),
    }
}
