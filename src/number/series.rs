//! Taylor series in one variable, to any order.
