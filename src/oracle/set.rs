//! The reference problems, as they are shipped: `fixtures/problems`.

use std::sync::LazyLock;

use super::Problem;

/// Embeds the files of these names.
macro_rules! set {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../fixtures/problems/", $name, ".json")))),+]
    };
}

/// Name and JSON of every problem, in the order in which they are listed.
pub const FILES: &[(&str, &str)] = set! {
    "grid-sse",
    "rays-20-100",
    "bound-B-upper",
    "gadre-c4",
};

/// Every problem of the set.
///
/// # Panics
/// If a shipped file is no problem; the tests read them all.
pub fn problems() -> &'static [Problem] {
    static ALL: LazyLock<Vec<Problem>> = LazyLock::new(|| {
        let read = |(name, text): &(&str, &str)| {
            Problem::from_json(text).unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        FILES.iter().map(read).collect()
    });
    &ALL
}

/// The problem of that name.
///
/// ```
/// use offray::oracle::named;
/// let problem = named("gadre-c4").expect("it is in the set");
/// assert_eq!((problem.law.as_str(), problem.runs.len()), ("chinchilla", 34));
/// let alpha = &problem.certified.as_ref().expect("with its answer").parameters["alpha"];
/// assert!(alpha.value.starts_with("0.25257"), "{}", alpha.value);
/// assert!(named("no-such").is_none());
/// ```
pub fn named(name: &str) -> Option<&'static Problem> {
    problems().iter().find(|problem| problem.name == name)
}
