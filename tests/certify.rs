//! Certified optima against an independent engine, and what certificates are
//! worth when somebody tampers with them.

#[path = "support/tables.rs"]
mod tables;

use std::path::Path;

use offray::certify::{
    Bound, Certificate, Certified, ClaimedEnd, ClaimedProfiles, Ends, Options, ProvedEnd,
    ProvedProfile, Searched, Unfinished, UnfinishedError, certify, check, global, one_variable,
    profile_ends,
};
use offray::fit::{Constraints, Objective, Problem, ProfileEnd};
use offray::law::Law;
use offray::number::{Compare, Exact, Interval, Scalar};
use offray::runs::{Runs, Selection};
use tables::{cases, table};

fn run(
    runs: &Runs,
    law: &str,
    objective: &str,
    constraints: &Constraints,
    digits: usize,
) -> Certified {
    let law = Law::named(law).expect(law);
    let objective: Objective = objective.parse().expect(objective);
    let problem = Problem::new(&law, runs, &objective, constraints).expect("a sound problem");
    certify(&problem, &Options { digits, ..Options::default() }).expect("a fit")
}

/// `generate.py` beside the fixture: mpmath, its own derivatives, 70 digits.
#[test]
fn enclosures_contain_the_optima_of_an_independent_engine() {
    for case in cases("optima") {
        let runs = case.runs();
        let answer =
            run(&runs, case.word("law"), case.word("objective"), &Constraints::default(), 50);
        let proof = answer.proof.unwrap_or_else(|| panic!("{case}: {:?}", answer.fit.remarks));
        assert_eq!(answer.fit.status.to_string(), "local-minimum");
        // 55 digits were printed, the last of them rounded.
        let agree = |ours: &Interval, theirs: &str| {
            let theirs = Interval::new(ours.bits(), &theirs.parse().expect("a decimal"));
            let last = &theirs * Interval::new(ours.bits(), &"6e-55".parse().expect("a decimal"));
            let printed = (&theirs - &last).hull(&(&theirs + &last));
            assert!(ours.intersect(&printed).is_some(), "{case}: {ours} {printed}");
            assert!((ours.width() / theirs.lo()).to_f64() < 1e-50, "{case}: {ours}");
        };
        for (ours, theirs) in proof.parameters.iter().zip(case.list("parameters")) {
            agree(ours, theirs.as_str().unwrap());
        }
        agree(&proof.value, case.word("objective_value"));
    }
}

fn exact(text: &str) -> Exact {
    text.parse().expect(text)
}

/// A certificate of a small real table, and the table.
fn certified(objective: &str) -> (Certificate, Runs) {
    let runs = table("gadre_c4val", &["c4"]);
    let law = Law::named("chinchilla").expect("a law");
    let none = Constraints::default();
    let objective: Objective = objective.parse().expect("an objective");
    let problem = Problem::new(&law, &runs, &objective, &none).expect("a sound problem");
    let answer = certify(&problem, &Options { digits: 20, ..Options::default() }).expect("a fit");
    let certificate = Certificate::new(&problem, &answer);
    (
        certificate
            .unwrap_or_else(|failed| panic!("{objective}: {failed:?} {:?}", answer.fit.remarks)),
        runs,
    )
}

/// The claims that a checker does not confirm.
fn failures(text: &str) -> Vec<String> {
    let checked = check(text, None).expect("a certificate");
    let failed = checked.findings.into_iter().filter(|f| !f.confirmed);
    failed.map(|f| f.claim).collect()
}

#[test]
fn a_certificate_is_confirmed_and_any_change_of_the_file_is_seen() {
    for objective in ["huber-log:1e-3", "log-sse", "pseudo-huber-log:1e-3"] {
        let (certificate, runs) = certified(objective);
        let text = certificate.to_text();
        assert_eq!(failures(&text), [""; 0], "{objective}");
        assert!(check(&text, Some(&runs)).expect("its own runs").is_confirmed());
        assert_eq!(Certificate::from_text(&text).expect("read back").to_text(), text);
        // One digit, one space, one letter.
        let at = text.find("\"value\"").expect("a value") + 30;
        let digit = if &text[at..=at] == "7" { "8" } else { "7" };
        let mut changed = text.clone();
        changed.replace_range(at..=at, digit);
        for changed in [changed, text.replacen("  ", "   ", 1), text.replacen("mpfr", "mpfR", 1)] {
            assert_ne!(changed, text);
            // Ends in the wrong order are no certificate at all.
            let Ok(checked) = check(&changed, None) else { continue };
            let hash = checked.findings.iter().find(|f| f.claim.contains("content_sha256"));
            assert!(hash.is_some_and(|f| !f.confirmed), "{changed}");
        }
        let other = table("gadre_c4val", &["rw"]);
        let error = check(&text, Some(&other)).expect_err("other runs").to_string();
        assert!(error.contains("other runs"), "{error}");
    }
}

