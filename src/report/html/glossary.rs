//! Terms that a page explains where they are pointed at. The long form of each is in
//! `docs/definitions.md` and `docs/theory.md`.

/// What a term means, in a sentence; None for what is no term.
pub fn meaning(term: &str) -> Option<&'static str> {
    let (_, meaning) = TERMS.iter().find(|(known, _)| *known == term)?;
    Some(meaning)
}

const TERMS: [(&str, &str); 17] = [
    (
        "κ",
        "Condition number of JᵀJ, J the derivatives of the loss by the parameters: by how much \
         errors are amplified in the worst direction. It depends on the units of N and D.",
    ),
    (
        "κ_eq",
        "The condition number with every column of J scaled to length 1: of two columns it \
         depends on no unit, and 1 is the best.",
    ),
    (
        "κ_c",
        "κ_eq with N and D counted in units of their geometric means over the runs: free of \
         units for the whole model too.",
    ),
    ("κ_t", "The condition number that is asked for at most."),
    (
        "ψ",
        "A + B k^−α: on one ray D = kN, at equal exponents, the one amplitude that the runs \
         determine; how it is shared between A and B they do not say.",
    ),
    ("V_K", "Coverage of the rays: the variance of k^−β over them; 0 on one ray."),
    ("τ_K", "The threshold that the paper asks the coverage V_K to reach."),
    ("R_min", "How many times the larger D/N has to be the smaller for κ_eq to reach its target."),
    (
        "ray",
        "All runs with the same number of tokens per parameter, D = kN: a line of slope 1 in the \
         logarithmic plane.",
    ),
    ("gap", "ε, the difference of the two exponents: at gap 0 a ray determines ψ alone."),
    ("twin", "Other parameters that fit runs on one ray as well, N and D having changed roles."),
    ("Jackknife+", "An interval from refits without each run; it assumes no law of the noise."),
    (
        "pseudo-profile",
        "How far a parameter can move before the objective, minimised over the others, has \
         risen by more than chance; of robust objectives, which are no likelihoods.",
    ),
    ("s.e.", "Standard error: the standard deviation of an estimate by chance alone."),
    ("s.d.", "Standard deviation of the mean loss from the parameters' errors alone."),
    ("sandwich", "Standard errors that allow every run its own variance (HC1)."),
    (
        "Elasticity",
        "By how many per cent the objective rises when the parameter grows by one per cent; 0 at \
         an optimum.",
    ),
];
