//! What a law says about itself: the part that is words.

/// Names, units, domain and source of a law.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The name typed on a command line.
    pub id: &'static str,
    /// The name in prose.
    pub name: &'static str,
    /// The formula in the notation of its source.
    pub formula: &'static str,
    /// Where it was published.
    pub citation: &'static str,
    /// Where it is defined, smooth and meant.
    pub domain: &'static str,
    /// Parameters in the order that every function takes them.
    pub parameters: &'static [Parameter],
    /// The columns of the Jacobian that become parallel on a ray at zero gap,
    /// as indices of parameters.
    pub pair: &'static [usize],
    /// The parameters in which the loss is linear, as indices.
    pub linear: &'static [usize],
    /// The exponent of an outer power, as an index: the loss to the power of its
    /// inverse is a sum of terms, one for each offset and each scale of the pair.
    pub power: Option<usize>,
    /// The columns of the model whose ray spectrum the theory speaks of, where
    /// that is not all of them.
    pub ray_columns: &'static [usize],
    /// The id of the reduced model, for laws that have one.
    pub reduced: Option<&'static str>,
}

/// One parameter of a law.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// ASCII name: JSON keys, options, Python and Rocq.
    pub name: &'static str,
    /// Symbol in text.
    pub symbol: &'static str,
    /// Symbol in LaTeX.
    pub latex: &'static str,
    /// What kind of quantity it is.
    pub role: Role,
    /// Unit of measurement.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Range that a search without a starting guess covers.
    pub search: (f64, f64),
}

/// What a law is evaluated at: a size of a run, the ratio of two, or another input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// ASCII name.
    pub name: &'static str,
    /// Symbol in text.
    pub symbol: &'static str,
    /// Symbol in LaTeX.
    pub latex: &'static str,
    /// Unit of measurement.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// The sizes of a run in the order of [`Point`](super::Point): N, D and U.
pub const SIZES: [Size; 3] = [
    Size { name: "N", symbol: "N", latex: "N", unit: "parameters", meaning: "model size" },
    Size {
        name: "D",
        symbol: "D",
        latex: "D",
        unit: "tokens",
        meaning: "training data, repetitions counted",
    },
    Size { name: "U", symbol: "U", latex: "U", unit: "tokens", meaning: "distinct training data" },
];

/// k = D/N, constant on a ray.
pub const RATIO: Size = Size {
    name: "k",
    symbol: "k",
    latex: "k",
    unit: "tokens per parameter",
    meaning: "ratio D/N of a ray",
};

/// The kinds of parameter. Offsets and scales are positive unless told
/// otherwise; exponents and plain ones are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A loss that no amount of scale removes.
    Offset,
    /// A coefficient or a size.
    Scale,
    /// A power.
    Exponent,
    /// Of a typed law: anything else, of either sign.
    Plain,
}

impl Role {
    /// In one word.
    pub fn name(self) -> &'static str {
        match self {
            Role::Offset => "offset",
            Role::Scale => "scale",
            Role::Exponent => "exponent",
            Role::Plain => "plain",
        }
    }

    /// Whether the parameter is bounded below by zero by default.
    pub fn is_positive(self) -> bool {
        matches!(self, Role::Offset | Role::Scale)
    }
}

impl About {
    /// The index of a parameter by its ASCII name.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.parameters.iter().position(|p| p.name == name)
    }
}
