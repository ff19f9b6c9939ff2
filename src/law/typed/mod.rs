//! A law that was typed: a formula, its inputs, and what the formula itself says of
//! its parameters.
//!
//! Everything above this floor sees one more [`Law`](super::Law). Its loss is a
//! [`Tape`], run in whatever kind of number is asked for; the theory of rays is silent
//! about it, as its formula declares no pair of terms.

mod file;
mod names;
mod roles;

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

pub use file::LawFileError;
use file::Notes;
use names::{ascii, latex, symbol};

use super::about::SIZES;
use super::{About, Parameter, Point, Role, Size};
use crate::formula::{Formula, FormulaError, Tape};
use crate::number::Scalar;

/// Different laws that one run of a program may type; each is kept while it runs.
const MOST_LAWS: usize = 20_000;
/// Parameters of a law, at most.
const MOST_PARAMETERS: usize = 32;

/// A law that was typed, or read from a law file.
///
/// ```
/// use offray::law::{Law, Point, Typed};
/// let law = Law::from(Typed::new(&"E + A*N^-alpha + B*D^-beta".parse()?, &["N", "D"])?);
/// assert_eq!(law.to_string(), "L(N, D) = E + A*N^-alpha + B*D^-beta");
/// assert_eq!(Law::named(&law.to_string())?, law);
/// let names: Vec<&str> = law.about().parameters.iter().map(|p| p.name).collect();
/// assert_eq!(names, ["E", "A", "alpha", "B", "beta"]);
/// let at = Point::new(1e4, 1e6);
/// assert_eq!(law.loss(&[1.69, 406.4, 0.5, 410.7, 0.5], &at), 1.69 + 406.4 / 100.0 + 410.7 / 1e3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Typed(&'static Recipe);

/// What a typed law is.
struct Recipe {
    about: About,
    spelling: String,
    tape: Tape,
    /// What each name of the formula is.
    slots: Vec<Slot>,
    inputs: Vec<Input>,
    notes: Notes,
}

/// An input of a law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The name in the formula, and of its column unless it is N, D or U.
    pub name: String,
    /// What stands for it in print.
    pub size: Size,
    slot: Slot,
}

/// What a name of a formula is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Theta(usize),
    N,
    D,
    Unique,
    Other(usize),
}

/// Why a formula is no law.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypedError {
    /// Not of the language.
    #[error("the formula, {0}")]
    Formula(#[from] FormulaError),
    /// Nothing to fit.
    #[error("the formula has no parameter: every name in it is an input ({0})")]
    NoParameter(String),
    /// More than there is room for.
    #[error("the formula has {0} parameters, more than {MOST_PARAMETERS}: use fewer names")]
    Parameters(usize),
    /// An input that does not occur.
    #[error("'{0}' is declared an input, but does not occur in the formula: leave it out")]
    Unused(String),
    /// Two names that print alike.
    #[error("'{0}' and '{1}' are one name: use one spelling")]
    Alike(String, String),
    /// The inputs are not said.
    #[error("the formula does not say what is an input: begin with L(N, D) = or your own inputs")]
    Undeclared,
    /// Too many laws.
    #[error("more than {MOST_LAWS} different formulas in one run: start another")]
    Laws,
}

static KNOWN: LazyLock<Mutex<HashMap<String, &'static Recipe>>> = LazyLock::new(Mutex::default);

/// Text that lives as long as the program: laws are few, and kept once each.
fn kept(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

impl Typed {
    /// The law of a formula in which these names are inputs and the others parameters.
    ///
    /// # Errors
    /// Where there is no parameter, an input does not occur, or names collide.
    pub fn new(formula: &Formula, inputs: &[&str]) -> Result<Self, TypedError> {
        if let Some(unused) = inputs.iter().find(|i| !formula.names().iter().any(|n| n == *i)) {
            return Err(TypedError::Unused((*unused).into()));
        }
        let occurring: Vec<&str> =
            formula.names().iter().map(String::as_str).filter(|n| inputs.contains(n)).collect();
        let spelling = formula.declaring(&occurring);
        Self::kept(spelling, |spelling| recipe(formula, &occurring, spelling))
    }

    /// The law of a formula that declares its inputs: `L(N, D) = …`.
    pub fn declared(text: &str) -> Result<Self, TypedError> {
        let formula: Formula = text.parse()?;
        let inputs = formula.declared().ok_or(TypedError::Undeclared)?;
        Self::new(&formula, &inputs.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The law of that key, made where it is not known yet.
    fn kept(
        key: String,
        make: impl FnOnce(String) -> Result<Recipe, TypedError>,
    ) -> Result<Self, TypedError> {
        let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(recipe) = known.get(&key) {
            return Ok(Typed(recipe));
        }
        if known.len() >= MOST_LAWS {
            return Err(TypedError::Laws);
        }
        let recipe: &'static Recipe = Box::leak(Box::new(make(key.clone())?));
        known.insert(key, recipe);
        Ok(Typed(recipe))
    }

    /// Names, roles, and where the formula comes from.
    pub fn about(&self) -> &'static About {
        &self.0.about
    }

    /// The inputs, in the order of the formula.
    pub fn inputs(&self) -> &'static [Input] {
        &self.0.inputs
    }

    /// The inputs but N, D and U: names of columns, in the order of
    /// [`Point::others`].
    pub fn others(&self) -> impl Iterator<Item = &'static str> {
        let other = |input: &&Input| matches!(input.slot, Slot::Other(_));
        self.0.inputs.iter().filter(other).map(|input| input.name.as_str())
    }

    /// Those inputs as they stand in print.
    pub fn other_sizes(&self) -> impl Iterator<Item = Size> {
        let other = |input: &&Input| matches!(input.slot, Slot::Other(_));
        self.0.inputs.iter().filter(other).map(|input| input.size)
    }

    /// L at a point, operation by operation as the formula says.
    pub fn loss<S: Scalar>(&self, theta: &[S], at: &Point<S>) -> S {
        assert_eq!(theta.len(), self.0.about.parameters.len(), "parameters");
        self.0.tape.run(&self.values(theta, at))
    }

    /// The pairs that the formula compares.
    pub fn switches<S: Scalar>(&self, theta: &[S], at: &Point<S>) -> Vec<[S; 2]> {
        self.0.tape.switches(&self.values(theta, at))
    }

    fn values<'a, S>(&self, theta: &'a [S], at: &'a Point<S>) -> Vec<&'a S> {
        let value = |slot: &Slot| match *slot {
            Slot::Theta(p) => &theta[p],
            Slot::N => &at.n,
            Slot::D => &at.d,
            Slot::Unique => &at.unique,
            Slot::Other(i) => &at.others[i],
        };
        self.0.slots.iter().map(value).collect()
    }
}

