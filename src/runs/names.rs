//! What the name of a column says: which quantity, in which unit, counted how.
//!
//! One place knows the names that exporters (W&B, MLflow, TensorBoard) and
//! people give to columns. A name that is not here says nothing, and is asked
//! about rather than guessed.
//!
//! Length: most of it is one table of names, which is kept in one place.

use crate::number::Exact;

/// What a column holds, as far as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    /// Parameters.
    N,
    /// Tokens trained on.
    D,
    Loss,
    /// Distinct tokens.
    Unique,
    Group,
    Weight,
    /// Standard error of the loss.
    Sigma,
    /// FLOP of training.
    Compute,
    /// D/N.
    TokensPerParameter,
    /// The exponential of a loss.
    Perplexity,
    /// A loss in bits.
    Bits,
    /// Rises where a loss falls.
    Accuracy,
    /// Per something else: a rate or a ratio.
    Rate,
    /// Something of the run's settings.
    Batch,
    Steps,
    Sequence,
    Setting,
    /// What tells runs apart.
    Run,
    /// How a run ended.
    State,
}

/// The unit that a loss is stated in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossUnit {
    /// As it is.
    Nats,
    /// Times ln 2.
    Bits,
    /// The loss is its logarithm.
    Perplexity,
}

impl LossUnit {
    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            LossUnit::Nats => "nats",
            LossUnit::Bits => "bits",
            LossUnit::Perplexity => "ppl",
        }
    }
}

/// What a name says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub quantity: Option<Quantity>,
    /// One of the column's units, where the name states one: (as written, its size).
    pub unit: Option<(String, Exact)>,
    /// Which parameters are counted.
    pub counts: Option<&'static str>,
    pub loss_unit: Option<LossUnit>,
}

use Quantity as Q;

