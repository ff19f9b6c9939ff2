//! Parameters of a law from the command line: `NAME=VALUE,…`, or the name of a published set.

use super::Failure;
use crate::forecast::Stated;
use crate::law::published::{self, PUBLISHED, Published};
use crate::law::{Law, Point, meant};
use crate::number::{Exact, Interval, Scalar};
use crate::runs::nearest;

/// Parameters as given, or a published set by name, or the first.
pub fn of(law: &Law, given: &[String]) -> Result<Vec<Exact>, Failure> {
    let about = law.about();
    let own = || PUBLISHED.iter().filter(|set| set.law == about.id);
    match given {
        [] => {
            let none = || Failure::usage(format!("law '{}' needs --params", about.id));
            return own().next().map(decimals).ok_or_else(none);
        }
        [name] if !name.contains('=') => return of_set(law, "--params", name),
        _ => {}
    }
    let mut theta: Vec<Option<Exact>> = vec![None; about.parameters.len()];
    for item in given {
        let fail = |what: String| Failure::usage(format!("--params: {what}"));
        let Some((name, value)) = item.split_once('=') else {
            return Err(fail(format!("'{item}' is not of the form NAME=VALUE")));
        };
        let name = name.trim();
        let Some(index) = about.index(name) else {
            let names: Vec<&str> = about.parameters.iter().map(|p| p.name).collect();
            let near = nearest(name, names.iter().copied());
            let near = near.map_or_else(String::new, |n| format!("did you mean '{n}'? "));
            let list = names.join(", ");
            return Err(fail(format!(
                "law '{}' has no parameter '{name}': {near}(parameters: {list})",
                about.id
            )));
        };
        if theta[index].is_some() {
            return Err(fail(format!("'{name}' is given twice")));
        }
        let value = value.parse().map_err(|e| fail(format!("{name} = '{value}': {e}")))?;
        theta[index] = Some(value);
    }
    let missing: Vec<&str> = about
        .parameters
        .iter()
        .zip(&theta)
        .filter(|(_, value)| value.is_none())
        .map(|(p, _)| p.name)
        .collect();
    theta
        .into_iter()
        .collect::<Option<Vec<Exact>>>()
        .ok_or_else(|| Failure::usage(format!("--params: no value for {}", missing.join(", "))))
}

/// Whose the parameters are that [`of`] finds: where none were given, which were taken.
pub fn whose(law: &Law, given: &[String]) -> String {
    let named = |set: &Published| format!("the published set {} ({})", set.name, set.source);
    let mut own = published::of(law.about().id);
    match given {
        [] => own.next().map_or_else(String::new, |set| {
            let others: Vec<&str> = own.map(|set| set.name).collect();
            let or = match others.as_slice() {
                [] => String::new(),
                others => format!(", or --params {}", others.join(", ")),
            };
            format!("{}; others: --params NAME=VALUE,…{or}", named(set))
        }),
        [name] if !name.contains('=') => {
            own.find(|s| s.name == name).map_or_else(String::new, named)
        }
        _ => "the given parameters".into(),
    }
}

fn decimals(set: &Published) -> Vec<Exact> {
    set.values.iter().map(|v| v.parse().expect("a published decimal")).collect()
}

/// The first published set of a name, whatever its law.
pub fn published(name: &str) -> Result<&'static Published, Failure> {
    published::named(name).ok_or_else(|| {
        let mend = meant(name, "published sets", PUBLISHED.iter().map(|set| set.name));
        Failure::usage(format!("--published: no published set '{name}': {mend}"))
    })
}

/// A published set of a law by name.
pub fn of_set(law: &Law, option: &str, name: &str) -> Result<Vec<Exact>, Failure> {
    let about = law.about();
    let own = || published::of(about.id);
    let unknown = || {
        let names: Vec<&str> = own().map(|set| set.name).collect();
        let names = names.join(", ");
        let of = match option {
            "--params" => String::new(),
            _ => format!(" of law '{}'", about.id),
        };
        Failure::usage(format!("{option}: no published set '{name}'{of} (there are: {names})"))
    };
    own().find(|set| set.name == name).map(decimals).ok_or_else(unknown)
}

/// Parameters as they are used, in doubles, once they are seen to lie in the law's domain.
pub fn stated(law: &Law, option: &str, name: &str, theta: &[Exact]) -> Result<Stated, Failure> {
    let like = Interval::new(128, &Exact::from(1));
    let size = |x: i64| like.exact(&Exact::from(x));
    in_domain(law, option, theta, &Point::new(size(1_000_000_000), size(20_000_000_000)))?;
    Ok(Stated { name: name.into(), theta: theta.iter().map(Exact::to_f64).collect() })
}

/// Refuses parameters at which the law is not defined at a point.
pub fn in_domain(
    law: &Law,
    option: &str,
    theta: &[Exact],
    at: &Point<Interval>,
) -> Result<(), Failure> {
    let about = law.about();
    let values: Vec<Interval> = theta.iter().map(|x| at.n.exact(x)).collect();
    let loss = law.loss(&values, at);
    match loss.everywhere_defined() && loss.is_bounded() {
        true => Ok(()),
        false => Err(Failure::usage(format!(
            "{option}: outside the domain of {} ({})",
            about.id, about.domain
        ))),
    }
}
