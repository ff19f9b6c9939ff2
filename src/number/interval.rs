//! Intervals with outward rounding on MPFR.
