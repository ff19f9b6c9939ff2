//! The models of NIST's problems, each beside NIST's own notation.

use crate::number::Trigonometric;
use crate::regression::Model;

/// Writes the families: name, NIST's formula, parameters, predictors, and the
/// formula as it runs. `n` makes an integer in the kind of number at hand.
macro_rules! families {
    ($($(#[$doc:meta])* $name:ident: $nist:literal,
       |$n:pat_param, [$($b:ident),+], [$($x:ident),+]| $formula:expr;)+) => {
        /// A model of one or more of NIST's nonlinear problems.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Family {
            $(#[doc = concat!("`", $nist, "`")] $name,)+
        }

        impl Family {
            /// All of them.
            pub const ALL: &'static [Family] = &[$(Family::$name),+];

            /// NIST's formula for f.
            pub fn formula(self) -> &'static str {
                match self {
                    $(Family::$name => $nist,)+
                }
            }
        }

        impl Model for Family {
            fn parameters(&self) -> Vec<&str> {
                match self {
                    $(Family::$name => vec![$(stringify!($b)),+],)+
                }
            }

            fn predict<S: Trigonometric>(&self, b: &[S], x: &[S]) -> S {
                match self {
                    $(Family::$name => {
                        let $n = |n: i64| b[0].int(n);
                        let [$($b),+] = b else { panic!("{}", MISCOUNTED) };
                        let [$($x),+] = x else { panic!("{}", MISCOUNTED) };
                        $formula
                    })+
                }
            }

            fn response<S: Trigonometric>(&self, y: &S) -> S {
                match self {
                    Family::Nelson => y.ln(),
                    _ => y.clone(),
                }
            }
        }
    };
}

/// A caller's mistake.
const MISCOUNTED: &str = "as many values as the model has parameters and predictors";

