//! Double-double: 32 digits at machine speed.
