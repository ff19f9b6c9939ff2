//! From words to a tree, by precedence climbing.

use super::lex::{Token, words};
use super::{Binary, FormulaError, Function, Node};
use crate::law::meant;

/// A longer text is no formula that anybody typed.
const LONGEST: usize = 10_000;
/// Parentheses, minuses and powers inside one another, at most: the parser and
/// the evaluation call themselves so deep.
const DEEPEST: usize = 200;
/// Operators in a formula, at most.
const MOST_OPERATORS: usize = 1000;

/// The tree of a text, and the names in it.
pub(super) fn parse(text: &str) -> Result<(Node, Vec<String>), FormulaError> {
    if text.len() > LONGEST {
        return Err(FormulaError { at: LONGEST, problem: "the formula is too long".into() });
    }
    let mut parser =
        Parser { words: words(text)?, next: 0, depth: 0, operators: 0, names: Vec::new() };
    let root = parser.sum(0)?;
    match parser.peek() {
        Token::End => Ok((root, parser.names)),
        found => Err(parser.error(format!("{} where an operator should be", said(found)))),
    }
}

struct Parser {
    words: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
    operators: usize,
    names: Vec<String>,
}

/// How close an operator binds, and the operator.
fn operator(token: &Token) -> Option<(u8, Binary)> {
    let Token::Sign(sign) = token else { return None };
    Some(match sign {
        '+' => (1, Binary::Add),
        '-' => (1, Binary::Subtract),
        '*' => (2, Binary::Multiply),
        '/' => (2, Binary::Divide),
        '^' => (4, Binary::Power),
        _ => return None,
    })
}

/// What a minus in front binds like: closer than a product, less than a power.
const MINUS: u8 = 3;

fn said(token: &Token) -> String {
    match token {
        Token::Number(x) => format!("the number {x}"),
        Token::Name(name) => format!("the name '{name}'"),
        Token::Sign(sign) => format!("'{sign}'"),
        Token::End => "the formula ends".into(),
    }
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.words[self.next].1
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next = (self.next + 1).min(self.words.len() - 1);
        token
    }

    fn error(&self, problem: String) -> FormulaError {
        FormulaError { at: self.words[self.next].0, problem }
    }

    fn accept(&mut self, sign: char) -> bool {
        let there = *self.peek() == Token::Sign(sign);
        if there {
            self.take();
        }
        there
    }

    fn expect(&mut self, sign: char) -> Result<(), FormulaError> {
        match self.accept(sign) {
            true => Ok(()),
            false => Err(self.error(format!("{} where '{sign}' should be", said(self.peek())))),
        }
    }

    /// A value and what operators that bind at least so close add to it.
    fn sum(&mut self, least: u8) -> Result<Node, FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("the formula is nested too deep".into()));
        }
        let mut left = self.value()?;
        while let Some((close, binary)) = operator(self.peek()).filter(|(c, _)| *c >= least) {
            self.take();
            // Powers associate to the right: what follows one may be another.
            let next = if binary == Binary::Power { close } else { close + 1 };
            let right = self.sum(next)?;
            left = Node::Binary(binary, Box::new([left, right]));
            // A chain of operators is as deep a tree as parentheses are.
            self.operators += 1;
            if self.operators > MOST_OPERATORS {
                return Err(self.error("the formula is too long".into()));
            }
        }
        self.depth -= 1;
        Ok(left)
    }

    fn value(&mut self) -> Result<Node, FormulaError> {
        match self.peek().clone() {
            Token::Number(value) => {
                self.take();
                Ok(Node::Number(value))
            }
            Token::Name(name) => {
                self.take();
                match self.accept('(') {
                    true => self.call(&name),
                    false => Ok(Node::Name(self.name(name))),
                }
            }
            Token::Sign('(') => {
                self.take();
                let inner = self.sum(0)?;
                self.expect(')')?;
                Ok(inner)
            }
            Token::Sign('-') => {
                self.take();
                Ok(Node::Minus(Box::new(self.sum(MINUS)?)))
            }
            Token::Sign('+') => {
                self.take();
                self.sum(MINUS)
            }
            found => Err(self.error(format!("{} where a value should be", said(&found)))),
        }
    }

    fn name(&mut self, name: String) -> usize {
        let known = self.names.iter().position(|n| *n == name);
        known.unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        })
    }

    /// What follows `name(`.
    fn call(&mut self, name: &str) -> Result<Node, FormulaError> {
        let known = Function::ALL.iter().find(|(other, _)| *other == name);
        let (_, function) = *known.ok_or_else(|| {
            let names = Function::ALL.map(|(name, _)| name);
            self.error(format!("no function '{name}': {}", meant(name, "functions", names)))
        })?;
        let mut values = vec![self.sum(0)?];
        while self.accept(',') {
            values.push(self.sum(0)?);
        }
        self.expect(')')?;
        match function.takes() {
            Some(count) if count != values.len() => {
                Err(self.error(format!("'{name}' takes one value, not {}", values.len())))
            }
            _ => Ok(Node::Call(function, values)),
        }
    }
}
