//! The coverage table of `docs/uncertainty.md`: how often every kind of interval holds the
//! truth, over laws, designs, noises and objectives.
//!
//!     cargo run --release --example coverage -- coverage.jsonl [--core N] [--other N] [--only TEXT]
//!
//! Cells already in the file are not simulated again: stop it, start it, and it goes on.
//! Prints the table as Markdown, with what chance alone moves each figure by.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Parser;
use offray::audit::{Budget, allocate};
use offray::design::Random;
use offray::fit::intervals::coverage::{Coverage, Quantity, Simulation};
use offray::fit::{Constraints, Convention, Problem, Resample};
use offray::law::{Law, Point, published};
use offray::number::Dual;
use offray::runs::Runs;
use serde_json::{Value, json};

#[derive(Parser)]
struct Args {
    /// Lines of JSON, one a cell; read first, then added to
    file: PathBuf,
    /// Simulations of a core cell
    #[arg(long, default_value_t = 2000)]
    core: usize,
    /// Simulations of another cell
    #[arg(long, default_value_t = 400)]
    other: usize,
    /// Only cells whose name contains this
    #[arg(long, default_value = "")]
    only: String,
    /// Bootstrap refits within each simulation of core cells; 0 makes none
    #[arg(long, default_value_t = 0)]
    bootstrap: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Noise {
    Normal(f64),
    /// Student's t with three degrees of freedom, of this standard deviation.
    T3(f64),
    /// One in twenty ten times as far off.
    Outliers(f64),
    /// Half the variance shared by all checkpoints of one trajectory.
    Clustered(f64),
}

struct Cell {
    law: &'static str,
    design: &'static str,
    noise: Noise,
    objective: &'static str,
    core: bool,
}

/// The dozen and more core cells, then one change at a time.
fn cells() -> Vec<Cell> {
    use Noise::{Clustered, Normal, Outliers, T3};
    let huber = "huber-log:1e-3";
    let core = [
        ("chinchilla", "fan 36", Normal(0.004), huber),
        ("chinchilla", "grid 42", Normal(0.004), huber),
        ("chinchilla", "grid 42", Normal(0.001), huber),
        ("chinchilla", "grid 42", Normal(0.02), huber),
        ("chinchilla", "grid 42", T3(0.004), huber),
        ("chinchilla", "grid 42", Outliers(0.004), huber),
        ("chinchilla", "grid 42", Normal(0.004), "log-sse"),
        ("chinchilla", "grid 42", Normal(0.004), "pseudo-huber-log:1e-3"),
        ("chinchilla", "grid 12", Normal(0.004), huber),
        ("chinchilla", "grid 240", Normal(0.004), huber),
        ("chinchilla", "box 42", Normal(0.004), huber),
        ("chinchilla", "trajectories 120", Clustered(0.004), huber),
    ];
    let mut all: Vec<Cell> = core
        .into_iter()
        .map(|(law, design, noise, objective)| Cell { law, design, noise, objective, core: true })
        .collect();
    for law in ["chinchilla", "kaplan", "droppo-elibol", "interaction", "repeated"] {
        for design in ["grid 42", "fan 36", "box 42", "near-ray 42"] {
            for objective in [huber, "log-sse", "sse", "pseudo-huber-log:1e-3"] {
                let cell = Cell { law, design, noise: Normal(0.004), objective, core: false };
                if !all.iter().any(|c| c.name() == cell.name()) {
                    all.push(cell);
                }
            }
        }
    }
    all
}

impl Cell {
    fn name(&self) -> String {
        let noise = match self.noise {
            Noise::Normal(s) => format!("normal {} %", 100.0 * s),
            Noise::T3(s) => format!("t3 {} %", 100.0 * s),
            Noise::Outliers(s) => format!("outliers {} %", 100.0 * s),
            Noise::Clustered(s) => format!("clustered {} %", 100.0 * s),
        };
        format!("{}, {}, {noise}, {}", self.law, self.design, self.objective)
    }

