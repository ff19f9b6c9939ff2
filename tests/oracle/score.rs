//! Scores of answers whose worth is known, and the protocol under every kind
//! of fitter.

use std::time::{Duration, Instant};

use offray::number::Exact;
use offray::oracle::{
    Ask, Card, Claimed, Combination, PASS, Problem, Reply, Score, Solver, Verdict, named, problems,
    score, score_at, solve,
};
use serde_json::{Value, json};

use crate::{exact, offray, run, text};

const NAME: &str = "gadre-c4";

fn problem() -> &'static Problem {
    named(NAME).expect("it is in the set")
}

/// The certified parameters, to so many digits.
fn rounded(problem: &Problem, digits: usize) -> Vec<(String, Exact)> {
    let certified = &problem.certified.as_ref().expect("certified").parameters;
    let number = |text: &str| exact(text).to_f64();
    certified
        .iter()
        .map(|(name, x)| match digits {
            50 => (name.clone(), exact(&x.value)),
            _ => (name.clone(), exact(&format!("{:.*e}", digits - 1, number(&x.value)))),
        })
        .collect()
}

fn reply(problem: &Problem, claimed: Claimed, parameters: Vec<(String, Exact)>) -> Reply {
    Reply {
        problem: problem.name.clone(),
        claimed,
        parameters,
        standard_errors: Vec::new(),
        kind: None,
        twins: Vec::new(),
        seconds: None,
    }
}

fn scored(problem: &Problem, reply: &Reply) -> Score {
    score(problem, Ok(reply)).expect("certified")
}

#[test]
fn digits_are_those_that_were_left() {
    let problem = problem();
    let whole = scored(problem, &reply(problem, Claimed::Converged, rounded(problem, 50)));
    assert_eq!((whole.verdict, whole.digits), (Verdict::Solved, Some(50.0)));
    for digits in 1..16 {
        let given = rounded(problem, digits);
        let score = scored(problem, &reply(problem, Claimed::Converged, given.clone()));
        // The definition, in doubles: rounding leaves at most ½ unit.
        let worst = given.iter().map(|(name, x)| {
            let truth = &problem.certified.as_ref().expect("certified").parameters[name].value;
            let difference = x - &exact(truth);
            -(difference.to_f64() / exact(truth).to_f64()).abs().log10()
        });
        let expected = worst.fold(f64::INFINITY, f64::min).max(0.0);
        let found = score.digits.expect("asked for");
        assert!((found - expected).abs() < 1e-9, "{digits}: {found} {expected}");
        assert!(found >= digits as f64 - 0.7 && score.mean.expect("asked for") >= found);
        assert_eq!(score.verdict == Verdict::Solved, found >= 4.0);
        assert_eq!(score.is_false_success(), found < 4.0);
    }
}

#[test]
fn no_digit_is_given_away() {
    let problem = problem();
    let failed = |reply: &Reply, says: &str| {
        let score = scored(problem, reply);
        assert_eq!((score.verdict, score.digits), (Verdict::Failed, Some(0.0)), "{says}");
        assert!(score.note.contains(says), "{}", score.note);
    };
    let right = rounded(problem, 50);
    failed(&reply(problem, Claimed::NotIdentifiable, right.clone()), "a refusal, but");
    failed(&reply(problem, Claimed::Failed, right.clone()), "found no answer");
    failed(&reply(problem, Claimed::Converged, right[1..].to_vec()), "gives no E");
    failed(&reply(problem, Claimed::Converged, Vec::new()), "gives no E");
    let mut wrong = right;
    wrong[1].1 = exact("0");
    failed(&reply(problem, Claimed::Converged, wrong), "says that it converged");
    let none = score(problem, Err("no answer within 1 s")).expect("certified");
    assert_eq!((none.digits, none.status), (Some(0.0), None));
}