/// What becomes false is found by intervals, the hash notwithstanding.
#[test]
fn a_false_claim_with_a_sound_hash_is_refuted_by_intervals() {
    type Change = fn(&mut Certificate);
    fn shifted(ends: &Ends, by: &str) -> Ends {
        Ends { lo: &ends.lo + &exact(by), hi: &ends.hi + &exact(by) }
    }
    let changes: [(&str, Change, &str); 16] = [
        (
            "the tight box, shifted",
            |c| {
                c.coordinates[1].tight = shifted(&c.coordinates[1].tight, "1e-20");
            },
            "Krawczyk",
        ),
        (
            "the wide box, made too wide",
            |c| {
                let convex = &mut c.coordinates[0].convex;
                convex.lo = &convex.lo - &exact("0.2");
            },
            "strictly convex",
        ),
        (
            "the wide box, moved off the tight one",
            |c| {
                c.coordinates[4].convex = shifted(&c.coordinates[4].convex, "0.2");
            },
            "strictly convex",
        ),
        (
            "another threshold",
            |c| c.objective = "huber-log:0.0010000000000000001".into(),
            "Krawczyk",
        ),
        ("another objective", |c| c.objective = "log-sse".into(), "Krawczyk"),
        (
            "a dropped row",
            |c| {
                c.rows.as_mut().expect("rows").pop();
                c.runs -= 1;
            },
            "Krawczyk",
        ),
        (
            "a loss in its last digit",
            |c| {
                let rows = c.rows.as_mut().expect("rows");
                let cells: Vec<&str> = rows[5].split(',').collect();
                let loss = &exact(cells[2]) + &exact("1e-15");
                rows[5] = format!("{},{},{loss},{},{}", cells[0], cells[1], cells[3], cells[4]);
            },
            "Krawczyk",
        ),
        ("another unit", |c| c.unit_n = exact("1e7"), "Krawczyk"),
        (
            "a shifted value",
            |c| {
                c.parameters[2].value = shifted(&c.parameters[2].value, "1e-15");
            },
            "the value of B",
        ),
        (
            "a shifted standard error",
            |c| {
                let error = c.parameters[3].sandwich.as_mut().expect("one");
                *error = shifted(error, "1e-15");
            },
            "sandwich",
        ),
        (
            "another standard error",
            |c| {
                c.parameters[3].observed = c.parameters[3].gauss_newton.clone();
            },
            "observed",
        ),
        (
            "a shifted objective",
            |c| {
                c.objective_value = shifted(&c.objective_value, "-1e-18");
            },
            "the objective's value",
        ),
        (
            "one residual more inside",
            |c| {
                c.kink.as_mut().expect("a threshold").inside += 1;
            },
            "Huber",
        ),
        (
            "a larger distance",
            |c| {
                let kink = c.kink.as_mut().expect("a threshold");
                kink.distance = &kink.distance * &exact("20");
            },
            "Huber",
        ),
        (
            "a shifted eigenvalue",
            |c| {
                c.eigenvalues[4] = shifted(&c.eigenvalues[4], "1e-12");
            },
            "eigenvalues",
        ),
        ("another word", |c| c.claim = "global-minimum".into(), "together"),
    ];
    let (sound, _) = certified("huber-log:1e-3");
    for (what, change, part) in changes {
        let mut certificate = sound.clone();
        change(&mut certificate);
        if let Some(rows) = &certificate.rows {
            // The rows' own hash recomputed too.
            let mut table = String::from("n_params,n_tokens,loss\n");
            for row in rows {
                let cells: Vec<&str> = row.split(',').collect();
                table += &format!("{},{},{}\n", cells[0], cells[1], exact(cells[2]));
            }
            let (columns, all) = (Default::default(), Selection::default());
            let runs = Runs::from_csv("table", table.as_bytes(), &columns, &all).expect("rows");
            certificate.rows_sha256 = runs.rows_sha256();
        }
        let failed = failures(&certificate.to_text());
        assert!(!failed.is_empty(), "{what}: confirmed");
        assert!(!failed.iter().any(|f| f.contains("sha256")), "{what}: {failed:?}");
        assert!(failed.iter().any(|f| f.contains(part)), "{what}: {failed:?}");
    }
}