impl PartialEq for Typed {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Typed {}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Typed({self})")
    }
}

impl std::fmt::Display for Typed {
    /// The formula on one line, its inputs declared: what [`Typed::declared`] reads.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.spelling)
    }
}

fn recipe(formula: &Formula, inputs: &[&str], spelling: String) -> Result<Recipe, TypedError> {
    let mut names: Vec<(String, &str)> = Vec::new();
    for name in formula.names() {
        let program = ascii(name);
        match names.iter().find(|(other, _)| *other == program) {
            Some((_, other)) => return Err(TypedError::Alike((*other).into(), name.clone())),
            None => names.push((program, name)),
        }
    }
    let (mut slots, mut found, mut parameters) = (Vec::new(), Vec::new(), Vec::new());
    for (program, name) in &names {
        if !inputs.contains(name) {
            slots.push(Slot::Theta(parameters.len()));
            parameters.push((program.clone(), *name));
            continue;
        }
        let others = found.iter().filter(|i: &&Input| matches!(i.slot, Slot::Other(_))).count();
        let (slot, size) = match *name {
            "N" => (Slot::N, SIZES[0]),
            "D" => (Slot::D, SIZES[1]),
            "U" => (Slot::Unique, SIZES[2]),
            _ => (Slot::Other(others), input(program, name)),
        };
        found.push(Input { name: (*name).into(), size, slot });
        slots.push(slot);
    }
    if parameters.is_empty() {
        return Err(TypedError::NoParameter(inputs.join(", ")));
    }
    if parameters.len() > MOST_PARAMETERS {
        return Err(TypedError::Parameters(parameters.len()));
    }
    let tape = formula.tape();
    let is_parameter: Vec<bool> = slots.iter().map(|s| matches!(s, Slot::Theta(_))).collect();
    let known = roles::of(&tape, &is_parameter);
    let parameters: Vec<Parameter> = (parameters.into_iter().zip(&known.roles))
        .map(|((program, name), (role, search))| Parameter {
            symbol: kept(symbol(name)),
            latex: kept(latex(name)),
            name: kept(program),
            role: *role,
            unit: "",
            meaning: meaning(*role),
            search: *search,
        })
        .collect();
    let columns: Vec<usize> = (0..parameters.len()).collect();
    let about = About {
        id: "formula",
        name: "Typed formula",
        formula: kept(spelling.clone()),
        citation: "typed",
        domain: "where every logarithm, root, power and quotient in the formula is defined",
        parameters: Box::leak(parameters.into_boxed_slice()),
        pair: &[],
        linear: Box::leak(known.linear.into_boxed_slice()),
        power: None,
        ray_columns: Box::leak(columns.into_boxed_slice()),
        reduced: None,
    };
    Ok(Recipe { about, spelling, tape, slots, inputs: found, notes: Notes::default() })
}

fn input(program: &str, name: &str) -> Size {
    Size {
        name: kept(program.into()),
        symbol: kept(symbol(name)),
        latex: kept(latex(name)),
        unit: "",
        meaning: "input",
    }
}

/// What a role means, where nobody said more.
fn meaning(role: Role) -> &'static str {
    match role {
        Role::Offset => "added to the rest; not negative unless --bounds says so",
        Role::Scale => "multiplies a positive term; positive unless --bounds says so",
        Role::Exponent => "an exponent",
        Role::Plain => "of either sign",
    }
}