#[test]
fn a_truth_of_zero_and_an_end_of_a_range_are_exact() {
    let mut problem = problem().clone();
    let answer = problem.certified.as_mut().expect("certified");
    answer.parameters["E"].value = "0".into();
    answer.parameters["B"].value = "100".into();
    answer.at_bound.insert("E".into(), "lower".into());
    answer.at_bound.insert("B".into(), "upper".into());
    let mut given = rounded(&problem, 50);
    let at = |given: &[(String, Exact)]| {
        scored(&problem, &reply(&problem, Claimed::Converged, given.to_vec())).parameters
    };
    assert_eq!((at(&given)["E"], at(&given)["B"]), (50.0, 50.0));
    given[0].1 = exact("1e-9");
    given[2].1 = exact("100.001");
    let digits = at(&given);
    assert!((digits["E"] - 9.0).abs() < 1e-9 && (digits["B"] - 5.0).abs() < 1e-9, "{digits:?}");
}

#[test]
fn twins_are_as_good_and_reporting_them_is_noticed() {
    let mut problem = problem().clone();
    let answer = problem.certified.as_mut().expect("certified");
    let twin = [("E", "1.1"), ("A", "20.5"), ("B", "30.5"), ("alpha", "0.2"), ("beta", "0.31")];
    let twin_text = twin.map(|(n, x)| (n.to_owned(), x.to_owned()));
    answer.twins = vec![twin_text.iter().cloned().collect()];
    for x in answer.twins[0].values_mut() {
        // Its digits are those of a certified value.
        *x = format!("{x}{}", "0".repeat(49));
    }
    let twin: Vec<(String, Exact)> = twin.map(|(n, x)| (n.to_owned(), exact(x))).to_vec();
    let own = rounded(&problem, 12);
    for (parameters, twins, reported) in [
        (own.clone(), vec![], false),
        (own.clone(), vec![twin.clone()], true),
        (own.clone(), vec![own.clone()], false),
        (twin.clone(), vec![own.clone()], true),
        (twin.clone(), vec![twin.clone()], false),
    ] {
        let mut reply = reply(&problem, Claimed::Converged, parameters);
        reply.twins = twins;
        let score = scored(&problem, &reply);
        assert_eq!((score.verdict, score.twin_reported), (Verdict::Solved, Some(reported)));
    }
}

/// One ray D = 4N at α = β = ½: ψ = A + B/2.
fn one_ray() -> Problem {
    let mut problem = problem().clone();
    problem.ask = Ask::Identifiability;
    for (i, run) in problem.runs.iter_mut().enumerate() {
        run.n = format!("{}e6", i + 1);
        run.d = format!("{}e6", 4 * (i + 1));
    }
    let answer = problem.certified.as_mut().expect("certified");
    answer.status = "not-identifiable".into();
    answer.parameters.shift_remove("A");
    answer.parameters.shift_remove("B");
    for (name, value) in [("E", "1.7"), ("alpha", "0.5"), ("beta", "0.5")] {
        answer.parameters[name].value = format!("{value}{}", "0".repeat(49));
    }
    answer.standard_errors = None;
    answer.not_identified = vec!["A".into(), "B".into()];
    let value = format!("500.{}", "0".repeat(47));
    answer.psi = vec![Combination { combination: "A + B 4^-alpha".into(), value }];
    let member = [("E", "1.7"), ("A", "400"), ("B", "200"), ("alpha", "0.5"), ("beta", "0.5")];
    answer.twins = vec![member.iter().map(|(n, x)| ((*n).to_owned(), (*x).to_owned())).collect()];
    problem
}

fn at(e: &str, a: &str, b: &str) -> Vec<(String, Exact)> {
    let values = [("E", e), ("A", a), ("B", b), ("alpha", "0.5"), ("beta", "0.5")];
    values.map(|(name, x)| (name.to_owned(), exact(x))).to_vec()
}

