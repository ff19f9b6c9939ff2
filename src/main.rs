//! The command `offray`: parse, run, exit status.

fn main() {}
