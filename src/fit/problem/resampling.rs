//! What a bootstrap is asked for.

/// What is drawn with replacement, or anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Resample {
    /// Groups where the table has ten or more, else single runs.
    Either,
    /// Single runs, place and loss together, whatever group they belong to.
    Pairs,
    /// Whole groups of runs: trajectories, whose points are not independent.
    Groups,
    /// Residuals: the places stay, every loss is the fit's with the residual of some run.
    Residuals,
    /// Signs: the places stay, every loss is the fit's with its own residual, its sign
    /// drawn (of groups, where there are ten or more, one sign for all their runs).
    Wild,
}

impl Resample {
    /// All of them, with the names typed on a command line.
    pub const ALL: [(&'static str, Resample); 5] = [
        ("either", Resample::Either),
        ("pairs", Resample::Pairs),
        ("groups", Resample::Groups),
        ("residuals", Resample::Residuals),
        ("wild", Resample::Wild),
    ];
}

/// How to make a bootstrap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    /// Refits.
    pub refits: usize,
    /// What is drawn.
    pub blocks: Resample,
}