    /// Sizes, tokens and groups.
    fn places(&self) -> Vec<(f64, f64, usize)> {
        let span = |lo: f64, hi: f64, n: usize| {
            (0..n).map(move |i| lo * (hi / lo).powf(i as f64 / (n - 1) as f64))
        };
        let rays = |sizes: usize, ratios: &[f64]| -> Vec<(f64, f64, usize)> {
            let at = span(3e7, 3e9, sizes).enumerate();
            at.flat_map(|(g, n)| ratios.iter().map(move |k| (n, n * k, g))).collect()
        };
        match self.design {
            "grid 12" => rays(4, &[3.0, 30.0, 300.0]),
            "grid 42" => rays(7, &[3.0, 10.0, 20.0, 50.0, 100.0, 300.0]),
            "grid 240" => rays(24, &span(2.0, 500.0, 10).collect::<Vec<_>>()),
            "fan 36" => rays(12, &[5.0, 20.0, 80.0]),
            "near-ray 42" => rays(14, &[14.0, 20.0, 28.0]),
            "trajectories 120" => rays(12, &span(2.0, 300.0, 10).collect::<Vec<_>>()),
            _ => {
                let mut random = Random::stream(42, &[]);
                let mut unit = move || random.below(1 << 30) as f64 / f64::from(1 << 30);
                let between = |u: f64, lo: f64, hi: f64| lo * (hi / lo).powf(u);
                (0..42)
                    .map(|i| (between(unit(), 3e7, 3e9), between(unit(), 1e9, 1e11), i))
                    .collect()
            }
        }
    }

    fn errors(&self, groups: &[usize], random: &mut Random) -> (Vec<f64>, f64) {
        let shared: Vec<f64> = groups.iter().map(|_| random.normal()).collect();
        let mut one = |group: Option<usize>| match self.noise {
            Noise::Normal(s) => s * random.normal(),
            Noise::T3(s) => {
                let z = random.normal();
                let square: f64 = (0..3).map(|_| random.normal().powi(2)).sum();
                s * z / square.sqrt()
            }
            Noise::Outliers(s) => {
                let far = if random.below(20) == 0 { 10.0 } else { 1.0 };
                s * far * random.normal()
            }
            Noise::Clustered(s) => {
                let own = group.map(|g| shared[g]).unwrap_or_else(|| random.normal());
                s * 0.5_f64.sqrt() * (own + random.normal())
            }
        };
        let errors = groups.iter().map(|g| one(Some(*g))).collect();
        (errors, one(None))
    }

