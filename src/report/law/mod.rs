//! What a law is, printed from the one definition that everything else
//! evaluates: here it is evaluated on symbols.

mod fpcore;
mod json;
mod latex;
mod page;
mod python;
mod rocq;

pub use fpcore::fpcore;
pub use json::{json, json_list};
pub use latex::latex;
pub use page::{list, page};
pub use python::python;
pub use rocq::{rocq, rocq_list};

use crate::law::{Law, Parameter, Point, RATIO, SIZES, Size};
use crate::number::{Name, Notation, Shared, Symbol, gradient};

/// A law evaluated on symbols.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The law.
    pub law: Law,
    /// Its parameters as symbols, in its order.
    pub parameters: Vec<Symbol>,
    /// The sizes that occur in it: N, perhaps D, perhaps U.
    pub sizes: Vec<(Size, Symbol)>,
    /// L, operation by operation as it is computed.
    pub loss: Symbol,
    /// ∂L/∂θ from dual numbers, simplified.
    pub gradient: Vec<Symbol>,
    /// Every exponent gap; empty for a reduced model.
    pub gaps: Vec<Symbol>,
    /// k at a point: D/N, or what the law puts in its place.
    pub ratio: Symbol,
    /// The exponent on k.
    pub ray_exponent: Symbol,
    /// ψ(k); None for a reduced model, where it is a parameter.
    pub psi: Option<Symbol>,
    /// The other parameter sets with the same loss on a ray.
    pub twins: Vec<Vec<Symbol>>,
}

/// A formula and what it is called: ∂L/∂α in each notation.
struct Equation {
    name: Name,
    formula: Symbol,
}

impl Sheet {
    /// Evaluates the law on symbols.
    pub fn new(law: &Law) -> Self {
        let about = law.about();
        let parameters: Vec<Symbol> = about.parameters.iter().map(parameter).collect();
        let [n, d, unique] = SIZES.each_ref().map(size);
        let (inputs, others): (Vec<Size>, Vec<Symbol>) = match law {
            Law::Typed(typed) => (
                typed.inputs().iter().map(|input| input.size).collect(),
                typed.other_sizes().map(|s| size(&s)).collect(),
            ),
            _ => (SIZES.to_vec(), Vec::new()),
        };
        let at = Point { n, d, unique, others };
        let loss = law.loss(&parameters, &at);
        let (_, slopes) = gradient(
            |theta| {
                let constant = |x: &Symbol| crate::number::Dual::constant(x.clone());
                law.loss(theta, &at.map(constant))
            },
            &parameters,
        );
        let k = size(&RATIO);
        let occurring = loss.variables();
        let sizes = inputs.iter().map(|s| (*s, size(s)));
        let simplified =
            |list: Vec<Symbol>| list.iter().map(Symbol::simplified).collect::<Vec<_>>();
        Sheet {
            sizes: sizes
                .filter(|(s, _)| occurring.iter().any(|v| *v.ascii == *safe(s.name)))
                .collect(),
            gradient: simplified(slopes),
            gaps: if about.reduced.is_some() { simplified(law.gaps(&parameters)) } else { vec![] },
            ratio: law.ratio(&parameters, &at),
            ray_exponent: law.ray_exponent(&parameters).simplified(),
            psi: about.reduced.map(|_| law.psi(&parameters, &k)),
            twins: law.twins(&parameters, &k).into_iter().map(simplified).collect(),
            law: law.clone(),
            loss,
            parameters,
        }
    }

    /// L and its partial derivatives, named.
    fn equations(&self) -> Vec<Equation> {
        let arguments = |names: fn(&Size) -> &'static str| {
            self.sizes.iter().map(|(size, _)| names(size)).collect::<Vec<_>>().join(", ")
        };
        let loss = Equation {
            name: Name {
                ascii: "loss".into(),
                unicode: format!("L({})", arguments(|s| s.symbol)).into(),
                latex: format!("L({})", arguments(|s| s.latex)).into(),
            },
            formula: self.loss.clone(),
        };
        let slopes = self.law.about().parameters.iter().zip(&self.gradient).map(|(p, slope)| {
            let name = Name {
                ascii: format!("d_{}", p.name).into(),
                unicode: format!("∂L/∂{}", p.symbol).into(),
                latex: format!(r"\frac{{\partial L}}{{\partial {}}}", p.latex).into(),
            };
            Equation { name, formula: slope.clone() }
        });
        std::iter::once(loss).chain(slopes).collect()
    }

    /// The equations as they are, those that print in `width` characters of
    /// text; where one does not, all but a short L in terms of named common
    /// parts, which come first.
    fn readable(&self, width: usize) -> (Vec<(Symbol, Symbol)>, Vec<Equation>) {
        let mut equations = self.equations();
        let long = |x: &Symbol| x.print(Notation::Unicode).chars().count() > width;
        if !equations.iter().any(|e| long(&e.formula)) {
            return (Vec::new(), equations);
        }
        let kept = usize::from(!long(&self.loss));
        let equations_in_parts = &mut equations[kept..];
        let formulas: Vec<Symbol> =
            equations_in_parts.iter().map(|e| e.formula.simplified()).collect();
        let shared = Shared::new(&formulas, 5);
        for (equation, formula) in equations_in_parts.iter_mut().zip(shared.formulas) {
            equation.formula = formula;
        }
        (shared.definitions, equations)
    }

    /// Whether k is D/N and not a ratio of discounted sizes.
    fn plain_ratio(&self) -> bool {
        let [n, d, _] = SIZES.each_ref().map(size);
        self.ratio == d / n
    }

    /// The names of the sizes, then of the parameters: the arguments of a
    /// program.
    fn arguments(&self) -> Vec<String> {
        let sizes = self.sizes.iter().map(|(size, _)| size.name);
        sizes.chain(self.law.about().parameters.iter().map(|p| p.name)).map(safe).collect()
    }

    /// What the theory of rays says is about laws that declare a pair of terms.
    fn has_rays(&self) -> bool {
        !matches!(self.law, Law::Typed(_))
    }
}

/// Words of Python and Rocq, and functions that formulas call there.
const TAKEN: [&str; 52] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "exp", "finally", "for", "forall", "from", "fun",
    "global", "if", "import", "in", "is", "lambda", "let", "log", "loss", "match", "nonlocal",
    "not", "or", "pass", "raise", "return", "sqrt", "then", "try", "while", "with", "yield",
    "exists", "at", "end", "fix", "ln", "PI", "R", "return",
];

/// A name that programs may use: those that they need themselves get an underscore, and
/// so do those of common parts, t1, t2, ….
fn safe(name: &str) -> String {
    let number = name.strip_prefix('t').unwrap_or_default();
    let part = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    if part || TAKEN.contains(&name) { format!("{name}_") } else { name.into() }
}

/// How the law is asked for on a command line.
fn spelling(law: &Law) -> String {
    match law {
        Law::Typed(_) => format!("'{law}'"),
        law => law.to_string(),
    }
}

fn parameter(p: &Parameter) -> Symbol {
    Symbol::variable(&safe(p.name), p.symbol, p.latex)
}

fn size(s: &Size) -> Symbol {
    Symbol::variable(&safe(s.name), s.symbol, s.latex)
}

/// The law's id as an identifier of programs.
pub(super) fn identifier(law: &Law) -> String {
    let frozen = if law.to_string().contains(':') { "_frozen" } else { "" };
    format!("{}{frozen}", law.about().id.replace('-', "_"))
}
