//! Values, gradients and Hessians.

use offray::law::{Law, Point};
use offray::number::{Compare, Exact, Mpfr, Scalar, Series};
use offray::oracle::eval::{Answer, Decimals, Request};
use proptest::prelude::*;
use serde_json::Value;

use crate::{exact, request};

fn answer(line: &str) -> Answer {
    let request = Request::read(line.as_bytes()).unwrap_or_else(|e| panic!("{line}: {e}"));
    request.answer().unwrap_or_else(|e| panic!("{line}: {e}"))
}

/// Whether a truth of 60 digits lies between the ends, and rounds to the value.
fn holds(found: &Decimals, truth: &str, digits: u32) -> Result<(), String> {
    let like = Mpfr::from_f64(400, 1.0);
    let number = |text: &str| like.exact(&exact(text));
    let truth = number(truth);
    let slack = truth.abs() * number("1e-57");
    let (lo, hi) = (number(&found.lo), number(&found.hi));
    if !(lo <= &truth + &slack && &truth - &slack <= hi) {
        return Err(format!("{truth:.60} is not between {} and {}", found.lo, found.hi));
    }
    let Some(value) = &found.value else { return Err(format!("no value: {found}")) };
    let value = number(value);
    let scale = truth.abs() * number(&format!("1e-{}", digits - 1));
    let off = (&value - &truth).abs();
    // Half a unit of the last of `digits` digits is at most that.
    if off > &scale * number("0.5") + slack {
        return Err(format!("{value:.60} is not {truth:.60} to {digits} digits"));
    }
    Ok(())
}

#[test]
fn values_of_another_engine_are_enclosed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/law/values.jsonl");
    let text = std::fs::read_to_string(path).expect(path);
    let mut zeros = 0;
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        let one = |key: &str| case[key].as_str().expect(key).to_owned();
        let many = |key: &str| -> Vec<String> {
            let list = case[key].as_array().expect(key);
            list.iter().map(|x| x.as_str().expect(key).to_owned()).collect()
        };
        let law = Law::named(&one("law")).expect("a law");
        let theta: Vec<Exact> = many("theta").iter().map(|x| exact(x)).collect();
        let at = Point {
            n: exact(&one("n")),
            d: exact(&one("d")),
            unique: exact(&one("unique")),
            others: Vec::new(),
        };
        let digits = 30;
        let found = answer(&request(&law, &theta, &at, digits));
        let pairs = std::iter::once((&found.loss, one("loss")))
            .chain(found.gradient.iter().zip(many("gradient")))
            .chain(found.hessian.iter().zip(many("hessian")));
        let mut count = 0;
        for (found, truth) in pairs {
            count += 1;
            if found.value.is_none() {
                // x/x − 1 of a size that is no binary number: zero, not known to be.
                let [lo, hi] = [&found.lo, &found.hi].map(|x| x.parse::<f64>().expect("a number"));
                assert!(truth == "0" && lo <= 0.0 && 0.0 <= hi && hi - lo < 1e-200, "{line}");
                zeros += 1;
                continue;
            }
            holds(found, &truth, digits).unwrap_or_else(|why| panic!("{line}: {why}"));
        }
        let p = theta.len();
        assert_eq!(count, 1 + p + p * (p + 1) / 2);
    }
    assert!(zeros < 200, "{zeros} derivatives are left without a value");
}

/// ½ d²/dt² L(θ + t v) by a series in t: no dual number, no interval.
fn curvature(law: &Law, theta: &[Exact], at: &Point<Exact>, v: &[i64]) -> Mpfr {
    let like = Mpfr::from_f64(300, 1.0);
    let t = Series::variable(like.zero(), 2);
    let moved: Vec<Series<Mpfr>> =
        theta.iter().zip(v).map(|(x, v)| t.exact(x) + &t * t.int(*v)).collect();
    let loss = law.loss(&moved, &at.map(|x| t.exact(x)));
    loss.coefficients().get(2).cloned().unwrap_or_else(|| like.zero())
}

#[test]
fn the_hessian_is_the_curvature_of_a_series() {
    for (id, theta) in [
        ("chinchilla", &["1.69", "406.4", "410.7", "0.34", "0.28"][..]),
        ("kaplan", &["8.8e13", "5.4e13", "0.076", "0.095"]),
        ("droppo-elibol", &["1.5", "2e6", "4e7", "0.3", "0.25", "0.8"]),
        ("interaction", &["1.69", "406.4", "410.7", "50", "0.34", "0.28", "0.2", "0.1"]),
        ("repeated", &["1.87", "521", "1488", "0.353", "0.353", "5.31", "15.39"]),
        ("repeated:frozen", &["1.87", "521", "1488", "0.353", "0.353", "5.31", "15.39"]),
    ] {
        let law = Law::named(id).expect("a law");
        let theta: Vec<Exact> = theta.iter().map(|x| exact(x)).collect();
        let at = Point {
            n: exact("3.1e9"),
            d: exact("4e10"),
            unique: exact("1.3e10"),
            others: Vec::new(),
        };
        let found = answer(&request(&law, &theta, &at, 40));
        let p = theta.len();
        for i in 0..p {
            for j in 0..=i {
                let direction = |i: usize, j: usize| -> Vec<i64> {
                    (0..p).map(|k| i64::from(k == i) + i64::from(k == j)).collect()
                };
                // ½(eᵢ + eⱼ)ᵀH(eᵢ + eⱼ) = ½Hᵢᵢ + Hᵢⱼ + ½Hⱼⱼ.
                let along = |i: usize, j: usize| curvature(&law, &theta, &at, &direction(i, j));
                let half = |i: usize| along(i, i) / Mpfr::from_f64(300, 4.0);
                let expected = if i == j {
                    half(i) * Mpfr::from_f64(300, 2.0)
                } else {
                    along(i, j) - half(i) - half(j)
                };
                let value = found.second(i, j).and_then(|x| x.value.clone()).expect("known");
                let value = expected.exact(&exact(&value));
                let off = (&value - &expected).abs().to_f64();
                let scale = expected.abs().to_f64().max(1e-30);
                assert!(off <= 1e-38 * scale, "{id} {i} {j}: {value:.45} {expected:.45}");
            }
        }
    }
}

