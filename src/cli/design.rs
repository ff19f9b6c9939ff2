//! `offray design check`, `table`, `evaluate`, `compare` and `plan`.

mod evaluate;
mod plan;
mod setting;

use super::{Failure, Globals, Outcome, options, params};
use crate::design::{Check, Design, LogUniform, RaySet, Rays, Shape, Tolerance, r_min_table};
use crate::geometry::{Precision, conditioning, limit};
use crate::law::Law;
use crate::number::{Exact, Interval, Mpfr, Scalar};
use crate::report::design::{LawCheck, json, page, table_json, table_page};

/// Judge a design before any training: thresholds, condition numbers, R_min
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray design check --tpp 20,100 --beta 0.28 --kappa 50
  offray design plan runs.csv --compute 1e22 --for loss:70B,1.4T
  offray design table --beta 0.28,0.37")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Check(CheckArgs),
    Compare(Box<evaluate::CompareArgs>),
    Evaluate(Box<evaluate::Args>),
    Plan(Box<plan::Args>),
    Table(TableArgs),
}

/// Check tokens-per-parameter ratios against a target condition number
///
/// In the limit of a vanishing exponent gap, from the ratios alone; with a law,
/// its parameters and sizes also at the law's own gap, with proved enclosures.
/// The exit status is 0 whether the design passes or not.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray design check --tpp 20,100 --beta 0.28 --kappa 50
  offray design check --tpp 20 --law chinchilla --sizes 20 --n-min 1e7 --n-max 1e9 --digits 30")]
struct CheckArgs {
    /// Ratios D/N, one per ray; repeat one to give its ray a larger share
    #[arg(long, value_name = "K,…", required = true, value_delimiter = ',', value_parser = positive,
          allow_hyphen_values = true)]
    tpp: Vec<Exact>,
    /// The law's exponent on the ratio [default: that of --law]
    #[arg(long, value_name = "BETA", value_parser = positive)]
    beta: Option<Exact>,
    /// Largest condition number that passes
    #[arg(long, value_name = "KAPPA", default_value = "50", value_parser = above_one)]
    kappa: Exact,
    /// Also evaluate this law at its own gap
    #[arg(long, value_name = "LAW", value_parser = super::options::built_in)]
    law: Option<Law>,
    /// Its parameters, or the name of a published set [default: its first published set]
    #[arg(long, value_name = "NAME=VALUE,…", value_delimiter = ',', requires = "law")]
    params: Vec<String>,
    /// Log-uniform sizes on each ray, both ends included
    #[arg(long, value_name = "COUNT", default_value_t = 20,
          value_parser = options::whole::<usize>(2, 10_000_000))]
    sizes: usize,
    /// Smallest size
    #[arg(long, value_name = "N", default_value = "1e7", value_parser = positive)]
    n_min: Exact,
    /// Largest size
    #[arg(long, value_name = "N", default_value = "1e9", value_parser = positive)]
    n_max: Exact,
}

/// Print the table of R_min: how far apart two groups of runs must be
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray design table
  offray design table --beta 0.28,0.37 --kappa 50,100 --k-min 15 --json")]
struct TableArgs {
    /// Exponents on the ratio
    #[arg(long, value_name = "BETA,…", value_delimiter = ',', value_parser = positive,
          default_value = "0.24,0.28,0.32,0.37,0.42,0.5,1")]
    beta: Vec<Exact>,
    /// Target condition numbers
    #[arg(long, value_name = "KAPPA,…", value_delimiter = ',', value_parser = above_one,
          default_value = "20,50,100,200")]
    kappa: Vec<Exact>,
    /// The lower ray, for the conventions that depend on units
    #[arg(long, value_name = "K", default_value = "20", value_parser = positive)]
    k_min: Exact,
}

fn positive(text: &str) -> Result<Exact, String> {
    let x: Exact = text.parse().map_err(|e| format!("{e}"))?;
    if x.signum() > 0 { Ok(x) } else { Err("must be positive".into()) }
}

fn above_one(text: &str) -> Result<Exact, String> {
    let x = positive(text)?;
    if x > Exact::from(1) { Ok(x) } else { Err("a condition number target exceeds 1".into()) }
}

