//! How parameters count with the units of N and D, read from their own units.

use super::{Law, Role, SIZES};

/// θ = θ' · size^exponent for one factor of a parameter's unit, θ' the parameter where
/// N or D is counted in units of that size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPower {
    /// The parameter, as an index.
    pub parameter: usize,
    /// 0 for N, 1 for D.
    pub size: usize,
    /// The parameter that is the exponent; None for 1.
    pub exponent: Option<usize>,
}

impl Law {
    /// The factors of every parameter's unit; None where one of them names an exponent
    /// that is no parameter, and of a typed law, whose units nobody states.
    ///
    /// ```
    /// use offray::law::{Law, UnitPower};
    /// // A counts in units of the loss times parameters^α.
    /// let powers = Law::named("chinchilla")?.unit_powers().expect("all stated");
    /// assert_eq!(powers[0], UnitPower { parameter: 1, size: 0, exponent: Some(3) });
    /// # Ok::<(), offray::law::UnknownLaw>(())
    /// ```
    pub fn unit_powers(&self) -> Option<Vec<UnitPower>> {
        if matches!(self, Law::Typed(_)) {
            return None;
        }
        let parameters = self.about().parameters;
        let mut found = Vec::new();
        for (parameter, p) in parameters.iter().enumerate() {
            if p.role == Role::Exponent {
                continue;
            }
            for factor in p.unit.split(" · ") {
                let (base, symbol) = factor.split_once('^').unwrap_or((factor, ""));
                let Some(size) = SIZES[..2].iter().position(|s| s.unit == base) else { continue };
                let exponent = match symbol {
                    "" => None,
                    symbol => Some(parameters.iter().position(|p| p.symbol == symbol)?),
                };
                found.push(UnitPower { parameter, size, exponent });
            }
        }
        Some(found)
    }
}
