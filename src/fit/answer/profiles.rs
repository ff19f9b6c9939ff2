//! Profile intervals, as data: see the profiles of [`uncertainty`](crate::fit::intervals).

/// Intervals for the free parameters of a fit.
#[derive(Clone, Debug)]
pub struct Profiles {
    /// Coverage.
    pub level: f64,
    /// Whether the objective is robust, and these are pseudo-profiles.
    pub pseudo: bool,
    /// One per free parameter; of tied parameters the first.
    pub parameters: Vec<Profile>,
}

/// The interval of one parameter.
#[derive(Clone, Debug)]
pub struct Profile {
    /// ASCII name.
    pub name: &'static str,
    /// The lower end.
    pub lower: ProfileEnd,
    /// The upper end.
    pub upper: ProfileEnd,
}

/// One end of an interval.
#[derive(Clone, Debug, PartialEq)]
pub enum ProfileEnd {
    /// The objective reaches its level here.
    Bounded(f64),
    /// It rises, but not to the level, all the way to this end of the range: a
    /// bound, or 0 or ±∞ (followed to 10^±60 for scales, ±10 for exponents).
    Open(f64),
    /// It does not rise at all on the way there.
    Flat(f64),
    /// It could not be told, and why.
    Undecided(String),
}