#[test]
fn constraints_bounds_twins_and_one_ray_have_their_own_answers() {
    let mut constraints = Constraints::default();
    constraints.fix("E=1.5").expect("well formed");
    constraints.tie("alpha=beta").expect("well formed");
    constraints.bound("B=1:100").expect("well formed");
    let runs = table("gadre_c4val", &["c4"]);
    let answer = run(&runs, "chinchilla", "log-sse", &constraints, 25);
    assert_eq!(answer.fit.status.to_string(), "boundary-minimum");
    let proof = answer.proof.clone().expect("a proof");
    assert!(proof.multipliers[0].slope.hi().to_f64() < 0.0, "it presses against the upper end");
    assert_eq!(proof.held, [(0, exact("1.5")), (2, exact("100"))]);
    let law = Law::named("chinchilla").expect("a law");
    let objective = "log-sse".parse().expect("an objective");
    let problem = Problem::new(&law, &runs, &objective, &constraints).expect("sound");
    let certificate = Certificate::new(&problem, &answer).expect("confirmed");
    assert_eq!(certificate.claim, "boundary-minimum");
    let mut turned = certificate.clone();
    turned.bounds[0].end = "lower".into();
    assert!(failures(&turned.to_text())[0].contains("pressed"), "the multiplier's sign");

    // One ray, the losses of E = 1.7, A = 3000, B = 30, α = 0.5, β = 0.2 rounded
    // to eight places: an optimum and its mirror image.
    let sizes = ["1e6", "3e6", "1e7", "3e7", "1e8", "3e8", "1e9", "3e9"];
    let losses = [
        "5.73971726",
        "4.26667507",
        "3.30470054",
        "2.77433486",
        "2.41391890",
        "2.20547498",
        "2.05603350",
        "1.96442039",
    ];
    let rows = sizes
        .iter()
        .zip(losses)
        .map(|(n, loss)| format!("{n},{},{loss}\n", &exact(n) * &exact("20")));
    let text = String::from("n_params,n_tokens,loss\n") + &rows.collect::<String>();
    let (columns, all) = (Default::default(), Selection::default());
    let ray = Runs::from_csv("ray", text.as_bytes(), &columns, &all).expect("a table");
    let answer = run(&ray, "chinchilla", "sse", &Constraints::default(), 20);
    let proof = answer.proof.unwrap_or_else(|| panic!("{:?}", answer.fit.remarks));
    assert_eq!(proof.twins.len(), 1);
    let twin = &proof.twins[0];
    assert!(twin[3].intersect(&proof.parameters[4]).is_some());
    assert!(twin[4].intersect(&proof.parameters[3]).is_some());
    assert!(twin[1].intersect(&proof.parameters[1]).is_none());
    // All D alike: B and beta are not determined, and nothing is proved.
    let flat = table("pythia_pile_by_cerebras", &[]);
    let answer = run(&flat, "chinchilla", "sse", &Constraints::default(), 20);
    assert_eq!(answer.fit.status.to_string(), "not-identifiable");
    assert!(answer.proof.is_none() && !answer.fit.certified);
}

/// `fixtures/fit/profiles.py`: mpmath, a path of Newton steps from the optimum;
/// 20 digits printed, the last of them rounded.
#[test]
fn profile_ends_are_enclosed() {
    for case in cases("profiles").iter().step_by(2) {
        let runs = case.runs();
        let law = Law::named(case.word("law")).expect("a law");
        let objective: Objective = case.word("objective").parse().expect("an objective");
        let none = Constraints::default();
        let problem = Problem::new(&law, &runs, &objective, &none).expect("sound");
        let answer =
            certify(&problem, &Options { digits: 25, ..Options::default() }).expect("a fit");
        let found = profile_ends(&problem, &answer, 0.95, 25).expect("proved");
        assert_eq!(found.pseudo, case.word("objective").contains("huber"));
        for (own, theirs) in found.parameters.iter().zip(case.list("ends")) {
            for (end, theirs) in
                [&own.lower, &own.upper].into_iter().zip(theirs.as_array().unwrap())
            {
                let ProvedEnd::Bounded { value: ours, .. } = end else {
                    panic!("{case} {}: {end:?}", own.name)
                };
                let theirs = Interval::new(ours.bits(), &exact(theirs.as_str().unwrap()));
                let off = ((ours - &theirs) / &theirs).abs();
                assert!(off.hi().to_f64() < 1e-18, "{case} {}: {ours} {theirs}", own.name);
                assert!((ours.width() / theirs.lo()).to_f64() < 1e-25, "{}: {ours}", own.name);
            }
        }
    }
}

/// Both ends of an interval, where they are proved; undecided ones say why.
fn both(profile: &ProvedProfile) -> Option<[&Interval; 2]> {
    match (&profile.lower, &profile.upper) {
        (ProvedEnd::Bounded { value: lower, .. }, ProvedEnd::Bounded { value: upper, .. }) => {
            Some([lower, upper])
        }
        _ => None,
    }
}

/// The same, where there is no reason for anything else.
fn proved(profile: &ProvedProfile) -> [&Interval; 2] {
    both(profile).unwrap_or_else(|| panic!("{profile:?}"))
}

