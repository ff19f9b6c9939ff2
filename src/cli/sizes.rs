//! Sizes on the command line: `N,D`, or any two of N, D, C and D/N by name; and numbers
//! where another command would name a column.

use std::str::FromStr;

use super::Failure;
use super::options::ReadArgs;
use crate::law::{Point, meant};
use crate::number::Exact;
use crate::runs::size;

/// A size to predict for.
#[derive(Clone, Debug)]
pub struct Size {
    /// Where the law is evaluated.
    pub at: Point<f64>,
}

/// What a size may be told by.
const KEYS: [&str; 5] = ["n", "d", "c", "tpp", "unique"];

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "write it as N,D, as in 70B,1.4T, or name two of n, d, c and tpp, as in \
                    c=5.76e23,tpp=20";
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        if !text.contains('=') {
            let [n, d] = parts[..] else { return Err(form.into()) };
            return Ok(Size { at: Point::new(size(n)?.to_f64(), size(d)?.to_f64()) });
        }
        let mut given: [Option<Exact>; 5] = [const { None }; 5];
        for part in parts {
            let (key, value) = part.split_once('=').ok_or(form)?;
            let key = key.trim();
            let at = KEYS.iter().position(|known| *known == key);
            let at =
                at.ok_or_else(|| format!("unknown key '{key}': {}", meant(key, "keys", KEYS)))?;
            if given[at].replace(size(value)?).is_some() {
                return Err(format!("'{key}' is given twice"));
            }
        }
        let [n, d, c, tpp, unique] = given;
        let six = Exact::from(6);
        let (n, d) = match (n, d, c, tpp) {
            (Some(n), Some(d), None, None) => (n.to_f64(), d.to_f64()),
            (Some(n), None, Some(c), None) => (n.to_f64(), (&c / &(&six * &n)).to_f64()),
            (Some(n), None, None, Some(k)) => (n.to_f64(), (&k * &n).to_f64()),
            (None, Some(d), Some(c), None) => ((&c / &(&six * &d)).to_f64(), d.to_f64()),
            (None, Some(d), None, Some(k)) => ((&d / &k).to_f64(), d.to_f64()),
            (None, None, Some(c), Some(k)) => return Ok(Size::of_budget(&c, &k)),
            _ => return Err(form.into()),
        };
        let unique = unique.map_or(d, |unique| unique.to_f64());
        Ok(Size { at: Point { unique, ..Point::new(n, d) } })
    }
}

impl Size {
    /// 6ND = C with D = kN: N = √(C/(6k)).
    pub fn of_budget(c: &Exact, k: &Exact) -> Self {
        let n = libm::sqrt((c / &(&Exact::from(6) * k)).to_f64());
        Size { at: Point::new(n, k.to_f64() * n) }
    }
}

/// A positive number, as an option has it.
pub fn positive(text: &str) -> Result<Exact, String> {
    size(text)
}

/// What `--compute` and `--tpp` say where they are numbers, and how the table is read
/// without them.
pub struct Taken {
    /// The options of the table.
    pub read: ReadArgs,
    /// Budgets.
    pub budgets: Vec<Exact>,
    /// Ratios D/N.
    pub ratios: Vec<Exact>,
}

impl Taken {
    /// Takes them out of the options of a table.
    pub fn from(read: &ReadArgs) -> Result<Self, Failure> {
        let mut read = read.clone();
        let budgets = numbers("--compute", &mut read.compute)?;
        let ratios = numbers("--tpp", &mut read.tpp)?;
        Ok(Taken { read, budgets, ratios })
    }
}

impl Taken {
    /// Every size of these budgets and ratios.
    pub fn sizes(&self) -> Result<Vec<Size>, Failure> {
        if self.budgets.is_empty() != self.ratios.is_empty() {
            let text = "--compute C and --tpp R say a size together: give both as numbers";
            return Err(Failure::usage(text));
        }
        let of = |c: &Exact| self.ratios.iter().map(|k| Size::of_budget(c, k)).collect::<Vec<_>>();
        Ok(self.budgets.iter().flat_map(of).collect())
    }
}

/// The numbers of an option, which then names no column; none where it does.
fn numbers(option: &str, given: &mut Option<String>) -> Result<Vec<Exact>, Failure> {
    let Some(text) = given.as_ref() else { return Ok(Vec::new()) };
    let parts: Vec<Result<Exact, String>> = text.split(',').map(size).collect();
    // A name begins with a letter, or is no list.
    let is_name =
        |text: &str| text.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '_');
    if is_name(text) {
        return Ok(Vec::new());
    }
    let numbers = parts.into_iter().collect::<Result<Vec<Exact>, String>>();
    let numbers = numbers.map_err(|error| Failure::usage(format!("{option}: {error}")))?;
    *given = None;
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_several_ways() {
        for text in [
            "7e10,1.4e12",
            "70B, 1.4T",
            "n=7e10,d=1.4e12",
            "n=70B,tpp=20",
            "c=5.88e23,n=7e10",
            "d=1.4T,tpp=20",
            "d=1.4e12,c=5.88e23",
            "c=5.88e23,tpp=20",
        ] {
            let size: Size = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
            let close = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-14;
            assert!(close(size.at.n, 7e10) && close(size.at.d, 1.4e12), "{text}: {size:?}");
        }
        let size: Size = "n=1e9,d=4e10,unique=1e10".parse().expect("a size");
        assert_eq!(size.at.unique, 1e10);
        for (text, part) in [
            ("7e10", "write it as N,D"),
            ("1,2,3", "write it as N,D"),
            ("n=1e9", "write it as N,D"),
            ("n=1e9,d=2e9,c=1", "write it as N,D"),
            ("n=1e9,7", "write it as N,D"),
            ("n=1e9,n=2e9", "given twice"),
            ("n=1e9,uniqe=20", "did you mean 'unique'"),
            ("0,1e9", "'0': zero"),
            ("x,1e9", "'x': not a decimal number"),
        ] {
            let error = text.parse::<Size>().expect_err(text);
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
