//! Published forms as law files: a formula, its inputs, constants and symmetries, one
//! file each. docs/forms.md is made of them.

use super::{Law, Typed};

/// Names and law files, in the order in which they are listed.
pub const FORMS: [(&str, &str); 16] = [
    ("outer-power", include_str!("outer-power.toml")),
    ("farseer", include_str!("farseer.toml")),
    ("precision", include_str!("precision.toml")),
    ("experts", include_str!("experts.toml")),
    ("fine-grained", include_str!("fine-grained.toml")),
    ("sparsity", include_str!("sparsity.toml")),
    ("joint-moe", include_str!("joint-moe.toml")),
    ("over-training", include_str!("over-training.toml")),
    ("error-of-loss", include_str!("error-of-loss.toml")),
    ("two-step", include_str!("two-step.toml")),
    ("repetition", include_str!("repetition.toml")),
    ("vocabulary", include_str!("vocabulary.toml")),
    ("parallel", include_str!("parallel.toml")),
    ("annealing", include_str!("annealing.toml")),
    ("distillation", include_str!("distillation.toml")),
    ("broken-power", include_str!("broken-power.toml")),
];

/// The form of that name.
pub(super) fn named(id: &str) -> Option<Law> {
    let (_, text) = FORMS.iter().find(|(name, _)| *name == id)?;
    // That every file is a law is tested.
    Typed::from_file(text).ok().map(Law::from)
}