/// The profile of an optimum begins at that optimum, also where another is lower.
#[test]
fn of_several_minima_the_profile_is_that_of_the_certified_one() {
    for (name, which) in [("minima-rays-1", 0), ("datablations-epochs", 1)] {
        let given = offray::oracle::named(name).expect("a problem of the set");
        let (law, runs) = (given.law().expect("a law"), given.table().expect("a table"));
        let (objective, constraints) = (given.objective(), given.constraints());
        let (objective, constraints) = (objective.expect("one"), constraints.expect("sound"));
        let problem = Problem::new(&law, &runs, &objective, &constraints).expect("sound");
        let other = &given.certified.as_ref().expect("an answer").other_minima[which].parameters;
        let start = law.about().parameters.iter().map(|p| exact(&other[p.name])).collect();
        let options = Options { digits: 12, start: Some(start), ..Options::default() };
        let answer = certify(&problem, &options).expect("a fit");
        let optimum = &answer.proof.as_ref().expect("certified").parameters;
        let found = profile_ends(&problem, &answer, 0.95, 12).expect("proved");
        assert!(found.followed, "{name}: one is lower");
        // A minimum over the others that ceases to be one on the way has no end there.
        let ends = |profile| match name {
            "minima-rays-1" => Some(proved(profile)),
            _ => both(profile),
        };
        for profile in &found.parameters {
            let Some([lower, upper]) = ends(profile) else { continue };
            let here = &optimum[law.about().index(profile.name).expect("a parameter")];
            let about = lower.less(here).is_true() && here.less(upper).is_true();
            assert!(about, "{name} {}: {lower} {here} {upper}", profile.name);
        }
        // The lowest needs no following.
        let answer = certify(&problem, &Options { digits: 12, ..Options::default() });
        let found = profile_ends(&problem, &answer.expect("a fit"), 0.95, 12).expect("proved");
        assert!(!found.followed, "{name}: none is lower");
        found.parameters.iter().for_each(|profile| {
            ends(profile);
        });
    }
}

#[test]
fn a_certificate_sets_neither_the_work_nor_the_meaning_of_a_check() {
    let (certificate, _) = certified("log-sse");
    // A precision beyond what its digits need would take hours.
    let greedy = Certificate { bits: 65_536, ..certificate.clone() };
    assert_eq!(failures(&greedy.to_text()), [""; 0]);
    // Parameters that are equal in other units are not those that a user tied.
    let mut tied = certificate;
    tied.coordinates.remove(2);
    tied.coordinates[1].parameters.push("B".into());
    let error = check(&tied.to_text(), None).expect_err("not equal in the file's units");
    assert!(error.to_string().contains("'A' is tied, but counts in other units"), "{error}");
}

/// A certificate with the profiles of a small real table.
fn certified_profiles(objective: &str, level: f64, bounds: &[&str]) -> Certificate {
    let runs = table("gadre_c4val", &["c4"]);
    let law = Law::named("chinchilla").expect("a law");
    let mut constraints = Constraints::default();
    bounds.iter().for_each(|text| constraints.bound(text).expect("well formed"));
    let objective = objective.parse().expect("an objective");
    let problem = Problem::new(&law, &runs, &objective, &constraints).expect("a sound problem");
    let options = Options { digits: 15, ..Options::default() };
    let mut answer = certify(&problem, &options).expect("a fit");
    answer.profiles = Some(profile_ends(&problem, &answer, level, 15).expect("ends"));
    Certificate::new(&problem, &answer).unwrap_or_else(|failed| panic!("{failed:?}"))
}

/// The box and the value of an end.
fn end(end: &mut ClaimedEnd) -> (&mut Vec<Ends>, &mut Ends) {
    match end {
        ClaimedEnd::Bounded { coordinates, value } => (coordinates, value),
        ClaimedEnd::Unproved { .. } => panic!("no number"),
    }
}

