//! Designs: rays, grids, thresholds.
