//! A plan as text, JSON (`docs/schema/design-plan.schema.json`) and CSV.

use serde_json::{Value, json};

use super::page::head;
use crate::number::{Compare, Exact};
use crate::plan::{Bought, Planned, PlannedRun};
use crate::report::text::number::{count, short};
use crate::report::text::page::Page;
use crate::report::text::words::list;

/// A plan, and what it was asked.
pub struct PlanPage<'a> {
    /// The plan.
    pub planned: &'a Planned,
    /// What was to be known.
    pub aims: &'a [String],
    /// What it was made from.
    pub prior: &'a [String],
    /// The formula of the cost; 6ND unless given.
    pub cost: Option<&'a str>,
    /// The budget that was given.
    pub budget: Option<&'a Exact>,
    /// The factor asked in its place, and the largest budget proved too small.
    pub shrink: Option<(f64, Option<f64>)>,
    /// What the runs made cost.
    pub made_cost: f64,
    /// Whether it is best for the worst case.
    pub worst_case: bool,
    /// The seed.
    pub seed: u64,
}

impl PlanPage<'_> {
    pub(super) fn unit(&self) -> &'static str {
        if self.cost.is_some() { "units of cost" } else { "FLOP" }
    }

    pub(super) fn spent(&self) -> f64 {
        self.planned.plan.cost().to_f64()
    }

    /// N, D and cost of a planned run.
    pub(super) fn sizes(&self, run: &PlannedRun) -> [f64; 3] {
        let candidate = &self.planned.plan.problem.candidates[run.candidate];
        [candidate.at.n.to_f64(), candidate.at.d.to_f64(), candidate.cost.to_f64()]
    }

    fn aim(&self) -> String {
        list(&self.aims.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// What it comes to.
    pub(super) fn sentences(&self) -> Vec<String> {
        let plan = &self.planned.plan;
        let runs = plan.len();
        let word = if runs == 1 { "run" } else { "runs" };
        let mut first =
            format!("Train {} {word} for {} {}", count(runs), short(self.spent(), 3), self.unit());
        match (&self.budget, &self.shrink) {
            (Some(budget), _) => {
                first += &format!(" (of {})", short(budget.to_f64(), 3));
            }
            (None, Some((factor, _))) => {
                first += &format!(
                    ": the cheapest found that makes the interval of {} {} times narrower",
                    self.aim(),
                    short(*factor, 3)
                );
            }
            _ => {}
        }
        if self.made_cost > 0.0 {
            let part = self.spent() / self.made_cost;
            first += &format!(", {} times what the runs made have cost", short(part, 2));
        }
        first.push('.');
        let mut all = vec![first];
        let aimed = self.planned.bought.iter().filter(|b| self.aims.contains(&b.quantity.name));
        for bought in aimed {
            if let (Some(before), Some(after)) = (bought.before, bought.after) {
                all.push(format!(
                    "The {:.0} % interval of {} goes from {} to {}, {} times narrower.",
                    100.0 * self.planned.level,
                    bought.quantity.name,
                    half_width(bought, before),
                    half_width(bought, after),
                    short(before / after, 3)
                ));
            }
        }
        let percent = |x: f64| {
            // Rounded down: what is printed is proved.
            format!("{:.1} %", libm::floor(1000.0 * x) / 10.0)
        };
        let low = plan.efficiency.lo().to_f64();
        let what = match (self.worst_case, self.aims.len()) {
            (true, _) => "in the worst case, relative to the best for each case alone,",
            _ => "about what is asked",
        };
        all.push(format!(
            "Proved: it has at least {} of the information {what} that any plan of such runs within \
             these limits could have.",
            percent(low)
        ));
        if let Some((_, Some(bound))) = self.shrink {
            all.push(format!(
                "Proved: no plan of such runs reaches it for {} {}.",
                short(bound, 3),
                self.unit()
            ));
        }
        all
    }
}

/// `± 1.2 %`, `± 0.012`.
fn half_width(bought: &Bought, half: f64) -> String {
    match bought.relative {
        // The upper end of a factor e^h.
        true if half > 5.0 => "anything".into(),
        true => format!("± {} %", short(100.0 * libm::expm1(half), 2)),
        false => format!("± {}", short(half, 2)),
    }
}

/// The page that `offray design plan` prints.
pub fn plan_text(of: &PlanPage<'_>) -> String {
    plan_page(of).finish()
}

pub(super) fn plan_page(of: &PlanPage<'_>) -> Page {
    let planned = of.planned;
    let mut page = Page::default();
    page.heading(&format!("Plan for {}", of.aim()));
    page.paragraph(&format!("From {}.", of.prior.join("; ")), 0);
    page.line("");
    of.sentences().iter().for_each(|sentence| page.paragraph(sentence, 0));

    page.heading("Runs to train, the cheapest first");
    let spent = of.spent();
    let repeated = planned.runs.iter().any(|run| run.times > 1);
    let row = |run: &PlannedRun| {
        let [n, d, cost] = of.sizes(run);
        let without = match run.without.is_finite() {
            true => format!("+{} %", short(100.0 * (run.without - 1.0), 2)),
            false => "open".into(),
        };
        let serves = run.serves.as_ref().map_or_else(String::new, |(name, factor)| {
            let name = if of.aims.contains(name) { "what is asked" } else { name };
            match factor.is_finite() {
                true => format!("{name} +{} %", short(100.0 * (factor - 1.0), 2)),
                false => format!("{name} open"),
            }
        });
        let mut cells = vec![
            short(n, 3),
            short(d, 3),
            short(d / n, 3),
            short(cost, 3),
            format!("{:.1}", 100.0 * cost * f64::from(run.times) / spent),
            without,
            serves,
        ];
        if repeated {
            cells.insert(3, run.times.to_string());
        }
        cells
    };
    let mut header = vec!["N", "D", "D/N", of.unit(), "% of it", "without", "and most"];
    if repeated {
        header.insert(3, "times");
    }
    page.table(&header, 0, planned.runs.iter().map(row).collect());
    page.paragraph(
        "without: by how much the standard deviation that is aimed at grows if this run is left \
         out; and most: the quantity that suffers most, and how much.",
        0,
    );

    page.heading(&format!("What it buys: half widths of {:.0} % intervals", 100.0 * planned.level));
    let any = planned.bought.iter().any(|b| b.shown.is_some());
    let rows = planned.bought.iter().map(|bought| bought_row(bought, any)).collect();
    let mut header = vec!["", "now", "then", "times narrower"];
    if any {
        header.extend(["held the truth", "s.d./promised"]);
    }
    page.table(&header, 1, rows);
    if let Some(count) = planned.campaigns {
        page.paragraph(
            &format!(
                "{count} campaigns simulated with the fitted law for truth and normal noise, fitted \
                 by least squares: how often the interval held the truth, and how the scatter of \
                 the estimates compares with what the plan promised."
            ),
            0,
        );
    }
    if planned.plan.own.len() > 1 {
        page.heading("Each case: at least so much of the best for it alone");
        let own: Vec<String> =
            planned.plan.own.iter().map(|x| format!("{:.1} %", 100.0 * x)).collect();
        page.paragraph(&own.join(", "), 0);
    }
    page.heading("How to read it");
    page.paragraph(
        "Standard deviations are of the least-squares fit to first order, at the parameters above: \
         they hold as far as the law does. Intervals are by Student's t with the noise stated. The \
         bound is that of the equivalence theorem, in interval arithmetic, over all sizes \
         considered, runs taken as real numbers.",
        0,
    );
    page
}

fn bought_row(bought: &Bought, shown: bool) -> Vec<String> {
    let told = |half: &Option<f64>| half.map_or("open".into(), |half| half_width(bought, half));
    let ratio = match (bought.before, bought.after) {
        (Some(before), Some(after)) => short(before / after, 3),
        _ => String::new(),
    };
    let mut cells =
        vec![bought.quantity.name.clone(), told(&bought.before), told(&bought.after), ratio];
    if shown {
        match &bought.shown {
            Some(shown) => cells.extend([
                format!("{}/{}", shown.inside, shown.judged),
                short(shown.measured / shown.promised, 3),
            ]),
            None => cells.extend([String::new(), String::new()]),
        }
    }
    cells
}

/// The runs as a table that is read as runs are.
pub fn plan_csv(of: &PlanPage<'_>) -> String {
    let mut text = String::from("n_params,n_tokens,cost,times\n");
    for run in &of.planned.runs {
        let candidate = &of.planned.plan.problem.candidates[run.candidate];
        let cost = candidate.cost.to_f64();
        text += &format!("{},{},{cost:e},{}\n", candidate.at.n, candidate.at.d, run.times);
    }
    text
}

fn number(x: f64) -> Value {
    match (x.is_finite(), x.is_nan()) {
        (true, _) => json!(x),
        (_, true) => Value::Null,
        _ => json!(if x > 0.0 { "inf" } else { "-inf" }),
    }
}

/// The object that `offray design plan --json` prints.
pub fn plan_json(of: &PlanPage<'_>) -> Value {
    let planned = of.planned;
    let plan = &planned.plan;
    let model = planned.model();
    let about = model.law.about();
    let enclosure =
        |x: &crate::number::Interval| json!({"lo": x.lo_decimal(12), "hi": x.hi_decimal(12)});
    let runs: Vec<Value> = planned
        .runs
        .iter()
        .map(|run| {
            let candidate = &plan.problem.candidates[run.candidate];
            json!({
                "n": candidate.at.n.to_string(),
                "d": candidate.at.d.to_string(),
                "times": run.times,
                "cost": candidate.cost.to_f64(),
                "without": number(run.without),
                "serves": run.serves.as_ref().map(|(name, factor)| {
                    json!({"quantity": name, "without": number(*factor)})
                }),
            })
        })
        .collect();
    let bought: Vec<Value> = planned
        .bought
        .iter()
        .map(|b| {
            json!({
                "quantity": b.quantity.name,
                "relative": b.relative,
                "before": b.before.map(number),
                "after": b.after.map(number),
                "simulated": b.shown,
            })
        })
        .collect();
    let mut whole = head("offray.design-plan/1");
    let names = about.parameters.iter().map(|p| p.name.to_owned());
    let values = model.theta.iter().map(|x| Value::from(x.to_string()));
    let entries = [
        ("law", json!(model.law.to_string())),
        ("params", names.zip(values).collect::<serde_json::Map<_, _>>().into()),
        ("models", json!(plan.problem.models.len())),
        ("noise", json!(planned.sigma)),
        ("log", json!(model.log)),
        ("prior", json!(of.prior)),
        ("aims", json!(of.aims)),
        ("worst_case", json!(of.worst_case)),
        ("budget", of.budget.map_or(Value::Null, |b| json!(b.to_f64()))),
        (
            "shrink",
            of.shrink.map_or(
                Value::Null,
                |(factor, above)| json!({"factor": factor, "proved_too_small": above}),
            ),
        ),
        ("cost_formula", json!(of.cost.unwrap_or("6*N*D"))),
        ("cost", json!(of.spent())),
        ("made", json!({"runs": plan.problem.made.len(), "cost": number(of.made_cost)})),
        ("considered", json!(plan.problem.candidates.len())),
        ("runs", runs.into()),
        ("efficiency", enclosure(&plan.efficiency)),
        ("relaxed_efficiency", enclosure(&plan.relaxed_efficiency)),
        ("level", json!(planned.level)),
        ("bought", bought.into()),
        ("campaigns", json!(planned.campaigns)),
        ("seed", json!(of.seed)),
    ];
    entries.into_iter().for_each(|(key, value)| {
        whole.insert(key.into(), value);
    });
    whole.into()
}