#[test]
fn a_false_claim_about_a_profile_is_refuted_by_intervals() {
    type Change = fn(&mut ClaimedProfiles, &ClaimedProfiles);
    fn by(ends: &Ends, lo: &str, hi: &str) -> Ends {
        Ends { lo: &ends.lo + &exact(lo), hi: &ends.hi + &exact(hi) }
    }
    let changes: [(&str, Change, &str); 14] = [
        (
            "a box, shifted",
            |p, _| {
                let (coordinates, _) = end(&mut p.parameters[3].hi);
                coordinates[0] = by(&coordinates[0], "1e-18", "1e-18");
            },
            "the upper end of the profile of alpha",
        ),
        (
            "a value, shifted",
            |p, _| {
                let (_, value) = end(&mut p.parameters[0].lo);
                *value = by(value, "1e-12", "1e-12");
            },
            "the lower end of the profile of E",
        ),
        (
            "a box, too wide",
            |p, _| {
                let (coordinates, _) = end(&mut p.parameters[4].lo);
                coordinates[1] = by(&coordinates[1], "-0.5", "0.5");
            },
            "the lower end of the profile of beta",
        ),
        (
            "a box, too narrow",
            |p, _| {
                let (coordinates, _) = end(&mut p.parameters[2].lo);
                coordinates[2] = Ends { hi: coordinates[2].lo.clone(), ..coordinates[2].clone() };
            },
            "the lower end of the profile of B",
        ),
        (
            "a quarter of a box",
            |p, _| {
                let (coordinates, _) = end(&mut p.parameters[2].hi);
                let Ends { lo, hi } = coordinates[3].clone();
                coordinates[3].hi = &(&(&lo * &exact("3")) + &hi) / &exact("4");
            },
            "the upper end of the profile of B",
        ),
        (
            "a coordinate less",
            |p, _| {
                end(&mut p.parameters[1].hi).0.pop();
            },
            "the upper end of the profile of A",
        ),
        (
            "the other side",
            |p, _| {
                let alpha = &mut p.parameters[3];
                std::mem::swap(&mut alpha.lo, &mut alpha.hi);
            },
            "the lower end of the profile of alpha",
        ),
        (
            "another parameter's end",
            |p, _| p.parameters[3].lo = p.parameters[4].lo.clone(),
            "the lower end of the profile of alpha",
        ),
        ("the other kind", |p, _| p.pseudo = !p.pseudo, "of every free parameter"),
        ("a name", |p, _| p.parameters[3].name = "beta".into(), "of every free parameter"),
        ("another level", |p, other| p.level = other.level.clone(), "quantile"),
        (
            "another level with its quantile",
            |p, other| (p.level, p.quantile) = (other.level.clone(), other.quantile.clone()),
            "height",
        ),
        (
            "another level with all that is said of it",
            |p, other| {
                let parameters = std::mem::take(&mut p.parameters);
                *p = ClaimedProfiles { parameters, ..other.clone() };
            },
            "the lower end of the profile of E",
        ),
        ("a height, shifted", |p, _| p.height = by(&p.height, "1e-14", "1e-14"), "height"),
    ];
    for objective in ["sse", "huber-log:1e-3"] {
        let sound = certified_profiles(objective, 0.95, &[]);
        let other = certified_profiles(objective, 0.9, &[]);
        assert_eq!(failures(&sound.to_text()), [""; 0], "{objective}");
        assert_eq!(
            Certificate::from_text(&sound.to_text()).expect("read back").profiles,
            sound.profiles
        );
        let other = other.profiles.expect("profiles");
        for (what, change, part) in changes {
            let mut certificate = sound.clone();
            change(certificate.profiles.as_mut().expect("profiles"), &other);
            let failed = failures(&certificate.to_text());
            assert!(!failed.iter().any(|f| f.contains("sha256")), "{what}: {failed:?}");
            assert!(failed.iter().any(|f| f.contains(part)), "{objective}, {what}: {failed:?}");
        }
    }
    // What was not proved cannot be claimed, with whatever box.
    let open = certified_profiles("log-sse", 0.95, &["B=1:400"]);
    assert_eq!(failures(&open.to_text()), [""; 0]);
    let free = certified_profiles("sse", 0.95, &[]);
    let mut claimed = open.clone();
    let profiles = claimed.profiles.as_mut().expect("profiles");
    let found = ClaimedEnd::Unproved { search: Searched::Open };
    assert_eq!(profiles.parameters[2].hi, found);
    profiles.parameters[2].hi = free.profiles.expect("profiles").parameters[2].hi.clone();
    let failed = failures(&claimed.to_text());
    assert_eq!(failed, ["the upper end of the profile of B"]);
    // Nor can a parameter at its bound have profiles.
    let mut bound = open;
    bound.bounds.push(Bound {
        parameters: vec!["E".into()],
        end: "lower".into(),
        slope: Ends::point(&exact("1")),
    });
    let failed = failures(&bound.to_text());
    assert!(failed.iter().any(|f| f.contains("none of them at a bound")), "{failed:?}");
}

/// Where a bound comes before the level.
#[test]
fn an_end_that_is_not_a_number_is_not_proved() {
    let runs = table("gadre_c4val", &["c4"]);
    let law = Law::named("chinchilla").expect("a law");
    let mut constraints = Constraints::default();
    constraints.bound("B=1:400").expect("well formed");
    let problem =
        Problem::new(&law, &runs, &"log-sse".parse().expect("one"), &constraints).expect("sound");
    let answer = certify(&problem, &Options { digits: 12, ..Options::default() }).expect("a fit");
    let found = profile_ends(&problem, &answer, 0.95, 12).expect("proved");
    let b = found.parameters.iter().find(|p| p.name == "B").expect("free");
    assert!(matches!(b.lower, ProvedEnd::Bounded { .. }), "{b:?}");
    assert!(matches!(&b.upper, ProvedEnd::Found(ProfileEnd::Open(_), None)), "{b:?}");
    // At a bound nothing of the kind is claimed.
    let mut constraints = Constraints::default();
    constraints.bound("B=1:100").expect("well formed");
    let problem =
        Problem::new(&law, &runs, &"log-sse".parse().expect("one"), &constraints).expect("sound");
    let answer = certify(&problem, &Options { digits: 12, ..Options::default() }).expect("a fit");
    let refused = profile_ends(&problem, &answer, 0.95, 12);
    assert_eq!(refused.expect_err("refused"), "a parameter rests on its bound");
}

