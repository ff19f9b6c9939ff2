//! Every kind of number keeps the same laws, and agrees with other engines.

#[path = "../support/mod.rs"]
mod support;

mod derivatives;
mod exact;
mod fixture;
mod laws;
