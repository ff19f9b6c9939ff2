//! What a bootstrap draws.

use crate::design::Random;
use crate::fit::problem::resampling::Resample;
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::problem::{Problem, groups_of};

/// A bootstrap over fewer groups is remarked upon, and not chosen unasked.
pub(crate) const FEW_GROUPS: usize = 10;

/// What resampled tables are made from.
pub(crate) struct Source<'a> {
    rows: &'a Rows<f64>,
    /// The response at the fit, and r√w inflated by √(m/(m − p)).
    fitted: Vec<(f64, f64)>,
    log: bool,
    /// Places of rows that are drawn, or signed, together.
    pub blocks: Vec<Vec<usize>>,
    /// What is drawn.
    pub what: Resample,
}

impl<'a> Source<'a> {
    pub fn new(
        problem: &Problem<'_>,
        rows: &'a Rows<f64>,
        theta: &[f64],
        (free, wanted): (usize, Resample),
    ) -> Self {
        let groups = groups_of(problem);
        let (what, blocks) = match wanted {
            Resample::Either if groups.len() >= FEW_GROUPS => (Resample::Groups, Some(groups)),
            Resample::Either => (Resample::Pairs, None),
            Resample::Groups if !groups.is_empty() => (Resample::Groups, Some(groups)),
            Resample::Groups => (Resample::Pairs, None),
            Resample::Wild if groups.len() >= FEW_GROUPS => (Resample::Wild, Some(groups)),
            other => (other, None),
        };
        let singles = || (0..rows.len()).map(|at| vec![at]).collect();
        let model = Model::of(problem);
        let m = rows.len() as f64;
        let inflate = (m / (m - free as f64).max(1.0)).sqrt();
        let fitted = rows.rows.iter().map(|row| {
            let r = model.residual(theta, row);
            (row.response - r, r * row.weight.sqrt() * inflate)
        });
        Source {
            rows,
            fitted: fitted.collect(),
            log: problem.objective().is_log(),
            blocks: blocks.unwrap_or_else(singles),
            what,
        }
    }

    /// One table. Of runs drawn several times there is one row of so many times the
    /// weight: the objective is the same.
    pub fn draw(&self, random: &mut Random) -> Rows<f64> {
        let signs: Vec<f64> = match self.what {
            Resample::Pairs | Resample::Groups | Resample::Either => return self.repeated(random),
            Resample::Residuals => Vec::new(),
            Resample::Wild => {
                let mut signs = vec![1.0; self.rows.len()];
                for block in &self.blocks {
                    let sign = if random.below(2) == 0 { -1.0 } else { 1.0 };
                    block.iter().for_each(|&at| signs[at] = sign);
                }
                signs
            }
        };
        let rows = self.rows.rows.iter().enumerate().map(|(at, row)| {
            let error = match signs.get(at) {
                Some(sign) => sign * self.fitted[at].1,
                None => self.fitted[random.below(self.fitted.len())].1,
            };
            let mut row = row.clone();
            row.response = self.fitted[at].0 + error / row.weight.sqrt();
            row.loss = if self.log { libm::exp(row.response) } else { row.response };
            row
        });
        Rows { rows: rows.collect() }
    }

    fn repeated(&self, random: &mut Random) -> Rows<f64> {
        let mut times = vec![0_u32; self.rows.len()];
        for _ in 0..self.blocks.len() {
            self.blocks[random.below(self.blocks.len())].iter().for_each(|&at| times[at] += 1);
        }
        let drawn = self.rows.rows.iter().zip(times).filter(|(_, times)| *times > 0);
        let rows = drawn.map(|(row, times)| {
            let mut row = row.clone();
            row.weight *= f64::from(times);
            row
        });
        Rows { rows: rows.collect() }
    }
}
