//! The designs that T1 and NC-BOX compare: the paper's sizes on one ray, near
//! one ray, on a fan, on a grid; and what they are asked to predict.

use crate::design::{Design, LogUniform};
use crate::law::Point;
use crate::number::{Exact, Scalar};
use crate::theorem::cases::exact;

/// Sizes on rays, and at amounts of data that do not depend on the size.
#[derive(Clone, Debug)]
pub struct Places {
    /// What tables call it.
    pub name: &'static str,
    sizes: LogUniform,
    /// Every size is this many times the listed one.
    scale: Exact,
    /// k: runs (N, kN), ray by ray.
    ratios: Vec<Exact>,
    /// D: runs (N, D), amount by amount.
    tokens: Vec<Exact>,
    /// Further amounts of data, evenly spaced in the logarithm.
    spaced: Option<LogUniform>,
    /// Every run passes so many times over its data.
    epochs: Vec<Exact>,
}

/// The ratios of the paper's fan.
const FAN: [&str; 12] = ["1", "1.5", "1.9", "2", "2.5", "2.7", "3", "3.3", "3.5", "4", "4.5", "5"];
/// Twelve rays within six per cent of k = 20.
const NEAR: [&str; 12] =
    ["19", "19.2", "19.4", "19.6", "19.8", "20", "20.2", "20.4", "20.6", "20.8", "21", "21.2"];

/// The same in doubles.
pub fn fan_ratios() -> Vec<f64> {
    exacts(&FAN).iter().map(Exact::to_f64).collect()
}

fn exacts(list: &[&str]) -> Vec<Exact> {
    list.iter().map(|x| exact(x)).collect()
}

impl Places {
    /// The paper's 14 sizes, log-uniform on [5.04e6, 76.5e6], on rays.
    fn rays(name: &'static str, ratios: &[&str]) -> Self {
        let sizes = LogUniform::new(exact("5.04e6"), exact("76.5e6"), 14).expect("valid");
        let (scale, ratios) = (exact("1"), exacts(ratios));
        let (tokens, spaced, epochs) = (Vec::new(), None, Vec::new());
        Places { name, sizes, scale, ratios, tokens, spaced, epochs }
    }

    /// k = 20, every size twelve times: 168 runs, as many as the others have.
    pub fn one_ray() -> Self {
        Places::rays("one ray", &["20"; 12])
    }

    /// Twelve rays near k = 20.
    pub fn near_ray() -> Self {
        Places::rays("near one ray", &NEAR)
    }

    /// The paper's collinear design: twelve rays, k from 1 to 5.
    pub fn fan() -> Self {
        Places::rays("fan", &FAN)
    }

    /// Every size with `count` amounts of data, log-uniform on [5.04e6, 3e8].
    pub fn grid(count: usize) -> Self {
        let spaced = LogUniform::new(exact("5.04e6"), exact("3e8"), count).expect("valid");
        Places { spaced: Some(spaced), ..Places::rays("grid", &[]) }
    }

    /// The sizes on the ray k = 20, times `scale`.
    pub fn on_ray(name: &'static str, scale: &str) -> Self {
        Places { scale: exact(scale), ..Places::rays(name, &["20"]) }
    }

    /// The sizes at k = 100.
    pub fn off_ray() -> Self {
        Places::rays("off the ray, k = 100", &["100"])
    }

    /// The paper's union of hold-outs: k from 6 to 7, and D of 3.0e8 to 4.01e8.
    pub fn paper() -> Self {
        let tokens = exacts(&["3.0e8", "3.25e8", "3.5e8", "3.75e8", "4.01e8"]);
        Places { tokens, ..Places::rays("the paper's union", &["6", "6.2", "6.5", "6.7", "7"]) }
    }

    /// The same runs, run i making epochs\[i mod len\] passes over its data.
    pub fn repeated(self, epochs: &[&str]) -> Self {
        Places { epochs: exacts(epochs), ..self }
    }

    /// Every place in doubles.
    pub fn doubles(&self) -> Vec<Point<f64>> {
        (0..self.len()).map(|i| self.point(i, &1.0)).collect()
    }
}

impl Design for Places {
    fn len(&self) -> usize {
        let spaced = self.spaced.as_ref().map_or(0, LogUniform::count);
        self.sizes.count() * (self.ratios.len() + self.tokens.len() + spaced)
    }

    fn point<S: Scalar>(&self, i: usize, like: &S) -> Point<S> {
        let (at, line) = (i % self.sizes.count(), i / self.sizes.count());
        let n = like.exact(&self.scale) * self.sizes.at(at, like);
        let (rays, listed) = (self.ratios.len(), self.tokens.len());
        let d = match line.checked_sub(rays) {
            None => like.exact(&self.ratios[line]) * &n,
            Some(line) if line < listed => like.exact(&self.tokens[line]),
            Some(line) => {
                let spaced = self.spaced.as_ref().expect("lines beyond the lists are spaced");
                spaced.at(line - listed, like)
            }
        };
        match self.epochs.as_slice() {
            [] => Point::new(n, d),
            epochs => Point {
                n,
                unique: &d / like.exact(&epochs[i % epochs.len()]),
                d,
                others: Vec::new(),
            },
        }
    }
}

/// The training designs of T1, 168 runs each.
pub fn training() -> [Places; 4] {
    [Places::one_ray(), Places::near_ray(), Places::fan(), Places::grid(12)]
}

/// What they are asked to predict.
pub fn held() -> [Places; 4] {
    [
        Places::on_ray("on the ray", "1"),
        Places::on_ray("on the ray at 10 N", "10"),
        Places::off_ray(),
        Places::paper(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_enumerated_ray_by_ray_and_amount_by_amount() {
        for design in training() {
            assert_eq!(design.doubles().len(), 168, "{}", design.name);
        }
        assert_eq!(held().map(|h| h.len()), [14, 14, 14, 140]);
        let union = Places::paper().doubles();
        assert!((union[69].d / union[69].n - 7.0).abs() < 1e-12);
        assert_eq!((union[70].d, union[139].d), (3.0e8, 4.01e8));
        let grid = Places::grid(12).doubles();
        assert_eq!((grid[0].d, grid[167].d, grid[167].n), (5.04e6, 3e8, 76.5e6));
        assert_eq!(Places::on_ray("", "10").doubles()[0].n, 50.4e6);
        let repeated = Places::fan().repeated(&["1", "4"]).doubles();
        assert_eq!((repeated[0].unique, repeated[1].unique), (repeated[0].d, repeated[1].d / 4.0));
    }
}