#[test]
fn precision_is_raised_until_the_digits_hold() {
    // E cancels all but 1e-40 of the rest.
    let line = |e: &str, digits: u32| {
        format!(
            r#"{{"law":"chinchilla","params":{{"E":"{e}","A":2,"B":1,"alpha":0.5,"beta":0.5}},"n":"2","d":"3","digits":{digits},"order":0}}"#
        )
    };
    let rest = answer(&line("0", 40)).loss.value.expect("known");
    let cancelled = answer(&line(&format!("-{rest}"), 25)).loss;
    let value: f64 = cancelled.value.expect("known").parse().expect("a number");
    assert!(value != 0.0 && value.abs() < 1e-39, "{value}");
    // 2·4^−½ + 9^−½ = 4/3 and 1 + 0·…: known exactly, and to every digit.
    let four_thirds = r#"{"law":"chinchilla","params":{"E":0,"A":2,"B":1,"alpha":0.5,"beta":0.5},"n":4,"d":9,"digits":50,"order":0}"#;
    assert_eq!(answer(four_thirds).loss.value.expect("known"), format!("1.{}", "3".repeat(49)));
}

#[test]
fn a_tie_of_roundings_has_ends_and_perhaps_no_value() {
    // 2·4^−½ + 4·16^−½ + ½ = 2.5 exactly: to one digit, 2 or 3.
    let line = r#"{"law":"chinchilla","params":{"E":0.5,"A":2,"B":4,"alpha":0.5,"beta":0.5},"n":4,"d":16,"digits":1,"order":0}"#;
    let loss = answer(line).loss;
    let (lo, hi): (f64, f64) = (loss.lo.parse().expect("lo"), loss.hi.parse().expect("hi"));
    assert!(lo <= 2.5 && 2.5 <= hi && hi - lo < 0.021, "{loss}");
    assert!(loss.value.is_none_or(|v| v == "2" || v == "2.0" || v == "3"));
}

#[test]
fn what_is_asked_for_is_answered_and_nothing_else() {
    let line = |more: &str| {
        format!(
            r#"{{"law":"kaplan","params":{{"N_c":"6.4e13","D_c":"1.8e13","alpha_N":0.076,"alpha_D":0.103}},"n":1e9,"d":1e10,"digits":12{more}}}"#
        )
    };
    for (more, gradient, hessian) in
        [(",\"order\":0", 0, 0), (",\"order\":1", 4, 0), (",\"order\":2", 4, 10), ("", 4, 10)]
    {
        let found = answer(&line(more));
        assert_eq!((found.gradient.len(), found.hessian.len()), (gradient, hessian), "{more}");
        let object: Value = serde_json::from_str(&found.to_string()).expect("JSON");
        assert_eq!(object.get("gradient").is_some(), gradient > 0);
        let cross = &object["hessian"]["N_c"]["alpha_D"];
        assert_eq!(cross, &object["hessian"]["alpha_D"]["N_c"]);
        assert_eq!(cross["value"].is_string(), hessian > 0);
    }
    // A number and its text are the same, and neither passes through a double.
    let long = "0.07600000000000000000000000000000000000001";
    let [as_number, as_text, short] = [long, &format!("\"{long}\""), "0.076"].map(|alpha| {
        let line = line("").replace("\"alpha_N\":0.076", &format!("\"alpha_N\":{alpha}"));
        answer(&line.replace("\"digits\":12", "\"digits\":45")).loss.value
    });
    assert!(as_number == as_text && as_number != short);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// More digits agree with fewer, and ends of fewer hold those of more.
    #[test]
    fn digits_agree_with_more_digits(
        log_n in 6.0..12.0, log_d in 7.0..14.0, alpha in 0.05..0.9, few in 1_u32..30,
    ) {
        let theta = [1.7, 400.0, 900.0, alpha, 0.3].map(|x| Exact::from_f64(x).expect("finite"));
        let size = |log: f64| Exact::from_f64(10_f64.powf(log).round()).expect("finite");
        let law = Law::named("chinchilla").expect("a law");
        let at = Point { n: size(log_n), d: size(log_d), unique: size(log_d), others: Vec::new() };
        let [less, more] = [few, few + 25].map(|digits| answer(&request(&law, &theta, &at, digits)));
        let all = |a: &Answer| -> Vec<Decimals> {
            std::iter::once(&a.loss).chain(&a.gradient).chain(&a.hessian).cloned().collect()
        };
        for (less, more) in all(&less).into_iter().zip(all(&more)) {
            prop_assert!(exact(&less.lo) <= exact(&more.lo) && exact(&more.hi) <= exact(&less.hi));
            let fine = more.value.expect("known");
            if let Some(value) = less.value {
                let (value, fine) = (exact(&value), exact(&fine));
                let off = (&value - &fine).to_f64().abs();
                prop_assert!(off <= 0.5001 * fine.to_f64().abs() * 10_f64.powi(1 - few as i32));
            }
        }
    }
}