#[test]
fn what_the_runs_do_not_determine_earns_nothing_but_psi() {
    let problem = one_ray();
    let verdict = |claimed, parameters: Vec<(String, Exact)>, twins: Vec<_>| {
        let mut reply = reply(&problem, claimed, parameters);
        reply.twins = twins;
        let score = scored(&problem, &reply);
        assert_eq!(score.digits, None, "no digits of A and B");
        (score.verdict, score.psi.map(f64::round), score.twin_reported)
    };
    let right = || at("1.7", "100", "800");
    let (refused, converged) = (Claimed::NotIdentifiable, Claimed::Converged);
    assert_eq!(verdict(refused, vec![], vec![]), (Verdict::Solved, None, Some(false)));
    assert_eq!(verdict(refused, right(), vec![]), (Verdict::Solved, Some(50.0), Some(false)));
    let other = at("1.7", "450", "100");
    assert_eq!(verdict(refused, right(), vec![other]), (Verdict::Solved, Some(50.0), Some(true)));
    let same = vec![right()];
    assert_eq!(verdict(refused, right(), same), (Verdict::Solved, Some(50.0), Some(false)));
    assert_eq!(verdict(converged, right(), vec![]), (Verdict::Partly, Some(50.0), Some(false)));
    let off = at("1.7", "100", "800.1");
    assert_eq!(verdict(converged, off, vec![]), (Verdict::Partly, Some(4.0), Some(false)));
    let wrong = at("1.7", "100", "900");
    assert_eq!(verdict(converged, wrong, vec![]), (Verdict::Failed, Some(1.0), Some(false)));
    let wrong = at("1.8", "100", "800");
    assert_eq!(verdict(converged, wrong, vec![]), (Verdict::Failed, Some(50.0), Some(false)));
    assert_eq!(verdict(Claimed::Failed, right(), vec![]).0, Verdict::Failed);
    let card = Card {
        scores: vec![scored(&problem, &reply(&problem, refused, vec![]))],
        unread: Vec::new(),
        pass: PASS,
    };
    let all = card.summary(None);
    assert_eq!((all.refusals, all.twins, all.fits, all.mean), ([1, 1], [1, 0], 0, None));
    assert!(!card.has_failures());
}

/// The sets that a problem ships as equally good have its combinations.
#[test]
fn shipped_combinations_hold_on_the_sets_that_share_them() {
    for problem in problems().iter().filter(|p| p.ask == Ask::Identifiability) {
        let answer = problem.certified.as_ref().expect("certified");
        assert!(!answer.psi.is_empty() && answer.twins.len() > 1, "{}", problem.name);
        for (i, twin) in answer.twins.iter().enumerate() {
            let set = |i: usize| -> Vec<(String, Exact)> {
                answer.twins[i].iter().map(|(name, x)| (name.clone(), exact(x))).collect()
            };
            assert_eq!(twin.len(), set(i).len());
            let mut refused = reply(problem, Claimed::NotIdentifiable, set(i));
            refused.twins = vec![set(i), set((i + 1) % answer.twins.len())];
            let score = scored(problem, &refused);
            assert!(score.psi > Some(40.0), "{}: {score:?}", problem.name);
            assert_eq!((score.verdict, score.twin_reported), (Verdict::Solved, Some(true)));
        }
    }
}

#[test]
fn standard_errors_are_scored_by_their_kind_or_the_nearest() {
    let problem = problem();
    let truth = problem.certified.as_ref().and_then(|a| a.standard_errors.clone()).expect("some");
    let errors = truth.observed.iter();
    let mut reply = reply(problem, Claimed::Converged, rounded(problem, 12));
    reply.standard_errors = errors.map(|(name, x)| (name.clone(), exact(x))).collect();
    let found = |reply: &Reply| scored(problem, reply).standard_errors.expect("given");
    assert_eq!((found(&reply).kind, found(&reply).digits), ("observed", 50.0));
    reply.kind = Some("sandwich".into());
    assert!(found(&reply).kind == "sandwich" && found(&reply).digits < 2.0);
    reply.standard_errors.remove(0);
    assert_eq!(found(&reply).digits, 0.0);
}

#[test]
fn our_own_fit_solves_by_the_same_protocol() {
    for name in [NAME, "grid-sse", "bound-B-upper"] {
        let problem = named(name).expect("it is in the set");
        let reply = solve(&problem.for_solvers(), 15).expect("a problem");
        let line = reply.to_json().to_string();
        let again = Reply::read(line.as_bytes(), problem).expect("its own answer");
        let score = scored(problem, &again);
        assert!(score.digits > Some(11.0), "{name}: {score:?}");
        let errors = score.standard_errors.expect("given");
        assert!(errors.kind == "gauss_newton" && errors.digits > 8.0, "{name}: {errors:?}");
    }
    let line = serde_json::to_string(&problem().for_solvers()).expect("JSON");
    assert!(!line.contains("certified") && !line.contains("difficulty") && !line.contains("title"));
    let solved = run(&["oracle", "solve", "--digits", "40"], line.as_bytes());
    assert_eq!(solved.status.code(), Some(0), "{}", text(&solved.stderr));
    let scored = run(&["oracle", "score", "-", "--only", NAME, "--json"], &solved.stdout);
    assert_eq!(scored.status.code(), Some(0));
    let card: Value = serde_json::from_slice(&scored.stdout).expect("JSON");
    assert!(card["problems"][0]["digits"].as_f64().expect("digits") > 38.0, "{card}");
    assert_eq!(card["schema"], "offray.score/1");
}