#[test]
fn one_variable_is_bracketed_by_decimals() {
    let runs = table("gadre_c4val", &["c4"]);
    let law = Law::named("chinchilla").expect("a law");
    let mut constraints = Constraints::default();
    for text in ["E=1.62", "B=242.6", "alpha=0.2526", "beta=0.2622"] {
        constraints.fix(text).expect("well formed");
    }
    for objective in ["sse", "huber-log:1e-3"] {
        let objective = objective.parse().expect("an objective");
        let problem = Problem::new(&law, &runs, &objective, &constraints).expect("sound");
        let found = one_variable(&problem, 12).expect("a fit").expect("a bracket");
        assert_eq!((found.parameter, found.theta[0].clone()), (1, Some(exact("1.62"))));
        let width = &found.ends.hi - &found.ends.lo;
        assert!(width.to_f64() < 1e-8 && width.signum() > 0);
        assert!(found.slope_lo.hi().to_f64() < 0.0 && found.slope_hi.lo().to_f64() > 0.0);
        assert!(found.curvature.lo().to_f64() > 0.0);
        assert_eq!(found.rows.len(), runs.rows.len());
    }
    let free = Problem::new(&law, &runs, &"sse".parse().expect("one"), &Constraints::default());
    let refused = one_variable(&free.expect("sound"), 12).expect("no fit is tried");
    assert!(refused.expect_err("five are free").contains("--fix"));
}

fn region(lo: &str, hi: &str) -> [(String, Ends); 2] {
    ["alpha", "beta"].map(|name| (name.to_owned(), Ends { lo: exact(lo), hi: exact(hi) }))
}

/// α, β ∈ [0.05, 1] on the published table: no lower point of the sum of squares.
#[test]
fn the_least_squares_optimum_of_the_chinchilla_table_is_global() {
    let runs = table("chinchilla_epoch240", &[]);
    let law = Law::named("chinchilla").expect("a law");
    let objective = "sse".parse().expect("an objective");
    let none = Constraints::default();
    let problem = Problem::new(&law, &runs, &objective, &none).expect("sound");
    let mut answer = certify(&problem, &Options::default()).expect("a fit");
    let found = global(&problem, &answer, &region("0.05", "1"), None, &mut |_| {});
    let found = found.expect("it applies");
    assert!(found.open.is_none() && found.convex > 0 && found.boxes > 100, "{found:?}");
    answer.raise(found);
    assert_eq!(answer.fit.status.to_string(), "global-minimum");
    // A region without the optimum.
    let outside = global(&problem, &answer, &region("0.05", "0.2"), None, &mut |_| {});
    assert!(outside.expect_err("outside").contains("not inside"));
}

/// The optimum of a shipped problem, searched for from a start.
fn of_problem(name: &str, start: Option<Vec<Exact>>) -> (Runs, Law, Objective, Certified) {
    let shipped = offray::oracle::named(name).expect(name);
    let (runs, law) = (shipped.table().expect(name), shipped.law().expect(name));
    let objective = shipped.objective().expect(name);
    let none = Constraints::default();
    let problem = Problem::new(&law, &runs, &objective, &none).expect("sound");
    let options = Options { digits: 12, start, ..Options::default() };
    let answer = certify(&problem, &options).expect("a fit");
    (runs, law, objective, answer)
}

/// Residuals as logarithms, weights, and a search that is put aside.
#[test]
fn an_optimum_of_ratios_is_global_also_after_an_interruption() {
    let (runs, law, objective, mut answer) = of_problem("grid-weights", None);
    let none = Constraints::default();
    let problem = Problem::new(&law, &runs, &objective, &none).expect("sound");
    let all = region("0.05", "1");
    let mut kept = Vec::new();
    let found = global(&problem, &answer, &all, None, &mut |p| kept.extend(p.unfinished()));
    let found = found.expect("it applies");
    // Put aside after any round, written and read, it ends in the same proof.
    for state in kept.iter().step_by(4).chain(kept.last()) {
        let state = Unfinished::parse(&state.to_text()).expect("whole");
        let again = global(&problem, &answer, &all, Some(&state), &mut |_| {}).expect("it applies");
        assert!(again.open.is_none());
        assert_eq!((again.boxes, again.convex), (found.boxes, found.convex));
        assert_eq!((again.depth, &again.region), (found.depth, &found.region));
    }
    let text = kept[3].to_text();
    let damaged = text.replacen("\"boxes\":", "\"boxes\":1", 1);
    assert_eq!(Unfinished::parse(&damaged).expect_err("changed"), UnfinishedError::Damaged);
    // About another box, objective or optimum.
    let elsewhere = kept[3].concerns(&problem, &region("0.04", "1"));
    assert_eq!(elsewhere.expect_err("another box"), UnfinishedError::Other);
    let other = "huber-log:1".parse().expect("an objective");
    let other = Problem::new(&law, &runs, &other, &none).expect("sound");
    assert_eq!(kept[3].concerns(&other, &all), Err(UnfinishedError::Other));
    assert!(global(&other, &answer, &all, Some(&kept[3]), &mut |_| {}).is_err());
    let mut moved = answer.clone();
    moved.proof.as_mut().expect("a proof").places[0].convex.lo = exact("0");
    assert_eq!(kept[3].concerns(&problem, &all), Ok(()));
    assert_eq!(kept[3].fits(&problem, &moved, &all), Err(UnfinishedError::OtherOptimum));
    answer.raise(found);
    assert_eq!(answer.fit.status.to_string(), "global-minimum");
}