/// Runs the subcommand.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let text = match &args.command {
        Command::Compare(args) => return evaluate::compare(args, globals),
        Command::Evaluate(args) => return evaluate::run(args, globals),
        Command::Plan(args) => return plan::run(args, globals),
        Command::Check(args) => check(args, globals)?,
        Command::Table(args) => {
            let digits = globals.digits_or(5) as usize;
            let rows = r_min_table(&args.beta, &args.kappa, &args.k_min, digits);
            match globals.json {
                true => format!("{}\n", table_json(&rows, &args.k_min, digits)),
                false => table_page(&rows, &args.k_min, digits),
            }
        }
    };
    globals.print(&text)?;
    Ok(Outcome::Clean)
}

fn check(args: &CheckArgs, globals: &Globals) -> Result<String, Failure> {
    let shown = if globals.json { 20 } else { 6 };
    let digits = globals.digits_or(shown);
    let law = match &args.law {
        Some(law) => {
            let bar = globals.progress(0, "evaluating the runs");
            let found = evaluate(law, args, digits);
            bar.finish_and_clear();
            Some(found?)
        }
        None => None,
    };
    let beta = match (&args.beta, &law) {
        (Some(beta), _) => beta.clone(),
        (None, Some(found)) => own_exponent(found, digits)?,
        (None, None) => {
            let text = "the law's exponent on D/N is not known: give it, as in --beta 0.28, or a law, \
                        as in --law chinchilla";
            return Err(Failure::usage(text));
        }
    };
    let check = Check::new(&args.tpp, &beta, &args.kappa, digits as usize);
    let check = match &law {
        Some(found) if found.pair.columns.len() > 2 => of_all_columns(check, found, &beta, digits),
        _ => check,
    };
    Ok(match globals.json {
        true => format!("{}\n", json(&check, law.as_ref(), digits as usize)),
        false => page(&check, law.as_ref(), digits as usize),
    })
}

/// The verdict on more columns than two, which no test of two can give; `beta`
/// in the place of the law's own exponent.
fn of_all_columns(check: Check, found: &LawCheck, beta: &Exact, digits: u32) -> Check {
    let like = Mpfr::from_f64(128 + 8 * digits, 1.0);
    let theta: Vec<Mpfr> = found.theta.iter().map(|x| like.exact(x)).collect();
    let mut exponents: Vec<Exact> =
        found.law.ray_exponents(&theta).iter().filter_map(Mpfr::to_exact).collect();
    exponents[1] = beta.clone();
    let rays: Vec<(Exact, usize)> =
        check.ratios.iter().cloned().zip(check.shares.iter().map(|w| *w as usize)).collect();
    let columns = &found.pair.columns;
    let of = limit(&found.law, (columns, &exponents), &rays, Precision::digits(digits));
    let passes = of.passes(&check.kappa_target);
    check.about(columns.len(), (of.kappa(), of.kappa_eq()), passes)
}

/// The law's exponent on k: exact where it is one of the parameters, else
/// rounded far beyond the digits shown.
fn own_exponent(found: &LawCheck, digits: u32) -> Result<Exact, Failure> {
    let like = Mpfr::from_f64(128 + 8 * digits, 1.0);
    let theta: Vec<Mpfr> = found.theta.iter().map(|x| like.exact(x)).collect();
    let value = found.law.ray_exponent(&theta);
    let same = found.theta.iter().zip(&theta).find(|(_, x)| **x == value);
    let exponent = same.map(|(x, _)| x.clone()).or_else(|| value.to_exact());
    exponent.filter(|x| x.signum() > 0).ok_or_else(|| {
        let value = value.to_decimal(6);
        Failure::usage(format!(
            "the law's exponent on D/N is {value} at these parameters: give --beta"
        ))
    })
}

