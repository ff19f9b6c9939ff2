//! Naming what several formulas have in common.

use std::collections::HashMap;

use super::{Node, Symbol, Unary};

/// Formulas that share named subexpressions.
#[derive(Clone, Debug)]
pub struct Shared {
    /// (variable, its definition), each in terms of those before it.
    pub definitions: Vec<(Symbol, Symbol)>,
    /// The formulas in terms of the definitions.
    pub formulas: Vec<Symbol>,
}

impl Shared {
    /// Names every subexpression of at least `least` nodes that occurs more
    /// than once among the formulas t1, t2, … and writes the formulas with
    /// those names.
    ///
    /// ```
    /// use offray::number::{Notation, Scalar, Shared, Symbol};
    /// let [a, b, x] = ["a", "b", "x"].map(Symbol::named);
    /// let shared = Shared::new(&[&a * x.exp(), &b * x.exp()], 2);
    /// assert_eq!(shared.definitions[0].1.print(Notation::Python), "exp(x)");
    /// assert_eq!(shared.formulas[1].print(Notation::Python), "b * t1");
    /// ```
    pub fn new(formulas: &[Symbol], least: u64) -> Self {
        let mut uses = HashMap::new();
        formulas.iter().for_each(|x| count(x, &mut uses));
        let mut shared = Shared { definitions: Vec::new(), formulas: Vec::new() };
        let named = |x: &Symbol| uses[x] > 1 && x.size() >= least && worth_naming(x);
        let mut known = HashMap::new();
        for formula in formulas {
            let formula = shared.rewrite(formula, &named, &mut known);
            shared.formulas.push(formula);
        }
        shared
    }

    fn rewrite<'a>(
        &mut self,
        x: &'a Symbol,
        named: &impl Fn(&Symbol) -> bool,
        known: &mut HashMap<&'a Symbol, Symbol>,
    ) -> Symbol {
        if let Some(done) = known.get(x) {
            return done.clone();
        }
        let operands: Vec<Symbol> =
            x.children().into_iter().map(|c| self.rewrite(c, named, known)).collect();
        let mut done = if operands.is_empty() { x.clone() } else { x.with_children(&operands) };
        if named(x) {
            let number = self.definitions.len() + 1;
            let subscript: String = number
                .to_string()
                .bytes()
                .filter_map(|digit| char::from_u32('₀' as u32 + u32::from(digit - b'0')))
                .collect();
            let name = Symbol::variable(
                &format!("t{number}"),
                &format!("t{subscript}"),
                &format!("t_{{{number}}}"),
            );
            self.definitions.push((name.clone(), done));
            done = name;
        }
        known.insert(x, done.clone());
        done
    }
}

/// How often each distinct subexpression is an operand or a formula.
fn count<'a>(x: &'a Symbol, uses: &mut HashMap<&'a Symbol, usize>) {
    let times = uses.entry(x).or_insert(0);
    *times += 1;
    if *times == 1 {
        x.children().into_iter().for_each(|c| count(c, uses));
    }
}

fn worth_naming(x: &Symbol) -> bool {
    !matches!(x.node(), Node::Constant(_) | Node::Variable(_) | Node::Unary(Unary::Neg, _))
}
