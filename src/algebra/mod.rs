//! Linear algebra generic over the kind of number, and what it proves: none of it
//! knows a law.
//!
//! Where numbers are plain doubles and no order of operations is promised, `nalgebra`
//! serves; here are the decompositions that MPFR, intervals and compensated doubles need.

mod eigen;
mod ends;
mod identify;
mod krawczyk;
mod ldl;
mod matrix;
mod newton;
pub mod solve;
mod spectrum;

pub use eigen::{Eigen, eigen};
pub use ends::{Ends, usable};
pub use identify::{Identification, identify};
pub use krawczyk::{Contraction, around, contract, image, is_definite, whitening};
pub use ldl::{Ldl, projected};
pub use matrix::{Matrix, dot};
pub use newton::{Newton, Surface, definite_inverse, newton, newton_step};
pub use spectrum::{Spectrum, enclose};