#[test]
fn lines_that_are_no_answers_cost_nothing_else() {
    let good = reply(problem(), Claimed::Converged, rounded(problem(), 12)).to_json().to_string();
    let with = |from: &str, to: &str| good.replacen(from, to, 1);
    for (line, says) in [
        (with("converged", "convergd"), "did you mean 'converged'?"),
        (with("\"status\":\"converged\",", ""), "no key \"status\""),
        (with("\"alpha\"", "\"alhpa\""), "did you mean 'alpha'?"),
        (with("\"parameters\"", "\"params\""), "did you mean 'parameters'?"),
        (with("\"E\":\"", "\"E\":\"x"), "write a decimal number"),
        (with("\"parameters\":{", "\"twins\":{},\"parameters\":{"), "\"twins\" is no list"),
    ] {
        let card = Card::of_answers(&[problem()], line.as_bytes());
        assert_eq!(card.scores[0].verdict, Verdict::Failed, "{line}");
        assert!(card.scores[0].note.contains(says), "{says}: {}", card.scores[0].note);
    }
    let lines =
        format!("no JSON\n\n{good}\n{{\"problem\":\"nobody\"}}\n{{\"problem\":\"grid-sse\"}}\n");
    let card = Card::of_answers(&[problem()], lines.as_bytes());
    assert_eq!(card.scores[0].verdict, Verdict::Solved);
    let unread: Vec<usize> = card.unread.iter().map(|u| u.line).collect();
    assert_eq!(unread, [1, 4], "{:?}", card.unread);
    assert!(card.has_failures());
    let card = Card::of_answers(&[problem()], format!("{good}\n{good}").as_bytes());
    assert!(card.scores[0].note.contains("more than once"));
    let empty = Card::of_answers(&[problem()], b"");
    assert_eq!(empty.scores[0].note, "no answer");
}

#[cfg(unix)]
#[test]
fn a_fitter_that_misbehaves_costs_that_problem_only() {
    let good = reply(problem(), Claimed::Converged, rounded(problem(), 12)).to_json().to_string();
    let solver = |command: &str| Solver {
        command: command.to_owned(),
        patience: Duration::from_secs(2),
        jobs: 1,
    };
    let say = |words: &str| format!("printf '%s\\n' '{words}'");
    for (command, outcome) in [
        (format!("cat >/dev/null; {}", say(&good)), Ok(())),
        (say(&good), Ok(())),
        (format!("{}; sleep 60 &", say(&good)), Ok(())),
        (format!("echo hurry >&2; {}", say(&good)), Ok(())),
        (format!("{}; {}", say(&good), say(&good)), Err("more than one line")),
        (format!("{}; {}", say("Fitting…"), say(&good)), Err("more than one line")),
        (say(&good.replace(NAME, "grid-sse")), Err("an answer to 'grid-sse', not to 'gadre-c4'")),
        ("true".into(), Err("prints no answer")),
        (format!("{}; exit 3", say(&good)), Err("exit status: 3")),
        ("echo 'no such thing' >&2; exit 1".into(), Err("exit status: 1: no such thing")),
        ("kill -SEGV $$".into(), Err("signal: 11")),
        ("sleep 60".into(), Err("no answer within 2 s")),
        ("sh -c 'sleep 60; echo x' | cat".into(), Err("no answer within 2 s")),
        ("yes".into(), Err("prints more than 1048576 bytes")),
        ("no-such-command-anywhere".into(), Err("exit status: 127")),
        ("head -c 100 /dev/zero".into(), Err("not a JSON object")),
        ("printf '\\377'".into(), Err("no UTF-8")),
    ] {
        let begun = Instant::now();
        let found = solver(&command).answer(problem());
        assert!(begun.elapsed() < Duration::from_secs(10), "{command}: {:?}", begun.elapsed());
        match outcome {
            Ok(()) => {
                let reply = found.unwrap_or_else(|why| panic!("{command}: {why}"));
                assert!(reply.seconds.is_some(), "timed where the answer does not say");
                assert_eq!(scored(problem(), &reply).verdict, Verdict::Solved);
            }
            Err(says) => {
                let why = found.expect_err(&command);
                assert!(why.contains(says), "{command}: {why}");
            }
        }
    }
    let two = [problem(), named("grid-sse").expect("it is in the set")];
    let replies = solver(&say(&good)).answers(&two, || {});
    assert!(replies[0].is_ok() && replies[1].is_err());
    let card = Card::of_replies(&two, replies);
    assert_eq!((card.summary(None).solved, card.scores[1].digits), (1, Some(0.0)));
}

