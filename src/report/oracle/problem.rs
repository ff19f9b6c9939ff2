//! A reference problem in the layout of NIST's StRD, and the list of them.

use indexmap::IndexSet;

use crate::number::{Notation, Shared, Symbol};
use crate::oracle::{Answer, Ask, Decimals, Problem};
use crate::report::law::Sheet;
use crate::report::text::number::{count, significant};
use crate::report::text::page::Page;
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

/// The list that `offray oracle problems` prints: two lines for each problem.
pub fn problems_text(problems: &[Problem]) -> String {
    let mut page = Page::default();
    let version = problems.first().map_or("", |p| p.version.as_str());
    page.paragraph(
        &format!(
            "{} reference problems, version {version}: what is special about each, and below it its \
             objective, how many runs, how hard, κ_eq and the exponent gap ε at the answer, and what \
             is proved of it.",
            problems.len()
        ),
        0,
    );
    let laws: IndexSet<&str> = problems.iter().map(|p| family(&p.law)).collect();
    for law in laws {
        let of_law: Vec<&Problem> = problems.iter().filter(|p| family(&p.law) == law).collect();
        page.heading(&format!("{law}: {} problems", of_law.len()));
        for p in of_law {
            page.line(&format!("  {:<30} {}", p.name, p.title.as_deref().unwrap_or_default()));
            let answer = p.certified.as_ref();
            let short = |name: &str, x: Option<&String>| {
                x.map_or(String::new(), |x| format!("{name} {}", significant(x, 2)))
            };
            let (objective, delta) = p.objective.split_once(':').unwrap_or((&p.objective, ""));
            let delta = if delta.is_empty() { String::new() } else { format!(" {delta}") };
            page.line(&format!(
                "      {:<23} {:>4} runs  {:<8} {:<12} {:<11} {}",
                format!("{objective}{delta}"),
                p.runs.len(),
                p.difficulty.map(|d| d.to_string()).unwrap_or_default(),
                short("κ_eq", answer.and_then(|a| a.kappa_eq.as_ref())),
                short("ε", answer.and_then(|a| a.gap.as_ref())),
                answer.map_or("", |a| a.status.as_str()),
            ));
        }
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::oracle::{FILES, problems};
    use crate::report::oracle::problem::*;

    /// `offray oracle problems --out fixtures/problems` writes them.
    #[test]
    fn the_files_beside_the_json_are_its_rendering() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/problems");
        for (name, text) in problem_files(FILES, problems()) {
            let shipped = std::fs::read_to_string(folder.join(&name)).expect(&name);
            assert!(shipped == text, "{name} is not what 'offray oracle problems --out' writes");
        }
    }

    #[test]
    fn the_lines_named_in_the_head_hold_what_it_says() {
        for problem in problems() {
            for (problem, parts) in [(problem.clone(), 3), (problem.for_solvers(), 2)] {
                let text = problem_text(&problem);
                let lines: Vec<&str> = text.lines().collect();
                assert!(lines.iter().all(|l| !l.ends_with(' ')), "{}", problem.name);
                let ranges: Vec<[usize; 2]> = lines
                    .iter()
                    .filter_map(|line| line.split_once("(lines ")?.1.strip_suffix(')'))
                    .map(|range| {
                        let ends = range.split(" to ").map(|n| n.trim().parse().expect("a number"));
                        ends.collect::<Vec<usize>>().try_into().expect("two")
                    })
                    .collect();
                assert_eq!(ranges.len(), parts, "{}", problem.name);
                let line = |n: usize| lines[n - 1];
                let [first, last] = ranges[0];
                assert!(line(first).contains("Start 1") && line(first - 1).is_empty());
                assert_eq!(last - first, problem.starts[0].len(), "{}", problem.name);
                let [first, last] = ranges[parts - 1];
                assert_eq!(last - first + 1, problem.runs.len());
                assert_eq!(last, lines.len());
                assert!(line(first).starts_with("  Data:") && line(first - 1).is_empty());
                let end = &problem.runs[problem.runs.len() - 1];
                assert!(line(last).contains(&end.loss), "{}", problem.name);
                if parts == 3 {
                    let [first, last] = ranges[1];
                    assert!(line(first).contains("Certified Values"), "{}", problem.name);
                    assert!(line(first - 1).is_empty() && line(last + 1).is_empty());
                } else {
                    assert!(!text.contains("Certified") && !text.contains("level of difficulty"));
                }
            }
        }
    }
}
