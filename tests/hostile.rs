//! Mutated inputs: the fuzz targets of `fuzz/`, run on the corpus and on
//! seeded mutations of it, on the ordinary compiler.
//!
//! `OFFRAY_FUZZ_SECONDS=300 cargo test --test hostile` runs each target for that
//! long; without it, a fixed number of mutations.

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// No input of these sizes may take longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a mutation may insert: the words of the formats and the limits of the
/// numbers.
const WORDS: &[&str] = &[
    "n_params",
    "n_tokens",
    "loss",
    "unique_tokens",
    "group",
    "weight",
    ",",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\"\"",
    "nan",
    "inf",
    "-",
    "0",
    "1e300",
    "1e-300",
    "1e99999999",
    "1e-100000",
    "/",
    "1/3",
    "\u{feff}",
    "\0",
    "\u{fe}",
    ";",
    "\t",
    "{",
    "}",
    ":",
    "law",
    "kaplan",
    "repeated",
    "null",
    "parameters",
    "params",
    "digits",
    "status",
    "alpha",
    "=",
    "k=",
    "99999999999999999999",
    "9223372036854775808",
    "PAR1",
    "α",
];

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("a corpus").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("readable")).collect()
}

fn below(random: &mut ChaCha8Rng, bound: usize) -> usize {
    random.next_u64() as usize % bound.max(1)
}

/// A few edits of one input: bytes flipped, and, unless they have to stay in
/// place, words put in, pieces cut out, repeated or taken from another.
fn mutate(random: &mut ChaCha8Rng, seeds: &[Vec<u8>], in_place: bool) -> Vec<u8> {
    let mut bytes = seeds[below(random, seeds.len())].clone();
    for _ in 0..=below(random, 6) {
        let at = below(random, bytes.len() + 1);
        let end = (at + below(random, 16)).min(bytes.len());
        match below(random, if in_place { 2 } else { 7 }) {
            0 if at < bytes.len() => bytes[at] ^= 1 << below(random, 8),
            1 if at < bytes.len() => bytes[at] = random.next_u32() as u8,
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 => {
                let piece = bytes[at..end].to_vec();
                let times = below(random, 40);
                bytes.splice(at..at, piece.repeat(times));
            }
            5 => {
                let other = &seeds[below(random, seeds.len())];
                let from = below(random, other.len());
                let to = (from + below(random, 64)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            _ => {
                let word = WORDS[below(random, WORDS.len())];
                bytes.splice(at..at, word.bytes());
            }
        }
    }
    bytes
}

fn hammer(name: &str, target: fn(&[u8]), mutations: u32) {
    let seeds = corpus(name);
    assert!(!seeds.is_empty(), "{name}: an empty corpus tests nothing");
    let budget = std::env::var("OFFRAY_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok());
    let until = budget.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    for seed in &seeds {
        target(seed);
    }
    let mut count = 0;
    while until.map_or(count < mutations, |end| Instant::now() < end) {
        // The number of a mutation reproduces it.
        let random = &mut ChaCha8Rng::seed_from_u64(u64::from(count));
        // The offsets in a Parquet file are absolute: little survives a shift.
        let in_place = name == "parquet" && count % 8 > 0;
        let bytes = mutate(random, &seeds, in_place);
        let begun = Instant::now();
        let outcome = std::panic::catch_unwind(|| target(&bytes));
        let slow = begun.elapsed() > PATIENCE;
        if outcome.is_err() || slow {
            let text = bytes.escape_ascii();
            panic!("{name}, mutation {count} ({:?}): b\"{text}\"", begun.elapsed());
        }
        count += 1;
    }
}

#[test]
fn csv_tables() {
    hammer("csv", targets::csv, 3000);
}

#[test]
fn parquet_tables() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !offray::runs::is_decoding() {
            report(info);
        }
    }));
    hammer("parquet", targets::parquet, 3000);
}

#[test]
fn claims() {
    hammer("claim", targets::claim, 5000);
}

#[test]
fn exact_numbers() {
    hammer("exact", targets::exact, 5000);
}

#[test]
fn formulas_and_law_files() {
    hammer("formula", targets::formula, 3000);
}

#[test]
fn texts_of_options() {
    hammer("options", targets::options, 5000);
}

#[test]
fn requests_to_the_oracle() {
    hammer("eval", targets::eval, 2000);
}

#[test]
fn answers_to_problems() {
    hammer("answer", targets::answer, 2000);
}

#[test]
fn certificates() {
    hammer("certificate", targets::certificate, 500);
}

#[test]
fn searches_put_aside() {
    hammer("unfinished", targets::unfinished, 3000);
}

/// Ten megabytes of one field, of one row, of one number, of one quotation.
#[test]
fn input_without_end() {
    let long = |start: &str, piece: &str, end: &str| {
        [start, &piece.repeat((10 << 20) / piece.len()), end].concat().into_bytes()
    };
    let header = "n_params,n_tokens,loss\n";
    let begun = Instant::now();
    for bytes in [
        long(header, "1", ",2e9,3\n"),
        long(header, "1,", "\n"),
        long(&format!("{header}1e8,2e9,\""), "1\n", ""),
        long(&format!("{header}1e8,2e9,\""), "\"\"", ""),
        long("", "n_params,", "\n"),
        long(header, "\n", "1,2,3"),
        long(header, "\r\n", "1,2"),
    ] {
        targets::csv(&bytes);
    }
    let claim = r#"{"law":"kaplan","objective":"sse","parameters":{"N_c":"#;
    for bytes in [long(claim, "9", "}}"), long(claim, "[", "}}"), long("", " ", "{")] {
        targets::claim(&bytes);
    }
    targets::options(&long("group=", "x", ""));
    assert!(begun.elapsed() < PATIENCE * 6, "{:?}", begun.elapsed());
}
