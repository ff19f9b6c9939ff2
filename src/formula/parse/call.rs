//! What is written like a call: functions, `where` and sums.

use super::{MOST_OPERATIONS, Parser, said};
use crate::formula::function::Function;
use crate::formula::lex::Token;
use crate::formula::{Binary, FUNCTIONS, FormulaError, Node, meant};

impl Parser {
    /// `name(…)`.
    pub(super) fn call(&mut self, name: &str) -> Result<usize, FormulaError> {
        let function = Function::named(name);
        if function.is_none() && !matches!(name, "where" | "sum") {
            let names = FUNCTIONS.map(|(name, _)| name);
            return Err(self.error(format!(
                "no function '{name}': {}; a product needs its *",
                meant(name, "functions", names)
            )));
        }
        self.take();
        self.expect('(')?;
        let Some(function) = function else {
            return if name == "sum" { self.series() } else { self.piecewise() };
        };
        let mut values = vec![self.sum(0)?];
        while self.accept(',') {
            values.push(self.sum(0)?);
        }
        self.expect(')')?;
        match function.takes() {
            Some(count) if count != values.len() => {
                Err(self.error(format!("'{name}' takes one value, not {}", values.len())))
            }
            _ => self.node(Node::Call(function, values)),
        }
    }

    /// What follows `where(`.
    fn piecewise(&mut self) -> Result<usize, FormulaError> {
        let a = self.sum(0)?;
        let Token::Sign(sign @ ('<' | '>' | '≤' | '≥')) = *self.peek() else {
            let found = said(self.peek());
            return Err(self.error(format!(
                "{found} where a comparison should be, as in where(a <= b, x, y)"
            )));
        };
        self.take();
        let b = self.sum(0)?;
        self.expect(',')?;
        let x = self.sum(0)?;
        self.expect(',')?;
        let y = self.sum(0)?;
        self.expect(')')?;
        self.node(Node::Where(match sign {
            '≤' => [a, b, x, y],
            '≥' => [b, a, x, y],
            '<' => [b, a, y, x],
            _ => [a, b, y, x],
        }))
    }

    /// What follows `sum(`: the term is read once for each value of the index.
    fn series(&mut self) -> Result<usize, FormulaError> {
        let term = self.next;
        self.skip_to_comma()?;
        let index = match self.take() {
            Token::Name(name) => name,
            found => {
                self.next -= 1;
                return Err(self.error(format!(
                    "{} where the index should be, as in sum(t[i]*p[i], i, 1, 5)",
                    said(&found)
                )));
            }
        };
        self.expect(',')?;
        let first = self.whole()?;
        self.expect(',')?;
        let last = self.whole()?;
        if last < first || last - first >= MOST_OPERATIONS as i64 {
            return Err(self.error(format!(
                "a sum from {first} to {last}: write the smaller first, at most \
                 {MOST_OPERATIONS} terms"
            )));
        }
        self.expect(')')?;
        let end = self.next;
        let mut total = None;
        for value in first..=last {
            self.next = term;
            self.indices.push((index.clone(), value));
            let found = self.sum(0)?;
            self.indices.pop();
            self.expect(',')?;
            total = Some(match total {
                None => found,
                Some(sum) => self.node(Node::Binary(Binary::Add, [sum, found]))?,
            });
        }
        self.next = end;
        total.ok_or_else(|| self.error("a sum of no terms".into()))
    }

    /// Past the comma that ends the first argument.
    fn skip_to_comma(&mut self) -> Result<(), FormulaError> {
        let mut open = 0_usize;
        loop {
            match self.peek() {
                Token::Sign(',') if open == 0 => {
                    self.take();
                    return Ok(());
                }
                Token::Sign(')') if open == 0 => {
                    return Err(self.error("a sum needs its index: sum(t[i], i, 1, 5)".into()));
                }
                Token::End => {
                    return Err(self.error("the formula ends where ',' should be".into()));
                }
                Token::Sign('(' | '[') => open += 1,
                Token::Sign(')' | ']') => open = open.saturating_sub(1),
                _ => {}
            }
            self.take();
        }
    }

    fn whole(&mut self) -> Result<i64, FormulaError> {
        let minus = self.accept('-');
        let found = match self.peek() {
            Token::Number(value) => value.to_string().parse::<i64>().ok(),
            _ => None,
        };
        let found = found.filter(|n| *n < 1_000_000);
        let found = found.ok_or_else(|| {
            self.error(format!("{} where a whole number should be", said(self.peek())))
        })?;
        self.take();
        Ok(if minus { -found } else { found })
    }
}
