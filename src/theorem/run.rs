//! Running a selection of statements: in parallel, with the same result in the
//! same order on any number of threads.

use super::{Evidence, Outcome, STATEMENTS, Settings, Statement, Verdict};
use crate::law::Law;
use crate::parallel;

/// What is running, for whoever shows progress.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A statement, for a law, has begun.
    Begun(&'a Selected),
    /// It has ended.
    Ended(&'a Selected),
}

/// One statement for one law, or for none.
#[derive(Clone, Debug)]
pub struct Selected {
    /// The statement.
    pub statement: &'static Statement,
    /// The law, where it is checked law by law.
    pub law: Option<Law>,
}

impl Selected {
    /// The statements given (all of them where none is), for every law of each,
    /// or for the one law given: then statements that speak of no law, or not
    /// of this one, are left out.
    pub fn of(statements: &[&'static Statement], law: Option<&Law>) -> Vec<Selected> {
        let chosen = if statements.is_empty() { STATEMENTS } else { statements };
        let mut selected = Vec::new();
        for statement in chosen {
            if statement.laws.is_empty() && law.is_none() {
                selected.push(Selected { statement, law: None });
            }
            for id in statement.laws {
                let own = Law::named(id).expect("statements name laws that exist");
                match law {
                    None => selected.push(Selected { statement, law: Some(own) }),
                    Some(law) if law.about().id == own.about().id => {
                        selected.push(Selected { statement, law: Some(law.clone()) });
                    }
                    Some(_) => {}
                }
            }
        }
        selected
    }

    /// `X3 kaplan`.
    pub fn label(&self) -> String {
        match &self.law {
            Some(law) => format!("{} {law}", self.statement.id),
            None => self.statement.id.to_owned(),
        }
    }

    /// The command that runs it with these settings.
    pub fn command(&self, settings: &Settings) -> String {
        let usual = Settings::default();
        let mut command = format!("offray verify {}", self.statement.id);
        if let Some(law) = &self.law {
            command += &format!(" --law {law}");
        }
        if settings.bits != usual.bits {
            command += &format!(" --bits {}", settings.bits);
        }
        if settings.seed != usual.seed {
            command += &format!(" --seed {}", settings.seed);
        }
        if settings.thorough {
            command += " --thorough";
        }
        command
    }

    /// Runs it.
    pub fn verify(&self, settings: &Settings) -> Outcome {
        let law = self.law.as_ref();
        let evidence = (self.statement.check)(law, settings);
        self.conclude(evidence, settings)
    }

    /// The outcome that evidence comes to.
    pub fn conclude(&self, evidence: Evidence, settings: &Settings) -> Outcome {
        let law = self.law.as_ref();
        let statement = self.statement;
        let (verdict, why) = Verdict::of(&evidence.checks, statement.proved_for(law));
        Outcome {
            statement,
            law: self.law.as_ref().map(Law::to_string),
            verdict,
            recorded: statement.recorded_for(law),
            note: why.or(evidence.remark),
            exponent: evidence.exponent,
            measured: evidence.measured,
            constant: evidence.constant,
            cases: evidence.cases,
            bits: evidence.bits,
            tested: evidence.tested,
            lemmas: statement.lemmas_for(law),
            command: self.command(settings),
            checks: evidence.checks,
            tables: evidence.tables,
            curves: evidence.curves,
        }
    }
}

/// Runs a selection, in its order; `on` hears of each beginning and end, from
/// any thread.
pub fn verify(
    selected: &[Selected],
    settings: &Settings,
    on: &(dyn Fn(Event<'_>) + Sync),
) -> Vec<Outcome> {
    parallel::in_order(selected.len(), |i| {
        let one = &selected[i];
        on(Event::Begun(one));
        let outcome = one.verify(settings);
        on(Event::Ended(one));
        outcome
    })
}
