//! What a kind of number costs: loss and Jacobian of one law over 240 runs.
//!
//! `cargo bench --bench engines` measures with criterion. `benches/engines.sh`
//! prints the table of `docs/performance.md`, with a loop written by hand in C
//! on the same MPFR measured in turns with the rest.

use std::hint::black_box;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion};
use offray::law::{Law, Point, published};
use offray::number::{Compare, DenseDual, DoubleDouble, Dual, Exact, Interval, Mpfr, Scalar};

const PRECISIONS: [u32; 5] = [53, 128, 256, 1024, 4096];

/// Runs measured together; the same as in the C loop.
const STRETCH: usize = 8;

/// How often the engines of a precision take turns.
const TURNS: usize = 8;

/// The runs and the parameters, exactly.
struct Case {
    law: Law,
    theta: Vec<Exact>,
    points: Vec<[Exact; 2]>,
}

impl Case {
    fn chinchilla() -> Self {
        let exact = |text: &str| text.parse::<Exact>().expect(text);
        let set = published::PUBLISHED.iter().find(|set| set.name == "besiroglu").expect("shipped");
        let table = include_str!("../fixtures/runs/chinchilla_epoch240.csv");
        let points = table.lines().skip(1).map(|line| {
            let mut fields = line.split(',').map(exact);
            [fields.next().expect("N"), fields.next().expect("D")]
        });
        Case {
            law: Law::named(set.law).expect("listed"),
            theta: set.values.iter().map(|text| exact(text)).collect(),
            points: points.collect(),
        }
    }

    /// Parameters as variables and sizes as constants that carry their logarithms.
    fn sparse<S: Scalar>(&self, like: &S) -> Task<Dual<S>> {
        let theta: Vec<S> = self.theta.iter().map(|x| like.exact(x)).collect();
        self.task(Dual::variables(&theta), |x| Dual::constant(like.exact(x)))
    }

    /// The same with all five derivatives in an array, as the fit of doubles has them.
    fn dense<S: Scalar + Copy>(&self, like: &S) -> Task<DenseDual<S, 5>> {
        let theta = std::array::from_fn(|i| like.exact(&self.theta[i]));
        let theta = DenseDual::variables(theta).to_vec();
        self.task(theta, |x| DenseDual::constant(like.exact(x)))
    }

    fn task<T: Scalar>(&self, theta: Vec<T>, constant: impl Fn(&Exact) -> T) -> Task<T> {
        let points =
            self.points.iter().map(|[n, d]| Point::new(constant(n), constant(d)).with_ln());
        Task { law: self.law.clone(), theta, points: points.collect() }
    }
}

/// A case in one kind of number.
struct Task<S> {
    law: Law,
    theta: Vec<S>,
    points: Vec<Point<S>>,
}

impl<S: Scalar> Task<S> {
    /// Loss and Jacobian over some runs, row by row.
    fn run(&self, points: &[Point<S>]) {
        for point in points {
            black_box(self.law.loss(&self.theta, black_box(point)));
        }
    }

    /// The least times of every few runs, over all rounds, added: one short
    /// stretch is seldom interrupted on a busy machine, a whole pass often.
    fn least(&self, rounds: u64) -> Duration {
        let stretch = |points: &[Point<S>]| {
            let start = Instant::now();
            self.run(points);
            start.elapsed()
        };
        let mut least = vec![Duration::MAX; self.points.len().div_ceil(STRETCH)];
        for _ in 0..rounds {
            for (points, least) in self.points.chunks(STRETCH).zip(&mut least) {
                *least = (*least).min(stretch(points));
            }
        }
        least.iter().sum()
    }
}

impl<S: Compare> Task<Dual<S>> {
    /// Sums over the runs: the loss and its partial derivatives in A, B, α, β.
    fn sums(&self) -> [S; 5] {
        let losses: Vec<_> = self.points.iter().map(|p| self.law.loss(&self.theta, p)).collect();
        let sum = |part: &dyn Fn(&Dual<S>) -> S| {
            losses.iter().map(part).reduce(|a, b| a + b).expect("runs")
        };
        let entry = |index: usize| sum(&|l| l.gradient(5)[index].clone());
        [sum(&|l| l.value().clone()), entry(1), entry(2), entry(3), entry(4)]
    }
}

/// A named measurement: the time of one pass over the runs, in many rounds.
struct Engine<'a> {
    name: &'a str,
    bits: u32,
    pass: Box<dyn Fn(u64) -> Duration + 'a>,
}

impl<'a> Engine<'a> {
    fn new<S: Scalar>(name: &'a str, bits: u32, task: Task<S>) -> Self {
        Engine { name, bits, pass: Box::new(move |rounds| task.least(rounds)) }
    }

    fn c_loop(program: &'a str, case: &'a Case, bits: u32) -> Self {
        Engine {
            name: "C loop on MPFR",
            bits,
            pass: Box::new(move |rounds| c_loop(program, case, bits, rounds).0),
        }
    }
}

