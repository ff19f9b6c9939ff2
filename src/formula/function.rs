//! The functions of the language.

/// Names of functions, and what they take.
///
/// `log` is the natural logarithm. `sigmoid(x)` is 1/(1 + e^−x), `softplus(x)` is
/// ln(1 + e^x) and `tanh(x)` is 2/(1 + e^−2x) − 1, computed so.
pub const FUNCTIONS: [(&str, &str); 14] = [
    ("abs", "x"),
    ("exp", "x"),
    ("ln", "x"),
    ("log", "x"),
    ("log2", "x"),
    ("log10", "x"),
    ("sqrt", "x"),
    ("sigmoid", "x"),
    ("tanh", "x"),
    ("softplus", "x"),
    ("min", "x, y, …"),
    ("max", "x, y, …"),
    ("where", "a <= b, x, y"),
    ("sum", "term, i, first, last"),
];

/// A function of values alone; `where` and `sum` are forms of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Abs,
    Exp,
    Ln,
    Log2,
    Log10,
    Sqrt,
    Sigmoid,
    Tanh,
    Softplus,
    Min,
    Max,
}

impl Function {
    /// The function of that name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "abs" => Function::Abs,
            "exp" => Function::Exp,
            "ln" | "log" => Function::Ln,
            "log2" => Function::Log2,
            "log10" => Function::Log10,
            "sqrt" => Function::Sqrt,
            "sigmoid" => Function::Sigmoid,
            "tanh" => Function::Tanh,
            "softplus" => Function::Softplus,
            "min" => Function::Min,
            "max" => Function::Max,
            _ => return None,
        })
    }

    /// How many values it takes: exactly so many, or none for "one or more".
    pub fn takes(self) -> Option<usize> {
        (!matches!(self, Function::Min | Function::Max)).then_some(1)
    }
}
