//! From words to nodes, by precedence climbing.

mod call;

use super::lex::{Token, words};
use super::{Binary, Formula, FormulaError, Node};
use crate::number::Exact;

/// A longer text is no formula that anybody typed.
const LONGEST: usize = 10_000;
/// Parentheses, minuses and powers inside one another, at most: the parser and
/// the evaluation call themselves so deep.
const DEEPEST: usize = 200;
/// Operations in a formula, at most; sums are written out.
const MOST_OPERATIONS: usize = 1000;
/// Names in a formula, at most.
const MOST_NAMES: usize = 64;

/// The formula of a text.
pub(super) fn parse(text: &str) -> Result<Formula, FormulaError> {
    if text.len() > LONGEST {
        let problem = format!(
            "the formula is too long: write it in at most {LONGEST} characters, common parts in \
             'let' lines"
        );
        return Err(FormulaError { at: LONGEST, problem });
    }
    let mut parser = Parser { words: words(text)?, ..Parser::default() };
    let (left, declared) = parser.head()?;
    let right = parser.place();
    let root = parser.sum(0)?;
    while parser.accept(';') {}
    match parser.peek() {
        Token::End => {
            let parts = [(0, left), (right, usize::MAX)].map(|part| parser.on_one_line(text, part));
            let Parser { names, nodes, .. } = parser;
            Ok(Formula { text: text.trim().into(), parts, names, declared, nodes, root })
        }
        found => Err(parser.error(format!("{} where an operator should be", said(found)))),
    }
}