/// Runs the C program: its time for a pass, and its sums.
fn c_loop(program: &str, case: &Case, bits: u32, rounds: u64) -> (Duration, Vec<String>) {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the C loop starts");
    let mut input = format!("{bits} {rounds}\n");
    for x in case.theta.iter().chain(case.points.iter().flatten()) {
        input += &format!("{x}\n");
    }
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("reads its input");
    let output = child.wait_with_output().expect("the C loop ends");
    let output = String::from_utf8(output.stdout).expect("text");
    let mut fields = output.split_whitespace();
    let least = fields.next().and_then(|t| t.parse().ok()).expect("nanoseconds");
    (Duration::from_nanos(least), fields.map(String::from).collect())
}

fn engines<'a>(case: &'a Case, program: Option<&'a str>) -> Vec<Engine<'a>> {
    let double_double = DoubleDouble::from_f64(0.0);
    let mut engines = vec![
        Engine::new("f64, sparse gradient", 53, case.sparse(&0.0_f64)),
        Engine::new("f64, dense gradient", 53, case.dense(&0.0_f64)),
        Engine::new("double-double, sparse gradient", 106, case.sparse(&double_double)),
        Engine::new("double-double, dense gradient", 106, case.dense(&double_double)),
    ];
    for bits in PRECISIONS {
        engines.extend(program.map(|program| Engine::c_loop(program, case, bits)));
        let mpfr = Mpfr::from_f64(bits, 0.0);
        engines.push(Engine::new("MPFR", bits, case.sparse(&mpfr)));
        let interval = Interval::point(&mpfr);
        engines.push(Engine::new("interval", bits, case.sparse(&interval)));
    }
    engines
}

/// Both sides of the comparison compute the same sums, to 25 digits.
fn agree(case: &Case, program: &str) {
    let bits = 256;
    let (_, theirs) = c_loop(program, case, bits, 1);
    let ours = case.sparse(&Mpfr::from_f64(bits, 0.0)).sums();
    for (ours, theirs) in ours.iter().zip(theirs) {
        let theirs = Mpfr::new(bits, &theirs.parse().expect("a decimal"));
        let error = (ours / &theirs - ours.one()).abs();
        assert!(error.to_f64() < 1e-25, "{ours} and {theirs}");
    }
}

/// Prints the table: best of several turns, all engines of a precision in turn.
fn table(case: &Case, program: &str) {
    agree(case, program);
    let engines = engines(case, Some(program));
    let mut least = vec![Duration::MAX; engines.len()];
    for bits in PRECISIONS.into_iter().chain([106]) {
        let rounds = 20_000 / u64::from(bits).max(256) + 2;
        for _ in 0..TURNS {
            for (engine, least) in engines.iter().zip(&mut least).filter(|(e, _)| e.bits == bits) {
                *least = (*least).min((engine.pass)(rounds));
            }
        }
    }
    let milliseconds = |name: &str, bits| {
        let at = engines.iter().position(|e| e.name == name && e.bits == bits)?;
        Some(least[at].as_secs_f64() * 1e3)
    };
    // 106 bits, those of double-double, have a column of their own.
    let columns = [53, 106, 128, 256, 1024, 4096];
    println!(
        "| loss + Jacobian, 240 runs, ms | {} bits |",
        columns.map(|b| b.to_string()).join(" | ")
    );
    println!("|---|{}", "---|".repeat(columns.len()));
    let mut names: Vec<_> = engines.iter().map(|e| e.name).collect();
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(*name));
    for name in names {
        let cells = columns.map(|bits| match milliseconds(name, bits) {
            Some(ms) => format!("{ms:.3}"),
            None => "".into(),
        });
        println!("| {name} | {} |", cells.join(" | "));
    }
    for (name, base) in [("MPFR", "C loop on MPFR"), ("interval", "MPFR")] {
        let cells = columns.map(|bits| {
            let ratio = milliseconds(name, bits).zip(milliseconds(base, bits)).map(|(a, b)| a / b);
            ratio.map_or_else(String::new, |r| format!("{r:.2}"))
        });
        println!("| {name} ÷ {base} | {} |", cells.join(" | "));
    }
}

fn main() {
    let case = Case::chinchilla();
    let program = std::env::var("OFFRAY_MPFR_LOOP").ok();
    if std::env::args().any(|arg| arg == "--table") {
        return table(&case, &program.expect("OFFRAY_MPFR_LOOP: run benches/engines.sh"));
    }
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("loss and Jacobian, 240 runs");
    for engine in engines(&case, None) {
        let id = BenchmarkId::new(engine.name, engine.bits);
        group.bench_function(id, |b| b.iter(|| (engine.pass)(1)));
    }
    group.finish();
    criterion.final_summary();
}
