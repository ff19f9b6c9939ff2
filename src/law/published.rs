//! Parameter sets as their authors printed them, with their source.

/// A published (or stated synthetic) parameter set.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    /// The law's id.
    pub law: &'static str,
    /// A short name.
    pub name: &'static str,
    /// Where it is printed.
    pub source: &'static str,
    /// Decimals, in the law's order.
    pub values: &'static [&'static str],
}

/// The parameter sets of a law, by its id.
pub fn of(law: &str) -> impl Iterator<Item = &'static Published> {
    PUBLISHED.iter().filter(move |set| set.law == law)
}

/// The first parameter set of that name.
pub fn named(name: &str) -> Option<&'static Published> {
    PUBLISHED.iter().find(|set| set.name == name)
}

/// Every parameter set that the project ships.
pub const PUBLISHED: &[Published] = &[
    Published {
        law: "chinchilla",
        name: "hoffmann",
        source: "Hoffmann et al. 2022, arXiv 2203.15556, approach 3",
        values: &["1.69", "406.4", "410.7", "0.34", "0.28"],
    },
    Published {
        law: "chinchilla",
        name: "besiroglu",
        source: "Besiroglu et al. 2024, arXiv 2404.10102",
        values: &["1.8172", "482.01", "2085.43", "0.3478", "0.3658"],
    },
    Published {
        law: "repeated",
        name: "muennighoff",
        source: "Muennighoff et al. 2023, arXiv 2305.16264",
        values: &["1.87", "521", "1488", "0.353", "0.353", "5.31", "15.39"],
    },
    Published {
        law: "kaplan",
        name: "kaplan-joint",
        source: "Kaplan et al. 2020, arXiv 2001.08361, joint fit of L(N, D)",
        values: &["6.4e13", "1.8e13", "0.076", "0.103"],
    },
    Published {
        law: "kaplan",
        name: "kaplan-single",
        source: "Kaplan et al. 2020, arXiv 2001.08361, single-variable fits",
        values: &["8.8e13", "5.4e13", "0.076", "0.095"],
    },
    Published {
        law: "droppo-elibol",
        name: "synthetic",
        source: "stated by this project, for tests: no published values are at hand",
        values: &["1.5", "2e6", "4e7", "0.3", "0.25", "0.8"],
    },
    Published {
        law: "interaction",
        name: "synthetic",
        source: "stated by this project, for tests: Hoffmann's values with a small interaction",
        values: &["1.69", "406.4", "410.7", "50", "0.34", "0.28", "0.2", "0.2"],
    },
];