/// Names, lower-case, words joined by `_`, without the folders that exporters put
/// before them.
const NAMES: &[(Quantity, &[&str])] = &[
    (
        Q::N,
        &[
            "n",
            "n_params",
            "n_param",
            "nparams",
            "n_parameters",
            "num_params",
            "num_param",
            "num_parameters",
            "params",
            "parameters",
            "param_count",
            "params_count",
            "parameter_count",
            "parameters_count",
            "model_size",
            "model_params",
            "model_parameters",
            "trainable_params",
        ],
    ),
    (
        Q::D,
        &[
            "d",
            "n_tokens",
            "ntokens",
            "num_tokens",
            "tokens",
            "train_tokens",
            "training_tokens",
            "n_train_tokens",
            "n_training_tokens",
            "num_train_tokens",
            "tokens_seen",
            "seen_tokens",
            "num_tokens_seen",
            "total_tokens",
            "tokens_trained",
            "trained_tokens",
            "consumed_tokens",
            "tokens_consumed",
            "tokens_processed",
            "token_count",
            "tokens_count",
        ],
    ),
    (
        Q::Loss,
        &[
            "l",
            "loss",
            "val_loss",
            "validation_loss",
            "valid_loss",
            "eval_loss",
            "test_loss",
            "final_loss",
            "final_val_loss",
            "final_validation_loss",
            "final_eval_loss",
            "train_loss",
            "training_loss",
            "final_train_loss",
            "lm_loss",
            "ce",
            "ce_loss",
            "cross_entropy",
            "cross_entropy_loss",
            "nll",
            "val_nll",
            "val_ce",
            "xent",
            "loss_val",
            "loss_eval",
            "loss_validation",
            "loss_train",
            "loss_test",
        ],
    ),
    (Q::Unique, &["unique_tokens", "n_unique_tokens", "num_unique_tokens"]),
    (Q::Group, &["group"]),
    (Q::Weight, &["weight", "weights"]),
    (
        Q::Sigma,
        &[
            "sigma",
            "σ",
            "stderr",
            "std_err",
            "loss_sigma",
            "loss_stderr",
            "loss_std_err",
            "loss_se",
        ],
    ),
    (
        Q::Compute,
        &[
            "c",
            "flop",
            "flops",
            "compute",
            "train_flops",
            "training_flops",
            "total_flops",
            "total_flop",
            "training_flop",
            "train_compute",
            "training_compute",
            "num_flops",
            "n_flops",
            "c_flops",
            "compute_flops",
            "flops_total",
        ],
    ),
    (
        Q::TokensPerParameter,
        &[
            "tpp",
            "tokens_per_param",
            "tokens_per_parameter",
            "token_per_param",
            "d_n",
            "d_over_n",
            "tokens_per_params",
            "tokens_params",
            "tokens_param",
        ],
    ),
    (
        Q::Perplexity,
        &[
            "ppl",
            "perplexity",
            "val_ppl",
            "val_perplexity",
            "eval_ppl",
            "eval_perplexity",
            "validation_ppl",
            "validation_perplexity",
            "test_ppl",
            "test_perplexity",
            "train_ppl",
            "train_perplexity",
        ],
    ),
    (
        Q::Bits,
        &[
            "bpb",
            "bits_per_byte",
            "bpc",
            "bits_per_char",
            "bits_per_character",
            "bits_per_token",
            "bpt",
            "val_bpb",
            "eval_bpb",
            "loss_bits",
            "loss_bpb",
        ],
    ),
    (
        Q::Accuracy,
        &[
            "acc",
            "accuracy",
            "val_acc",
            "val_accuracy",
            "eval_acc",
            "eval_accuracy",
            "test_acc",
            "test_accuracy",
            "acc_norm",
            "f1",
            "auc",
            "auroc",
            "score",
            "bleu",
            "exact_match",
            "em",
            "pass_1",
            "mmlu",
        ],
    ),
    (
        Q::Batch,
        &[
            "batch",
            "batch_size",
            "bs",
            "global_batch_size",
            "gbs",
            "gbsz",
            "train_batch_size",
            "total_batch_size",
        ],
    ),
    (
        Q::Steps,
        &[
            "step",
            "steps",
            "n_steps",
            "num_steps",
            "train_steps",
            "training_steps",
            "global_step",
            "max_steps",
            "iter",
            "iters",
            "iteration",
            "iterations",
            "total_steps",
            "epoch",
        ],
    ),
    (
        Q::Sequence,
        &[
            "seq",
            "seq_len",
            "seqlen",
            "seq_length",
            "sequence_length",
            "context",
            "context_length",
            "context_len",
            "ctx",
            "ctx_len",
            "n_ctx",
            "block_size",
            "max_seq_len",
            "max_seq_length",
        ],
    ),
    (
        Q::Setting,
        &[
            "lr",
            "learning_rate",
            "max_lr",
            "peak_lr",
            "init_lr",
            "base_lr",
            "eta",
            "warmup",
            "warmup_steps",
            "warmup_ratio",
            "weight_decay",
            "wd",
            "beta1",
            "beta2",
            "adam_beta1",
            "adam_beta2",
            "momentum",
            "dropout",
            "optimizer",
            "schedule",
            "lr_schedule",
            "scheduler",
            "clip",
            "grad_clip",
            "z_loss",
            "mup",
            "init_std",
        ],
    ),
    (
        Q::Run,
        &[
            "run",
            "run_id",
            "run_name",
            "name",
            "id",
            "display_name",
            "experiment",
            "experiment_name",
            "run_uuid",
            "model_name",
            "tags_mlflow_runname",
        ],
    ),
    (Q::State, &["state", "status", "run_state", "run_status"]),
];

/// Names of N that also say what is counted.
const COUNTED: &[(&str, &[&str])] = &[
    (
        "non-embedding",
        &[
            "non_embedding_params",
            "non_embedding_parameters",
            "nonembedding_params",
            "n_params_non_embedding",
            "params_non_embedding",
            "n_non_embedding",
            "non_emb_params",
            "params_non_emb",
            "n_params_no_emb",
            "params_no_embedding",
            "n_params_no_embedding",
        ],
    ),
    (
        "active",
        &[
            "active_params",
            "active_parameters",
            "n_active",
            "n_active_params",
            "n_params_active",
            "activated_params",
            "num_active_params",
            "params_active",
        ],
    ),
    (
        "total",
        &[
            "total_params",
            "total_parameters",
            "n_total",
            "n_total_params",
            "params_total",
            "n_params_total",
            "num_total_params",
        ],
    ),
];