#[test]
fn why_a_problem_failed_is_said() {
    let noted = |problem: &Problem, given: Vec<(String, Exact)>| {
        let score = scored(problem, &reply(problem, Claimed::Converged, given));
        assert_eq!(score.verdict, Verdict::Failed, "{}", score.note);
        score.note
    };
    let with = |problem: &Problem, changes: &[(&str, &str)]| {
        let mut given = rounded(problem, 50);
        for (name, value) in changes {
            given.iter_mut().find(|(n, _)| n == name).expect("a parameter").1 = exact(value);
        }
        given
    };
    let mut bounded = problem().clone();
    bounded.bounds.insert("beta".into(), [None, Some("0.3".into())]);
    let note = noted(&bounded, with(&bounded, &[("beta", "0.7")]));
    assert!(note.ends_with("beta = 0.700000 exceeds its bound 0.3"), "{note}");
    let note = noted(problem(), with(problem(), &[("E", "-0.1")]));
    assert!(note.ends_with("E is negative, which the problem does not allow"), "{note}");
    let mut tied = problem().clone();
    tied.tied = vec![vec!["alpha".into(), "beta".into()]];
    let note = noted(&tied, with(&tied, &[("alpha", "0.2"), ("beta", "0.3")]));
    assert!(note.ends_with("alpha and beta are one parameter, and differ"), "{note}");
    let mut held = problem().clone();
    held.fixed.insert("E".into(), "1.5".into());
    let note = noted(&held, with(&held, &[("E", "1.6"), ("A", "1")]));
    assert!(note.ends_with("E = 1.600000 is held at 1.5"), "{note}");
    // A step away the objective is above the minimum, and still falls.
    let near: Vec<(String, Exact)> = rounded(problem(), 3);
    let note = noted(problem(), near);
    assert!(note.contains("above the minimum (relative), elasticity"), "{note}");
}

#[test]
fn the_mark_to_pass_is_ones_own() {
    let answer = reply(problem(), Claimed::Converged, rounded(problem(), 7));
    let at = |pass: f64| score_at(problem(), Ok(&answer), pass).expect("certified").verdict;
    assert_eq!((at(4.0), at(6.0), at(12.0)), (Verdict::Solved, Verdict::Solved, Verdict::Failed));
}

