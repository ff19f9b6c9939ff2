//! What a misspelt name was meant to be.

/// The candidate most like `given`, if any resembles it: one contains the
/// other, or their Jaro–Winkler similarity is at least 0.7, letter case aside.
///
/// ```
/// use offray::formula::nearest;
/// assert_eq!(nearest("alhpa", ["alpha", "beta"]), Some("alpha"));
/// assert_eq!(nearest("loss", ["step", "val_loss"]), Some("val_loss"));
/// assert_eq!(nearest("e", ["beta", "E"]), Some("E"));
/// assert_eq!(nearest("x", ["alpha", "beta"]), None);
/// ```
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.trim().to_lowercase();
    let likeness = |candidate: &str| {
        let candidate = candidate.trim().to_lowercase();
        if candidate == given {
            1.0
        } else if given.chars().count().min(candidate.chars().count()) < 3 {
            // So short a name resembles everything.
            0.0
        } else if given.contains(&candidate) || candidate.contains(&given) {
            0.95
        } else {
            strsim::jaro_winkler(&given, &candidate)
        }
    };
    let scored = candidates.into_iter().map(|c| (likeness(c), c)).filter(|(l, _)| *l >= 0.7);
    scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, c)| c)
}

/// What to say to `given`, none of `known`: `did you mean 'x'? (laws: x, y)`, or
/// the list alone.
pub fn meant<'a>(
    given: &str,
    what: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    let list = known.clone().into_iter().collect::<Vec<_>>().join(", ");
    let near = nearest(given, known).map(|near| format!("did you mean '{near}'? "));
    format!("{}({what}: {list})", near.unwrap_or_default())
}
