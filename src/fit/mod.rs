//! Fits: objectives, a global search in f64, Newton to any number of digits.