    fn simulate(&self, count: usize, refits: usize) -> Coverage {
        let law = Law::named(self.law).expect("a law");
        let set = published::PUBLISHED.iter().find(|set| set.law == self.law).expect("published");
        let truth: Vec<f64> = set.values.iter().map(|v| v.parse().expect("a number")).collect();
        let mut text = String::from("n_params,n_tokens,loss,group,unique_tokens\n");
        for (n, d, group) in self.places() {
            let (n, d) = (n.round(), d.round());
            let unique = (d / (1.0 + (group % 4) as f64)).round();
            let _ = writeln!(text, "{n},{d},3,g{group},{unique}");
        }
        let runs =
            Runs::from_csv("cell", text.as_bytes(), &Default::default(), &Default::default());
        let runs = runs.expect("a table");
        let objective = self.objective.parse().expect("an objective");
        let problem = Problem::new(&law, &runs, &objective, &Constraints::default());
        let problem = problem.expect("enough points");
        let groups: Vec<usize> =
            problem.iter().map(|run| run.group.expect("named") as usize).collect();
        let noise = |random: &mut Random| self.errors(&groups, random);
        let loss = |theta: &[f64]| {
            let at = Point::new(3e8, 1e10).map(|x: &f64| Dual::constant(*x));
            let dual = law.loss(&Dual::variables(theta), &at);
            Some((*dual.value(), dual.gradient(theta.len())))
        };
        let ratio = |theta: &[f64]| {
            let best = allocate(&law, theta, Budget::training(5.76e23))?;
            let value = best.d / best.n;
            Some((value, best.gradient.iter().map(|g| -2.0 * value * g).collect()))
        };
        let quantities: [(&'static str, Quantity<'_>); 2] =
            [("mean loss", &loss), ("D*/N*", &ratio)];
        let simulation = Simulation {
            problem: &problem,
            truth: &truth,
            noise: &noise,
            quantities: &quantities,
            bootstrap: (refits > 0).then_some((Resample::Pairs, refits)),
            profiles: true,
        };
        simulation.run(count, 1, &Convention::default())
    }
}

fn main() -> std::io::Result<()> {
    let args = Args::parse();
    let known = std::fs::read_to_string(&args.file).unwrap_or_default();
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    for line in known.lines() {
        if let Ok(value) = serde_json::from_str::<Value>(line) {
            found.insert(value["cell"].as_str().unwrap_or_default().to_owned(), value);
        }
    }
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&args.file)?;
    let cells = cells();
    for cell in cells.iter().filter(|cell| cell.name().contains(&args.only)) {
        let (name, count) = (cell.name(), if cell.core { args.core } else { args.other });
        let enough = |value: &Value| value["simulations"].as_u64() >= Some(count as u64);
        if found.get(&name).is_some_and(enough) {
            continue;
        }
        let measured = cell.simulate(count, if cell.core { args.bootstrap } else { 0 });
        let rows = measured.rows.iter().map(|row| {
            let share = row.share.iter().map(|x| if x.is_nan() { Value::Null } else { json!(x) });
            json!({"method": row.method, "share": share.collect::<Vec<_>>()})
        });
        let line = json!({
            "cell": name, "core": cell.core, "simulations": measured.simulations,
            "unsolved": measured.unsolved, "names": measured.names,
            "rows": rows.collect::<Vec<_>>(),
        });
        writeln!(file, "{line}")?;
        file.flush()?;
        eprintln!("{name}: {} simulations", measured.simulations);
        found.insert(name, line);
    }
    let listed = cells.iter().filter_map(|cell| found.get(&cell.name()));
    println!("{}", table(&listed.collect::<Vec<_>>()));
    Ok(())
}

/// Smallest and largest share over the parameters, that of the mean loss, of D*/N* and of
/// a new run, per method.
fn table(cells: &[&Value]) -> String {
    let mut text = String::from(
        "| cell | simulations | method | parameters | mean loss | D*/N* | new run | ± |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for cell in cells {
        let count = cell["simulations"].as_u64().unwrap_or(0);
        let names = cell["names"].as_array().map_or(0, Vec::len);
        let error = 100.0 * (0.95 * 0.05 / count.max(1) as f64).sqrt();
        for row in cell["rows"].as_array().into_iter().flatten() {
            let shares: Vec<Option<f64>> =
                row["share"].as_array().into_iter().flatten().map(Value::as_f64).collect();
            let shown = |x: Option<f64>| x.map_or("–".into(), |x| format!("{:.1}", 100.0 * x));
            let own = shares.iter().take(names.saturating_sub(3)).flatten();
            let (lo, hi) = own.fold((1.0_f64, 0.0_f64), |(lo, hi), x| (lo.min(*x), hi.max(*x)));
            let at = |back: usize| shown(shares.get(names - back).copied().flatten());
            let _ = writeln!(
                text,
                "| {} | {count} | {} | {:.1} to {:.1} | {} | {} | {} | {error:.1} |",
                cell["cell"].as_str().unwrap_or_default(),
                row["method"].as_str().unwrap_or_default(),
                100.0 * lo,
                100.0 * hi,
                at(3),
                at(2),
                at(1),
            );
        }
    }
    text
}
