//! Jacobian, Gram matrix, spectrum, condition numbers.