/// Two minima: the higher is a proved local minimum, and never called the lowest.
#[test]
fn a_minimum_that_is_not_the_lowest_is_told_so() {
    let start = ["1.7565649", "289.09735", "185605.9", "0.33353354", "0.71589655"].map(exact);
    let (runs, law, objective, mut answer) = of_problem("minima-rays-1", Some(start.to_vec()));
    let none = Constraints::default();
    let problem = Problem::new(&law, &runs, &objective, &none).expect("sound");
    let found = global(&problem, &answer, &region("0.05", "1"), None, &mut |_| {});
    let found = found.expect("it applies");
    let open = found.open.clone().expect("it is not the lowest");
    let (theta, value) = open.lower.expect("a lower point");
    let proof = answer.proof.as_ref().expect("a proof");
    assert!(value.less(&proof.value).is_true());
    let there: Vec<Interval> = theta.iter().map(|x| Interval::new(200, x)).collect();
    assert!(problem.value(&there).less(&proof.value).is_true());
    // The certified lowest: α = 0.5016, β = 0.2025, F = 1.1e-7.
    for (ends, x) in open.hull.iter().zip(["0.50159561", "0.20246540"].map(exact)) {
        assert!(ends.lo < x && x < ends.hi);
    }
    let lowest = Interval::new(64, &open.bound);
    assert!(!proof.value.less(&lowest).is_true());
    answer.raise(found);
    assert_eq!(answer.fit.status.to_string(), "local-minimum");
    assert!(answer.to_json()["proof"]["global"].is_null());
    assert!(answer.to_json()["proof"]["undecided"]["lower"].is_object());
}

/// `fixtures/certificates/generate.sh`; the other checker is run by ./check.
#[test]
fn shipped_certificates_are_confirmed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/certificates");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "json") {
            let text = std::fs::read_to_string(&path).expect("a text");
            assert_eq!(failures(&text), [""; 0], "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 8, "{count} certificates");
}

fn offray(arguments: &[&str]) -> (i32, String, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_offray"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the command runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

#[test]
fn commands_certify_check_and_say_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("optimum.json");
    let path = path.to_str().expect("a name");
    let table = "fixtures/runs/gadre_c4val.csv";
    let (status, page, errors) = offray(&["certify", table, "--group", "c4", "--out", path]);
    assert_eq!((status, errors.as_str()), (0, ""), "{page}");
    assert!(page.contains("local-minimum: proved"), "{page}");
    // The published 1.620024, to thirty digits.
    assert!(page.contains("E         1.62002352862754190242990638878"), "{page}");
    let (status, page, _) = offray(&["check", path, "--runs", table, "--group", "c4"]);
    assert_eq!(status, 0, "{page}");
    assert!(page.contains("confirmed") && !page.contains("FAILED"), "{page}");
    let (status, _, errors) = offray(&["check", path, "--runs", table, "--group", "rw"]);
    assert_eq!((status, errors.lines().count()), (2, 1), "{errors}");
    assert!(errors.contains("other runs"), "{errors}");
    let text = std::fs::read_to_string(path).expect("written");
    std::fs::write(path, text.replacen("local-minimum", "local-minimun", 1)).expect("writable");
    let (status, page, _) = offray(&["check", path]);
    assert_eq!(status, 1, "{page}");
    assert!(page.contains("NOT confirmed") && page.contains("FAILED"), "{page}");
    let (status, _, errors) = offray(&["check", table]);
    assert_eq!((status, errors.lines().count()), (2, 1), "{errors}");
    assert!(errors.contains("not a certificate"), "{errors}");

    let (status, json, _) =
        offray(&["certify", table, "--group", "c4", "--digits", "12", "--json"]);
    assert_eq!(status, 0, "{json}");
    let object: serde_json::Value = serde_json::from_str(&json).expect("one object");
    assert_eq!(object["status"], "local-minimum");
    assert_eq!(object["certified"], true);
    let estimate = &object["parameters"][1];
    for key in ["value", "enclosure", "interval", "se"] {
        assert!(!estimate[key].is_null(), "{key}");
    }
    assert_eq!(estimate["enclosure"]["lo"], "122.5531204860");
    assert_eq!(estimate["enclosure"]["hi"], "122.5531204861");
    assert_eq!(estimate["interval"]["method"], "smoothed-t");
    let flat = "fixtures/runs/pythia_pile_by_cerebras.csv";
    let (status, page, _) = offray(&["certify", flat, "--objective", "sse"]);
    assert_eq!(status, 1, "{page}");
    assert!(page.contains("not-identifiable: not proved"), "{page}");
    let arguments = ["certify", table, "--global", "--box", "alpha=0.3:0.2"];
    let (status, _, errors) = offray(&arguments);
    assert_eq!((status, errors.lines().count()), (2, 1), "{errors}");
}

