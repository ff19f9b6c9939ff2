//! The audit of a table of runs and a published fit.