#[test]
fn a_score_is_selected_by_law_held_against_a_baseline_and_written_for_machines() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let answer =
        |digits| reply(problem(), Claimed::Converged, rounded(problem(), digits)).to_json();
    std::fs::write(at("good.jsonl"), format!("{}\n", answer(12))).expect("written");
    std::fs::write(at("bad.jsonl"), format!("{}\n", answer(2))).expect("written");
    let scored = |answers: &str, args: &[&str]| {
        run(&[&["oracle", "score", &at(answers), "--only", NAME], args].concat(), b"")
    };
    let first = scored("good.jsonl", &["--json"]);
    assert_eq!(first.status.code(), Some(0));
    std::fs::write(at("first.json"), &first.stdout).expect("written");
    // Worse than before is status 1, and so it stands in all three.
    let junit = at("score.xml");
    let args = ["--baseline", &at("first.json"), "--junit", &junit];
    let worse = scored("bad.jsonl", &args);
    assert_eq!(worse.status.code(), Some(1), "{}", text(&worse.stderr));
    assert!(
        text(&worse.stdout).contains("worse  gadre-c4  solved  failed"),
        "{}",
        text(&worse.stdout)
    );
    let xml = std::fs::read_to_string(&junit).expect("written");
    assert!(
        xml.contains("tests=\"1\" failures=\"1\"") && xml.contains("<failure message"),
        "{xml}"
    );
    // As bad as before is not.
    let second = scored("bad.jsonl", &["--json"]);
    assert_eq!(second.status.code(), Some(1));
    std::fs::write(at("second.json"), &second.stdout).expect("written");
    let same = scored("bad.jsonl", &["--baseline", &at("second.json"), "--json"]);
    assert_eq!(same.status.code(), Some(0));
    let same: Value = serde_json::from_slice(&same.stdout).expect("JSON");
    assert_eq!(same["baseline"], json!({"worse": [], "better": [], "new": []}));
    let strict = scored("good.jsonl", &["--pass-digits", "20", "--json"]);
    assert_eq!(strict.status.code(), Some(1));
    let all = run(&["oracle", "score", &at("good.jsonl"), "--only", "law=kaplan", "--json"], b"");
    let all: Value = serde_json::from_slice(&all.stdout).expect("JSON");
    let names = all["problems"].as_array().expect("a list").iter();
    let laws: Vec<&str> = names
        .map(|p| named(p["problem"].as_str().expect("a name")).expect("known").law.as_str())
        .collect();
    assert!(laws.len() > 3 && laws.iter().all(|law| *law == "kaplan"), "{laws:?}");
}

#[cfg(unix)]
#[test]
fn the_command_scores_a_fitter() {
    let good = reply(problem(), Claimed::Converged, rounded(problem(), 12)).to_json().to_string();
    let command = format!("echo '{good}'");
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("answers.jsonl");
    let kept = kept.to_str().expect("UTF-8");
    let args = ["oracle", "score", "--exec", &command, "--only", NAME, "--out", kept];
    let page = run(&args, b"");
    assert_eq!(page.status.code(), Some(0), "{}", text(&page.stderr));
    assert!(text(&page.stdout).contains("gadre-c4") && page.stderr.is_empty());
    assert!(text(&page.stdout).lines().all(|l| l.chars().count() <= 400));
    let again = run(&["oracle", "score", kept, "--only", NAME], b"");
    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    let failed = run(&["oracle", "score", "--exec", "true", "--only", NAME, "--json"], b"");
    assert_eq!(failed.status.code(), Some(1));
    let card: Value = serde_json::from_slice(&failed.stdout).expect("JSON");
    assert_eq!(card["problems"][0]["note"], json!("prints no answer"));
}

#[test]
fn a_wrong_command_line_is_one_line_and_status_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().join("empty.jsonl");
    std::fs::write(&empty, b" \n").expect("writable");
    let empty = empty.to_str().expect("UTF-8");
    for (args, says) in [
        (&["score"][..], "ANSWERS"),
        (&["score", "no-such-file"], "no-such-file"),
        (&["score", "src"], "is a folder"),
        (&["score", empty], "is empty"),
        (&["score", empty, "--exec", "true"], "cannot be used with"),
        (&["score", empty, "--only", "gadre-c"], "did you mean 'gadre-c4'?"),
        (&["score", empty, "--only", "law=kaplam"], "did you mean 'law=kaplan'?"),
        (&["score", empty, "--pass-digits", "0"], "a number of digits above 0"),
        (&["score", empty, "--junit", "no/such/x.xml"], "there is no folder no/such"),
        (&["score", empty, "--baseline", "no-such-file"], "no-such-file"),
        (&["score", "--exec", "true", "--timeout", "0"], "positive number of seconds"),
        (&["score", "--exec", "true", "--jobs", "0"], "a whole number from 1 to 1024"),
        (&["evaluate"], "similar subcommand"),
    ] {
        let output = run(&[&["oracle"], args].concat(), b"");
        let errors = text(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}: {errors}");
        assert!(errors.lines().count() == 1 && errors.contains(says), "{args:?}: {errors}");
    }
    let nothing = run(&["oracle", "solve"], b"{\"schema\":\"x\"}\n");
    assert_eq!(nothing.status.code(), Some(2));
    assert!(text(&nothing.stderr).contains("standard input, line 1: not a problem"));
    let _ = offray();
}
