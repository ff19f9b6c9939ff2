//! How well the runs determine the optimum: standard errors, intervals, bootstrap,
//! profiles, twins.

pub(in crate::fit) mod bootstrap;
pub(in crate::fit) mod covariance;
pub mod intervals;
pub(in crate::fit) mod profile;
pub(in crate::fit) mod profile_at;
pub(in crate::fit) mod profile_end;
pub(in crate::fit) mod standard_errors;
pub(in crate::fit) mod twins;