#[derive(Default)]
struct Parser {
    words: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
    operations: usize,
    names: Vec<String>,
    nodes: Vec<Node>,
    /// What `let` lines have named.
    lets: Vec<(String, usize)>,
    /// The indices of the sums around, innermost last.
    indices: Vec<(String, i64)>,
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
        Token::Sign(';') => "the line ends".into(),
        Token::Sign(sign) => format!("'{sign}'"),
        Token::End => "the formula ends".into(),
    }
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.words[self.next].1
    }

    fn after(&self) -> Option<&Token> {
        self.words.get(self.next + 1).map(|(_, token)| token)
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

    /// Characters before the next word.
    fn place(&self) -> usize {
        self.words[self.next].0 - 1
    }

    /// A part of the text, from one character to another, without line feeds.
    fn on_one_line(&self, text: &str, (from, to): (usize, usize)) -> String {
        let ends_line = |at: usize| self.words.contains(&(at + 1, Token::Sign(';')));
        let part = text.chars().enumerate().skip(from).take(to.saturating_sub(from));
        let part: String = part
            .map(|(at, c)| match c {
                '\n' if ends_line(at) => ';',
                c if c.is_whitespace() => ' ',
                c => c,
            })
            .collect();
        part.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A new node; a formula of too many is refused.
    fn node(&mut self, node: Node) -> Result<usize, FormulaError> {
        if !matches!(node, Node::Number(_) | Node::Name(_)) {
            self.operations += 1;
        }
        if self.operations > MOST_OPERATIONS || self.nodes.len() > 4 * MOST_OPERATIONS {
            return Err(self.error(format!(
                "the formula is too long: it has more than {MOST_OPERATIONS} operations, sums \
                 written out; name common parts in 'let' lines"
            )));
        }
        self.nodes.push(node);
        Ok(self.nodes.len() - 1)
    }

    /// `let` lines and the left side: where it begins, and the inputs that it declares.
    fn head(&mut self) -> Result<(usize, Option<Vec<String>>), FormulaError> {
        while self.accept(';') {}
        loop {
            let (Token::Name(word), Some(Token::Name(name))) = (self.peek(), self.after()) else {
                break;
            };
            if word != "let" {
                break;
            }
            let name = name.clone();
            self.take();
            if self.lets.iter().any(|(other, _)| *other == name) {
                return Err(self.error(format!("'{name}' is named twice: give it another name")));
            }
            if self.names.contains(&name) {
                return Err(
                    self.error(format!("'{name}' is used before its 'let' line: move the line up"))
                );
            }
            self.take();
            self.expect('=')?;
            let value = self.sum(0)?;
            self.lets.push((name, value));
            if !self.accept(';') {
                let found = said(self.peek());
                return Err(self.error(format!(
                    "{found} where the line should end: a 'let' line ends with ';' or a line feed"
                )));
            }
            while self.accept(';') {}
        }
        Ok((self.place(), self.left_side()?))
    }

    /// `L =`, or `L(N, D) =`.
    fn left_side(&mut self) -> Result<Option<Vec<String>>, FormulaError> {
        let Token::Name(_) = self.peek() else { return Ok(None) };
        let begin = self.next;
        match self.after() {
            Some(Token::Sign('=')) => {
                self.next += 2;
                return Ok(None);
            }
            Some(Token::Sign('(')) => {}
            _ => return Ok(None),
        }
        let close = self.words[begin..].iter().position(|(_, t)| *t == Token::Sign(')'));
        let close = close.map(|at| begin + at);
        let is_left = close
            .and_then(|at| self.words.get(at + 1))
            .is_some_and(|(_, token)| *token == Token::Sign('='));
        if !is_left {
            return Ok(None);
        }
        self.next = begin + 2;
        let mut inputs = Vec::new();
        loop {
            match self.take() {
                Token::Name(name) if !inputs.contains(&name) => inputs.push(name),
                Token::Sign(')') if inputs.is_empty() => break,
                _ => {
                    self.next -= 1;
                    return Err(self.error(format!(
                        "{} where the name of an input should be, as in L(N, D) = …",
                        said(self.peek())
                    )));
                }
            }
            if self.accept(')') {
                break;
            }
            self.expect(',')?;
        }
        self.expect('=')?;
        Ok(Some(inputs))
    }

    /// A value and what operators that bind at least so close add to it.
    fn sum(&mut self, least: u8) -> Result<usize, FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(format!(
                "the formula is nested too deep: more than {DEEPEST} brackets, signs and powers \
                 inside one another; name parts in 'let' lines"
            )));
        }
        let mut left = self.value()?;
        while let Some((close, binary)) = operator(self.peek()).filter(|(c, _)| *c >= least) {
            self.take();
            // Powers associate to the right: what follows one may be another.
            let next = if binary == Binary::Power { close } else { close + 1 };
            let right = self.sum(next)?;
            left = self.node(Node::Binary(binary, [left, right]))?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn value(&mut self) -> Result<usize, FormulaError> {
        match self.peek().clone() {
            Token::Number(value) => {
                self.take();
                self.node(Node::Number(value))
            }
            Token::Name(name) => {
                if self.after() == Some(&Token::Sign('(')) {
                    return self.call(&name);
                }
                self.take();
                self.named(name)
            }
            Token::Sign('(') => {
                self.take();
                let inner = self.sum(0)?;
                self.expect(')')?;
                Ok(inner)
            }
            Token::Sign('-') => {
                self.take();
                let inner = self.sum(MINUS)?;
                self.node(Node::Minus(inner))
            }
            Token::Sign('+') => {
                self.take();
                self.sum(MINUS)
            }
            found => Err(self.error(format!("{} where a value should be", said(&found)))),
        }
    }

    /// What a name stands for: an index of a sum, a `let` line, or itself; `t[3]` is
    /// the name `t3`.
    fn named(&mut self, mut name: String) -> Result<usize, FormulaError> {
        while self.accept('[') {
            let index = match self.peek() {
                Token::Number(value) if value.to_string().parse::<i64>().is_ok() => {
                    value.to_string()
                }
                Token::Name(index) => {
                    let found = self.indices.iter().rev().find(|(i, _)| i == index);
                    let (_, value) = found.ok_or_else(|| {
                        self.error(format!("'{index}' is no index of a sum around it"))
                    })?;
                    value.to_string()
                }
                found => {
                    let found = said(found);
                    return Err(
                        self.error(format!("{found} where a whole number or an index should be"))
                    );
                }
            };
            self.take();
            self.expect(']')?;
            name.push_str(&index);
        }
        if let Some((_, value)) = self.indices.iter().rev().find(|(i, _)| *i == name) {
            return self.node(Node::Number(Exact::from(*value)));
        }
        if let Some((_, value)) = self.lets.iter().find(|(other, _)| *other == name) {
            return Ok(*value);
        }
        let known = self.names.iter().position(|n| *n == name);
        if known.is_none() && self.names.len() == MOST_NAMES {
            return Err(self.error(format!("more than {MOST_NAMES} names: use fewer")));
        }
        let at = known.unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        self.node(Node::Name(at))
    }
}