/// A table of `fixtures/field`.
fn field(name: &str) -> Runs {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/field/{name}.csv"));
    Runs::read(&path, &Default::default(), &Selection::default()).expect("a shipped table")
}

/// Weighted tables get certificates, which both checkers confirm; forged ones are refused.
#[test]
fn weights_are_part_of_what_is_certified() {
    let runs = field("weighted");
    let law = Law::named("chinchilla").expect("a law");
    for objective in ["sse", "log-sse", "pseudo-huber-log:1e-1"] {
        let objective: Objective = objective.parse().expect("an objective");
        let none = Constraints::default();
        let problem = Problem::new(&law, &runs, &objective, &none).expect("sound");
        let answer =
            certify(&problem, &Options { digits: 20, ..Options::default() }).expect("a fit");
        let certificate = Certificate::new(&problem, &answer);
        let sound = certificate
            .unwrap_or_else(|why| panic!("{objective}: {why:?} {:?}", answer.fit.remarks));
        assert_eq!(failures(&sound.to_text()), [""; 0], "{objective}");
        // The Gram matrix without weights, a weight exchanged, all of them doubled.
        let forged = |change: &dyn Fn(&mut Certificate)| {
            let mut other = sound.clone();
            change(&mut other);
            let rows: Vec<String> = other.rows.clone().expect("rows");
            let mut table = String::from("n_params,n_tokens,loss,weight\n");
            for row in &rows {
                let cells: Vec<&str> = row.split(',').collect();
                table += &format!("{},{},{},{}\n", cells[0], cells[1], cells[2], cells[4]);
            }
            let (columns, all) = (Default::default(), Selection::default());
            let runs = Runs::from_csv("table", table.as_bytes(), &columns, &all).expect("rows");
            other.rows_sha256 = runs.rows_sha256();
            let failed = failures(&other.to_text());
            assert!(
                !failed.is_empty() && !failed.iter().any(|f| f.contains("sha256")),
                "{failed:?}"
            );
            failed
        };
        let with_weight = |row: &str, weight: &str| {
            let cells: Vec<&str> = row.split(',').collect();
            format!("{},{},{},{},{weight}", cells[0], cells[1], cells[2], cells[3])
        };
        let failed = forged(&|c| {
            for row in c.rows.as_mut().expect("rows") {
                *row = with_weight(row, "1");
            }
        });
        assert!(failed.iter().any(|f| f.contains("Krawczyk")), "{failed:?}");
        let failed = forged(&|c| {
            for row in c.rows.as_mut().expect("rows") {
                let weight = row.rsplit(',').next().expect("a weight").to_owned();
                *row = with_weight(row, &(&exact(&weight) * &exact("2")).to_string());
            }
        });
        assert!(failed.iter().any(|f| f.contains("objective's value")), "{failed:?}");
        let failed = forged(&|c| {
            for e in &mut c.eigenvalues {
                *e = Ends { lo: &e.lo / &exact("2"), hi: &e.hi / &exact("2") };
            }
        });
        assert_eq!(failed, ["eigenvalues of the Gram matrix"]);
        let failed = forged(&|c| c.unit_d = &c.unit_d * &exact("10"));
        assert!(failed.iter().any(|f| f.contains("Krawczyk")), "{failed:?}");
        let failed = forged(&|c| std::mem::swap(&mut c.unit_n, &mut c.unit_d));
        assert!(failed.iter().any(|f| f.contains("Krawczyk")), "{failed:?}");
        // Ends in the other order are no certificate.
        let mut swapped = sound.clone();
        let ends = &mut swapped.coordinates[1].tight;
        std::mem::swap(&mut ends.lo, &mut ends.hi);
        let error = check(&swapped.to_text(), None).expect_err("swapped ends").to_string();
        assert!(error.contains("is above"), "{error}");
    }
}

/// A sandwich through a matrix of condition number 1e13, twice: from the box alone it would
/// keep no digit, from its image under Krawczyk's operator it keeps all.
#[test]
fn nearly_singular_tables_keep_their_standard_errors() {
    let runs = field("interaction_near_ray");
    let law = Law::named("interaction").expect("a law");
    let objective = "log-sse".parse().expect("an objective");
    let none = Constraints::default();
    let problem = Problem::new(&law, &runs, &objective, &none).expect("sound");
    let answer = certify(&problem, &Options { digits: 20, ..Options::default() }).expect("a fit");
    assert!(answer.proof.is_some(), "{:?}", answer.fit.remarks);
    let certificate = Certificate::new(&problem, &answer).expect("confirmed");
    assert!(certificate.parameters.iter().all(|p| p.sandwich.is_some()));
}