/// Folders that exporters put before a name.
const FOLDERS: &[&str] = &[
    "config",
    "summary",
    "summary_metrics",
    "params",
    "metrics",
    "metric",
    "data",
    "model",
    "run",
    "hparams",
    "hyperparameters",
    "args",
    "cfg",
    "attributes",
    "_wandb",
    "results",
    "tags",
];

/// Units by name, and how many one is.
const UNITS: &[(&[&str], &str)] = &[
    (&["k", "thousand", "thousands"], "1e3"),
    (&["m", "mn", "mio", "million", "millions", "mega"], "1e6"),
    (&["b", "bn", "g", "billion", "billions", "giga"], "1e9"),
    (&["t", "tn", "trillion", "trillions", "tera"], "1e12"),
    (&["1e3", "10^3", "10³"], "1e3"),
    (&["1e6", "10^6", "10⁶"], "1e6"),
    (&["1e9", "10^9", "10⁹"], "1e9"),
    (&["1e12", "10^12", "10¹²"], "1e12"),
    (&["ones", "1"], "1"),
];

/// The size of a unit by its name.
pub(super) fn unit(name: &str) -> Option<Exact> {
    let name = name.trim().to_lowercase();
    let found = UNITS.iter().find(|(names, _)| names.contains(&name.as_str()));
    found.and_then(|(_, size)| size.parse().ok())
}

/// What a column's name says.
pub(super) fn said(name: &str) -> Said {
    let (bare, note) = match noted(name.trim()) {
        Some((bare, note)) => (bare, Some(note)),
        None => (name.trim(), None),
    };
    let whole = words(bare).join("_");
    let mut found = looked_up(&whole).unwrap_or_default();
    if found.quantity.is_none()
        && let Some((rest, suffix)) = whole.rsplit_once('_')
    {
        // `params_m`, `tokens_in_billions`: a unit where what is left is a size.
        let rest = rest.strip_suffix("_in").unwrap_or(rest);
        if let (Some(said), Some(size)) = (looked_up(rest), unit(suffix))
            && said.quantity.is_some_and(Quantity::has_units)
        {
            found = Said { unit: Some((suffix.into(), size)), ..said };
        }
    }
    if found.quantity.is_none() && rate(&whole) {
        found.quantity = Some(Q::Rate);
    }
    let Some(note) = note else { return found };
    // A note that says nothing known makes the name unknown: it is asked about.
    match (noted_unit(note), noted_loss(note)) {
        (Some(size), _)
            if found.quantity.is_some_and(Quantity::has_units) && found.unit.is_none() =>
        {
            found.unit = Some((note.trim().into(), size));
            found
        }
        (_, Some(unit)) if found.quantity == Some(Q::Loss) => {
            found.loss_unit = Some(unit);
            found
        }
        _ if harmless(note) => found,
        _ => Said::default(),
    }
}

impl Quantity {
    /// Whether it is counted in ones, thousands, millions…
    fn has_units(self) -> bool {
        matches!(self, Q::N | Q::D | Q::Unique | Q::Compute)
    }
}

fn looked_up(name: &str) -> Option<Said> {
    let quantity = NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(q, _)| *q);
    if quantity.is_some() {
        return Some(Said { quantity, ..Said::default() });
    }
    let counted = COUNTED.iter().find(|(_, names)| names.contains(&name));
    counted.map(|(counts, _)| Said {
        quantity: Some(Q::N),
        counts: Some(counts),
        ..Said::default()
    })
}

/// A quantity per something: no size, whatever it resembles.
fn rate(name: &str) -> bool {
    let words: Vec<&str> = name.split('_').collect();
    words.iter().any(|w| {
        matches!(
            *w,
            "per" | "rate" | "ratio" | "throughput" | "tps" | "second" | "sec" | "fraction"
        )
    })
}

/// `params (M)`, `params [M]`: the name and its note.
fn noted(name: &str) -> Option<(&str, &str)> {
    let open = match name.chars().last()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let at = name.rfind(open).filter(|at| *at > 0)?;
    Some((name[..at].trim_end(), &name[at + 1..name.len() - 1]))
}

