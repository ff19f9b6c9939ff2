//! Symbolic expressions: the formula that ran.