families! {
    Misra1a: "b1*(1-exp[-b2*x])",
        |n, [b1, b2], [x]| b1 * (n(1) - (-b2 * x).exp());
    Misra1b: "b1 * (1-(1+b2*x/2)**(-2))",
        |n, [b1, b2], [x]| b1 * (n(1) - (n(1) + b2 * x / n(2)).powi(-2));
    Misra1c: "b1 * (1-(1+2*b2*x)**(-.5))",
        |n, [b1, b2], [x]| b1 * (n(1) - n(1) / (n(1) + n(2) * b2 * x).sqrt());
    Misra1d: "b1*b2*x*((1+b2*x)**(-1))",
        |n, [b1, b2], [x]| b1 * b2 * x / (n(1) + b2 * x);
    Chwirut: "exp[-b1*x]/(b2+b3*x)",
        |_, [b1, b2, b3], [x]| (-b1 * x).exp() / (b2 + b3 * x);
    Lanczos: "b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)",
        |_, [b1, b2, b3, b4, b5, b6], [x]|
            b1 * (-b2 * x).exp() + b3 * (-b4 * x).exp() + b5 * (-b6 * x).exp();
    Gauss: "b1*exp( -b2*x ) + b3*exp( -(x-b4)**2 / b5**2 ) + b6*exp( -(x-b7)**2 / b8**2 )",
        |_, [b1, b2, b3, b4, b5, b6, b7, b8], [x]|
            b1 * (-b2 * x).exp()
                + b3 * (-((x - b4) / b5).square()).exp()
                + b6 * (-((x - b7) / b8).square()).exp();
    DanWood: "b1*x**b2",
        |_, [b1, b2], [x]| b1 * x.pow(b2);
    Kirby2: "(b1 + b2*x + b3*x**2) / (1 + b4*x + b5*x**2)",
        |n, [b1, b2, b3, b4, b5], [x]|
            (b1 + b2 * x + b3 * x.powi(2)) / (n(1) + b4 * x + b5 * x.powi(2));
    Hahn1: "(b1+b2*x+b3*x**2+b4*x**3) / (1+b5*x+b6*x**2+b7*x**3)",
        |n, [b1, b2, b3, b4, b5, b6, b7], [x]|
            (b1 + b2 * x + b3 * x.powi(2) + b4 * x.powi(3))
                / (n(1) + b5 * x + b6 * x.powi(2) + b7 * x.powi(3));
    Nelson: "b1 - b2*x1 * exp[-b3*x2]",
        |_, [b1, b2, b3], [x1, x2]| b1 - b2 * x1 * (-b3 * x2).exp();
    MGH17: "b1 + b2*exp[-x*b4] + b3*exp[-x*b5]",
        |_, [b1, b2, b3, b4, b5], [x]| b1 + b2 * (-x * b4).exp() + b3 * (-x * b5).exp();
    // pi is that of the file: 31 digits.
    Roszman1: "b1 - b2*x - arctan[b3/(x-b4)]/pi",
        |n, [b1, b2, b3, b4], [x]|
            b1 - b2 * x - (b3 / (x - b4)).atan() / n(1).exact(&pi_of_the_file());
    ENSO: "b1 + b2*cos( 2*pi*x/12 ) + b3*sin( 2*pi*x/12 ) + b5*cos( 2*pi*x/b4 ) \
           + b6*sin( 2*pi*x/b4 ) + b8*cos( 2*pi*x/b7 ) + b9*sin( 2*pi*x/b7 )",
        |n, [b1, b2, b3, b4, b5, b6, b7, b8, b9], [x]| {
            let turn = n(8) * n(1).atan() * x; // 2π = 8 arctan 1
            let [year, second, third] = [&turn / n(12), &turn / b4, &turn / b7];
            b1 + b2 * year.cos() + b3 * year.sin()
                + b5 * second.cos() + b6 * second.sin()
                + b8 * third.cos() + b9 * third.sin()
        };
    MGH09: "b1*(x**2+x*b2) / (x**2+x*b3+b4)",
        |_, [b1, b2, b3, b4], [x]| b1 * (x.powi(2) + x * b2) / (x.powi(2) + x * b3 + b4);
    Rat42: "b1 / (1+exp[b2-b3*x])",
        |n, [b1, b2, b3], [x]| b1 / (n(1) + (b2 - b3 * x).exp());
    MGH10: "b1 * exp[b2/(x+b3)]",
        |_, [b1, b2, b3], [x]| b1 * (b2 / (x + b3)).exp();
    Eckerle4: "(b1/b2) * exp[-0.5*((x-b3)/b2)**2]",
        |n, [b1, b2, b3], [x]| b1 / b2 * (-((x - b3) / b2).square() / n(2)).exp();
    Rat43: "b1 / ((1+exp[b2-b3*x])**(1/b4))",
        |n, [b1, b2, b3, b4], [x]| b1 / (n(1) + (b2 - b3 * x).exp()).pow(&(n(1) / b4));
    Bennett5: "b1 * (b2+x)**(-1/b3)",
        |n, [b1, b2, b3], [x]| b1 * (b2 + x).pow(&(n(-1) / b3));
}

/// π as Roszman1's file has it.
fn pi_of_the_file() -> crate::number::Exact {
    "3.141592653589793238462643383279".parse().expect("a decimal")
}

/// The linear models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Linear {
    /// `B1*x`.
    ThroughOrigin,
    /// `B0 + B1*x + B2*(x**2) + …`.
    Polynomial {
        /// The highest power.
        degree: usize,
    },
    /// `B0 + B1*x1 + B2*x2 + …`.
    Several {
        /// How many predictors.
        predictors: usize,
    },
}

/// NIST's names of linear parameters.
const NAMES: [&str; 11] = ["B0", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "B10"];

impl Model for Linear {
    fn parameters(&self) -> Vec<&str> {
        match self {
            Linear::ThroughOrigin => vec!["B1"],
            Linear::Polynomial { degree: last } | Linear::Several { predictors: last } => {
                NAMES[..=*last].to_vec()
            }
        }
    }

    fn predict<S: Trigonometric>(&self, b: &[S], x: &[S]) -> S {
        match self {
            Linear::ThroughOrigin => &b[0] * &x[0],
            Linear::Polynomial { .. } => {
                let (last, lower) = b.split_last().expect("a coefficient");
                lower.iter().rev().fold(last.clone(), |sum, b| b + sum * &x[0])
            }
            Linear::Several { .. } => {
                b[1..].iter().zip(x).fold(b[0].clone(), |sum, (b, x)| sum + b * x)
            }
        }
    }
}
