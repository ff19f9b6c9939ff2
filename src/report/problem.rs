//! A reference problem in the layout of NIST's StRD, and the list of them.

use super::law::Sheet;
use super::page::Page;
use super::{count, significant};
use crate::number::{Notation, Shared, Symbol};
use crate::oracle::{Answer, Ask, Decimals, Problem};
use crate::runs::sha256;

/// Columns of the words after a head.
const INDENT: usize = 15;
/// Columns of a page.
const WIDTH: usize = 100;
/// Digits of standard deviations in the text; the JSON has them all.
const DEVIATION: usize = 20;

/// A page of lines under heads, as in NIST's files.
#[derive(Default)]
struct Lines(Vec<String>);

impl Lines {
    fn push(&mut self, line: &str) {
        self.0.push(line.trim_end().to_owned());
    }

    /// `Head:   words`, wrapped.
    fn entry(&mut self, head: &str, words: &str) {
        let mut line = format!(
            "{:<INDENT$}",
            if head.is_empty() { String::new() } else { format!("{head}:") }
        );
        let mut width = INDENT;
        for (i, word) in words.split(' ').enumerate() {
            let len = word.chars().count();
            if i > 0 && width + 1 + len > WIDTH {
                self.push(&line);
                (line, width) = (" ".repeat(INDENT), INDENT);
            } else if i > 0 {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += len;
        }
        self.push(&line);
    }

    /// Rows of cells, every column as wide as its widest cell; the first is
    /// aligned to the left.
    fn columns(&mut self, rows: &[Vec<String>]) {
        let of = |at: usize| rows.iter().filter_map(|r| r.get(at)).map(|c| c.chars().count()).max();
        let widths: Vec<usize> = (0..).map_while(of).collect();
        for row in rows {
            let cells = row.iter().zip(&widths).enumerate().map(|(i, (cell, width))| match i {
                0 => format!("  {cell:<width$}"),
                _ => format!("  {cell:>width$}"),
            });
            self.push(&cells.collect::<String>());
        }
    }

    fn gap(&mut self) {
        self.0.push(String::new());
    }
}

/// The text of one problem, as its file `NAME.dat` has it: head, model, starts,
/// certified values, data.
pub fn problem_text(problem: &Problem) -> String {
    let mut values = Lines::default();
    starting(&mut values, problem);
    let starts = values.0.len();
    if let Some(answer) = &problem.certified {
        values.gap();
        certified(&mut values, problem, answer);
    }
    let (values, mut data) = (values.0, Lines::default());
    data.columns(&table(problem));
    let data = data.0;
    // How long the head is does not depend on the numbers in it.
    let length = head(problem, [0; 3]).len();
    let first_data = length + values.len() + 2;
    let head = head(problem, [length + starts, length + values.len(), first_data + data.len() - 1]);
    let lines = head.into_iter().chain(values).chain([String::new()]).chain(data);
    lines.fold(String::new(), |text, line| text + &line + "\n")
}

/// Everything before the values; `ends` are the last lines of the starts, of
/// the certified values and of the data.
fn head(problem: &Problem, [starts, values, data]: [usize; 3]) -> Vec<String> {
    let mut lines = Lines::default();
    let from = |last: usize, len: usize| (last + 1).saturating_sub(len);
    lines.push(&format!("offray reference problems, version {}", problem.version));
    lines.push(&format!("Problem Name:  {:<24} ({}.dat)", problem.name, problem.name));
    lines.gap();
    let length = |first: usize, last: usize| format!("(lines {first:>3} to {last:>3})");
    // Every entry below is one line whatever the numbers are.
    let first = lines.0.len();
    lines.push("");
    lines.push("");
    lines.push("");
    lines.gap();
    if let Some(title) = &problem.title {
        lines.entry("Title", title);
        lines.gap();
    }
    lines.entry("Procedure", &procedure(problem));
    lines.gap();
    lines.entry("Description", &problem.made);
    lines.gap();
    lines.entry("Data", &contents(problem));
    lines.entry("", &format!("SHA-256 of the canonical rows {}", problem.rows_sha256));
    if let Some(difficulty) = problem.difficulty {
        let mut word = difficulty.to_string();
        word[..1].make_ascii_uppercase();
        lines.entry("", &format!("{word} level of difficulty"));
    }
    lines.gap();
    model(&mut lines, problem);
    let length_of_head = lines.0.len();
    lines.0[first] =
        format!("File Format:   Starting Values   {}", length(length_of_head + 1, starts));
    if problem.certified.is_some() {
        lines.0[first + 1] =
            format!("               Certified Values  {}", length(starts + 2, values));
    }
    let rows = problem.runs.len();
    lines.0[first + 2] =
        format!("               Data              {}", length(from(data, rows), data));
    lines.0
}

fn procedure(problem: &Problem) -> String {
    let (name, delta) = problem.objective.split_once(':').unwrap_or((&problem.objective, ""));
    let log = "r = ln L - ln Lhat";
    let what = match name {
        "sse" => "the sum of w (L - Lhat)^2".to_owned(),
        "log-sse" => format!("the sum of w r^2, {log}"),
        "huber-log" => format!(
            "the sum of w rho(r), {log}, rho = r^2/2 where |r| <= {delta}, else {delta} (|r| - {delta}/2)"
        ),
        _ => format!("the sum of w {delta}^2 (sqrt(1 + (r/{delta})^2) - 1), {log}"),
    };
    match problem.ask {
        Ask::Optimum => format!("minimize {what}"),
        Ask::Identifiability => {
            format!("say what these runs determine; the objective is {what}")
        }
    }
}

fn contents(problem: &Problem) -> String {
    let [first, ..] = problem.runs.as_slice() else { return "no runs".into() };
    let mut names = vec!["N, parameters", "D, tokens", "L, loss"];
    names.extend(first.unique.as_ref().map(|_| "U, distinct tokens"));
    names.extend(first.weight.as_ref().map(|_| "w, weight"));
    let weight = if first.weight.is_none() { "; w = 1" } else { "" };
    format!("{} runs: {}{weight}", count(problem.runs.len()), names.join("; "))
}

/// The formula from the law's own definition, and the constraints.
fn model(lines: &mut Lines, problem: &Problem) {
    let Ok(law) = problem.law() else { return };
    let about = law.about();
    let names: Vec<&str> = about.parameters.iter().map(|p| p.name).collect();
    lines.entry("Model", &format!("{} ({}), {}", about.name, problem.law, about.citation));
    lines.entry("", &format!("{} parameters: {}", names.len(), names.join(", ")));
    lines.gap();
    let loss = Sheet::new(&law).loss;
    let body = Shared::new(std::slice::from_ref(&loss), 2);
    let print = |x: &Symbol| x.print(Notation::Python);
    for (name, value) in &body.definitions {
        lines.entry("", &format!("{} = {}", print(name), print(value)));
    }
    for formula in &body.formulas {
        lines.entry("", &format!("Lhat = {}", print(formula)));
    }
    lines.gap();
    for (name, value) in &problem.fixed {
        lines.entry("", &format!("{name} is held at {value}"));
    }
    for set in &problem.tied {
        lines.entry("", &format!("{} are one parameter", set.join(" = ")));
    }
    for (name, [lo, hi]) in &problem.bounds {
        let end = |end: &Option<String>, usual: &str| end.clone().unwrap_or_else(|| usual.into());
        lines.entry(
            "",
            &format!("{name} lies between {} and {}", end(lo, "its least"), end(hi, "inf")),
        );
    }
    if !(problem.fixed.is_empty() && problem.tied.is_empty() && problem.bounds.is_empty()) {
        lines.gap();
    }
}

fn starting(lines: &mut Lines, problem: &Problem) {
    let [poor, fair] = &problem.starts;
    let mut rows = vec![vec![String::new(), "Start 1".into(), "Start 2".into()]];
    rows.extend(poor.iter().map(|(name, value)| {
        vec![format!("{name} ="), value.clone(), fair.get(name).cloned().unwrap_or_default()]
    }));
    lines.columns(&rows);
}

fn certified(lines: &mut Lines, problem: &Problem, answer: &Answer) {
    lines.push(&format!("  Certified Values, {}", answer.status));
    lines.gap();
    let about = |name: &str| {
        let held = if problem.fixed.contains_key(name) { "held".to_owned() } else { String::new() };
        answer.at_bound.get(name).map_or(held, |end| format!("at its {end} bound"))
    };
    let name = |name: &str| format!("{name} =");
    let mut rows: Vec<Vec<String>> =
        answer.parameters.iter().map(|(p, x)| vec![name(p), x.value.clone(), about(p)]).collect();
    rows.extend(answer.psi.iter().map(|c| vec![name(&c.combination), c.value.clone()]));
    lines.columns(&rows);
    if !answer.not_identified.is_empty() {
        lines.push(&format!("  Not determined: {}", answer.not_identified.join(", ")));
    }
    if let Some(errors) = &answer.standard_errors {
        lines.gap();
        lines.push("  Standard Deviations");
        let mut rows =
            vec![["", "Gauss-Newton", "Observed", "Sandwich (HC1)"].map(str::to_owned).to_vec()];
        for p in answer.parameters.keys() {
            let kinds = [&errors.gauss_newton, &errors.observed, &errors.sandwich];
            if kinds.iter().any(|kind| kind.contains_key(p)) {
                let cell = |kind: &Decimals| {
                    kind.get(p).map_or("undefined".into(), |x| significant(x, DEVIATION))
                };
                let mut row = vec![name(p)];
                row.extend(kinds.map(cell));
                rows.push(row);
            }
        }
        lines.columns(&rows);
    }
    lines.gap();
    let mut rows = vec![vec!["Objective =".to_owned(), answer.objective_value.clone()]];
    rows.extend(answer.kappa_eq.as_ref().map(|k| vec!["kappa_eq =".into(), k.clone()]));
    rows.extend(answer.gap.as_ref().map(|g| vec!["gap =".into(), g.clone()]));
    rows.push(vec!["Number of Runs =".into(), problem.runs.len().to_string()]);
    lines.columns(&rows);
    if let Some(region) = &answer.region {
        let ranges = region.iter().map(|(p, [lo, hi])| format!("{p} from {lo} to {hi}"));
        let ranges = ranges.collect::<Vec<_>>().join(", ");
        lines.push(&format!("  No lower point with {ranges}, E, A, B not negative"));
    }
    let listed = |lines: &mut Lines, title: &str, parameters: &Decimals| {
        lines.gap();
        lines.push(&format!("  {title}"));
        let rows: Vec<Vec<String>> =
            parameters.iter().map(|(p, x)| vec![name(p), x.clone()]).collect();
        lines.columns(&rows);
    };
    for twin in &answer.twins {
        listed(lines, "Exactly as good", twin);
    }
    for other in &answer.other_minima {
        let title = format!("Another local minimum, objective {}", other.objective_value);
        listed(lines, &title, &other.parameters);
    }
}

fn table(problem: &Problem) -> Vec<Vec<String>> {
    let mut first = true;
    let cells = problem.runs.iter().map(|row| {
        let label = if std::mem::take(&mut first) { "Data:" } else { "" };
        let mut cells = vec![label.to_owned(), row.n.clone(), row.d.clone(), row.loss.clone()];
        cells.extend(row.unique.clone());
        cells.extend(row.weight.clone());
        cells
    });
    cells.collect()
}

/// The list that `offray oracle problems` prints.
pub fn problems_text(problems: &[Problem]) -> String {
    let mut page = Page::default();
    let version = problems.first().map_or("", |p| p.version.as_str());
    page.line(&format!(
        "{} reference problems, version {version}: what is special about each, and its answer",
        problems.len()
    ));
    let mut laws: Vec<&str> = problems.iter().map(|p| family(&p.law)).collect();
    laws.dedup();
    for law in laws {
        page.heading(law);
        let of_law = problems.iter().filter(|p| family(&p.law) == law);
        let rows = of_law.map(|p| {
            let answer = p.certified.as_ref();
            let short = |x: Option<&String>| x.map_or("-".into(), |x| significant(x, 2));
            vec![
                p.name.clone(),
                p.title.clone().unwrap_or_default(),
                p.objective.clone(),
                p.runs.len().to_string(),
                p.difficulty.map_or("-".into(), |d| d.to_string()),
                short(answer.and_then(|a| a.kappa_eq.as_ref())),
                short(answer.and_then(|a| a.gap.as_ref())),
                answer.map_or("-".into(), |a| a.status.clone()),
            ]
        });
        let header =
            ["name", "what is special", "objective", "runs", "difficulty", "κ_eq", "ε", "status"];
        page.table(&header, 3, rows.collect());
    }
    page.finish()
}

fn family(law: &str) -> &str {
    law.split(':').next().unwrap_or(law)
}

/// Every file of the set by name: the JSON as it is shipped (`files`), the text
/// of each problem, and `SHA256SUMS` of both, as `sha256sum -c` reads it.
pub fn problem_files(files: &[(&str, &str)], problems: &[Problem]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> =
        files.iter().map(|(name, text)| (format!("{name}.json"), (*text).to_owned())).collect();
    found.extend(problems.iter().map(|p| (format!("{}.dat", p.name), problem_text(p))));
    found.sort();
    let line = |(name, text): &(String, String)| format!("{}  {name}\n", sha256(text.as_bytes()));
    let sums = found.iter().map(line).collect();
    found.push(("SHA256SUMS".into(), sums));
    found
}