fn evaluate(law: &Law, args: &CheckArgs, digits: u32) -> Result<LawCheck, Failure> {
    let about = law.about();
    if about.pair.is_empty() {
        let message = format!("law '{}' is a reduced model: it has no pair to separate", about.id);
        return Err(Failure::usage(message));
    }
    let theta = params::of(law, &args.params)?;
    let sizes = LogUniform::new(args.n_min.clone(), args.n_max.clone(), args.sizes);
    let sizes = sizes.map_err(|e| Failure::usage(format!("--sizes, --n-min, --n-max: {e}")))?;
    let design = Rays::with(args.tpp.clone(), sizes).map_err(Failure::usage)?;
    let first = design.point(0, &Interval::new(128, &Exact::from(1)));
    params::in_domain(law, "--params", &theta, &first)?;
    let mut found = conditioning(
        law,
        &theta,
        &design,
        &[about.pair, about.ray_columns],
        Precision::digits(digits),
    );
    let full = found.pop().expect("two sets of columns");
    let pair = found.pop().expect("two sets of columns");
    let shape = Shape::of(&design, &RaySet::of(&design, Tolerance::default()));
    let sloppy = full.sloppy(law, &theta);
    let centred = full.centred(law, &theta, &design);
    let design = format!("{} runs: {shape}", design.len());
    let whose = params::whose(law, &args.params);
    Ok(LawCheck { law: law.clone(), theta, whose, pair, full, centred, sloppy, design })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(subcommand)]
        command: Command,
        #[command(flatten)]
        globals: Globals,
    }

    fn output(line: &str) -> Result<String, String> {
        let words = std::iter::once("design").chain(line.split(' '));
        let line = Line::try_parse_from(words).map_err(|e| Failure::from(&e).to_string())?;
        match &line.command {
            Command::Check(args) => check(args, &line.globals).map_err(|e| e.to_string()),
            _ => unreachable!("only checks are made here"),
        }
    }

    #[test]
    fn a_law_brings_pair_and_full_model() {
        let text = output(
            "check --tpp 20 --law chinchilla --params E=1.69,A=406.4,B=410.7,alpha=0.34,beta=0.28 \
             --sizes 20 --n-min 1e7 --n-max 1e9 --json --digits 8",
        );
        let value: serde_json::Value = serde_json::from_str(&text.expect("output")).expect("json");
        assert_eq!(value["pair"]["kappa"], "884.48751");
        assert_eq!(value["pair"]["kappa_eq"], "848.98190");
        assert_eq!(value["full"]["kappa"], "3.6564929e19");
        assert_eq!(value["full"]["kappa_eq"], "2.0240304e12");
        assert_eq!(value["full"]["eigenvalues"].as_array().map(Vec::len), Some(5));
        assert_eq!((&value["beta"], &value["kappa_eq"]), (&"0.28".into(), &"inf".into()));
        let named = output("check --tpp 20,200 --law kaplan --params kaplan-single").expect("page");
        assert!(named.contains("full model (N_c, D_c, α_N, α_D)"), "{named}");
        // Exactly singular at zero gap, and it says why.
        let page =
            output("check --tpp 20 --law chinchilla --params E=1,A=1,B=1,alpha=0.3,beta=0.3");
        assert!(page.expect("page").contains("singular: on one ray with alpha = beta"));
    }

    #[test]
    fn what_cannot_be_used_is_one_clear_line() {
        let law = "check --tpp 20 --law chinchilla --params";
        for (line, part) in [
            ("check --tpp 20".to_string(), "--beta"),
            ("check --tpp 20,-1 --beta 0.28".into(), "must be positive"),
            ("check --tpp 20 --beta 0.28 --kappa 1".into(), "exceeds 1"),
            ("check --tpp x --beta 0.28".into(), "not a decimal number"),
            ("check --tpp 20 --law chinchila".into(), "did you mean 'chinchilla'"),
            ("check --tpp 20 --law chinchilla-reduced".into(), "no pair"),
            (format!("{law} hofman"), "there are: hoffmann"),
            (format!("{law} E=1,G=2"), "no parameter 'G'"),
            (format!("{law} E=1,E=2"), "given twice"),
            (format!("{law} E=1,A"), "not of the form"),
            (format!("{law} E=1,A=x"), "A = 'x'"),
            (format!("{law} E=1,A=2,B=3"), "no value for alpha, beta"),
            (format!("{law} hoffmann --n-min 2 --n-max 1"), "exchange them"),
            (format!("{law} hoffmann --sizes 1"), "from 2 to"),
            (
                "check --tpp 20 --law kaplan --params N_c=-1,D_c=1,alpha_N=1,alpha_D=1".into(),
                "domain",
            ),
            (format!("{law} E=1,A=1,B=1,alpha=0.3,beta=-0.3"), "exponent on D/N"),
        ] {
            let error = output(&line).expect_err(&line);
            assert!(error.contains(part), "{line}: {error}");
            assert!(!error.contains('\n'), "{error}");
        }
    }
}