/// The unit that a note states: `M`, `in millions`, `× 1e6`, `M params`.
fn noted_unit(note: &str) -> Option<Exact> {
    let note = note.trim().trim_start_matches(['×', 'x', '*']).trim();
    let of = ["params", "parameters", "tokens", "flop", "flops", "of", "in"];
    let left: Vec<&str> = note.split_whitespace().collect();
    let left: Vec<&&str> =
        left.iter().filter(|w| !of.contains(&w.to_lowercase().as_str())).collect();
    match left.as_slice() {
        [only] => unit(only),
        _ => None,
    }
}

fn noted_loss(note: &str) -> Option<LossUnit> {
    match note.trim().to_lowercase().as_str() {
        "nats" | "nat" | "nats/token" | "nats per token" => Some(LossUnit::Nats),
        "bits" | "bit" | "bits/token" | "bits per token" => Some(LossUnit::Bits),
        _ => None,
    }
}

/// Notes that name what is counted and no unit.
fn harmless(note: &str) -> bool {
    matches!(
        note.trim().to_lowercase().as_str(),
        "params" | "parameters" | "tokens" | "flop" | "flops" | "#" | "count" | "final" | "val"
    )
}

/// The words of a name, lower-case, without the folders before it: at `/`, `.`,
/// spaces, dashes, and where a capital follows a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        if matches!(c, '/' | '.' | '_' | '-' | ' ' | ':') {
            words.push(String::new());
        } else {
            if c.is_uppercase() && before.is_lowercase() {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    let folder = |word: &String| FOLDERS.contains(&word.as_str());
    // Only what stands before a separator of folders is one.
    let parts: Vec<&str> = name.split(['/', '.']).collect();
    let folders = parts[..parts.len() - 1].iter().map(|p| p.trim().to_lowercase());
    let skipped = folders.take_while(|part| FOLDERS.contains(&part.as_str())).count();
    let mut left = skipped;
    while left > 0 && words.first().is_some_and(&folder) {
        words.remove(0);
        left -= 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_exporters_are_known() {
        for (name, quantity) in [
            ("config/model.n_params", Q::N),
            ("N", Q::N),
            ("Num Params", Q::N),
            ("numParams", Q::N),
            ("params.n_params", Q::N),
            ("non_embedding_params", Q::N),
            ("metrics.val_loss", Q::Loss),
            ("eval/loss", Q::Loss),
            ("summary/eval/loss", Q::Loss),
            ("Loss", Q::Loss),
            ("TOKENS", Q::D),
            ("train/tokens_seen", Q::Rate),
            ("tokens_per_param", Q::TokensPerParameter),
            ("D/N", Q::TokensPerParameter),
            ("tokens_per_second", Q::Rate),
            ("learning_rate", Q::Setting),
            ("perplexity", Q::Perplexity),
            ("bits_per_byte", Q::Bits),
            ("State", Q::State),
        ] {
            let found = said(name).quantity;
            // A folder that is none of the known ones makes a name unknown.
            let expected = (name != "train/tokens_seen").then_some(quantity);
            assert_eq!(found, expected, "{name}");
        }
        for name in ["x", "note", "params (est.)", "loss_b", "corpus", "size"] {
            assert_eq!(said(name).quantity, None, "{name}");
        }
    }

    #[test]
    fn units_in_names_are_read() {
        for (name, size) in [
            ("params (M)", "1e6"),
            ("params_m", "1e6"),
            ("Tokens [B]", "1e9"),
            ("tokens_in_billions", "1e9"),
            ("n_tokens_b", "1e9"),
            ("tokens (in trillions)", "1e12"),
            ("params (×1e6)", "1e6"),
            ("params (M params)", "1e6"),
            ("N_k", "1e3"),
        ] {
            let found = said(name).unit.map(|(_, size)| size);
            assert_eq!(found, size.parse().ok(), "{name}");
        }
        assert_eq!(said("loss (bits)").loss_unit, Some(LossUnit::Bits));
        assert_eq!(said("n_params_non_embedding").counts, Some("non-embedding"));
        assert_eq!(said("n_params").unit, None);
    }
}
