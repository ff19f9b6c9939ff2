//! Bad input gets one clear line: file, row, column, value, what is wrong, how
//! to mend it; exit status 2, nothing on standard output, no file touched.
//!
//! One case each, through the command itself.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// A file, the arguments after it, and what the line must say, in order.
struct Case {
    /// What is wrong, for the reader of a failure.
    name: &'static str,
    /// The table's file name.
    file: &'static str,
    /// Its bytes.
    bytes: &'static [u8],
    /// Further arguments.
    args: &'static [&'static str],
    /// Parts of the line, in this order.
    says: &'static [&'static str],
}

const GOOD: &[u8] =
    b"n_params,n_tokens,loss,group\n1e8,2e9,3.1,c4\n2e8,4e9,2.9,c4\n4e8,8e9,2.7,rpj\n";

const TABLES: &[Case] = &[
    Case {
        name: "a column that is missing, with one like it",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,losses\n1,2,3\n4,5,6\n",
        args: &[],
        says: &[
            "runs.csv, row 1:",
            "no column 'loss'",
            "did you mean 'losses'",
            "--columns loss=losses",
        ],
    },
    Case {
        name: "a column that is missing, with none like it",
        file: "runs.csv",
        bytes: b"a,b,c\n1,2,3\n4,5,6\n",
        args: &[],
        says: &["runs.csv, row 1:", "no column 'n_params'", "--columns n=NAME", "a, b, c"],
    },
    Case {
        name: "a mapped column that is missing",
        file: "runs.csv",
        bytes: GOOD,
        args: &["--columns", "weight=wheight"],
        says: &["runs.csv, row 1:", "no column 'wheight'", "--columns weight=NAME"],
    },
    Case {
        name: "a compute column that is missing",
        file: "runs.csv",
        bytes: b"n_params,flops,loss\n1,2,3\n4,5,6\n",
        args: &["--compute", "flop"],
        says: &["runs.csv, row 1:", "no column 'flop'", "--compute flops"],
    },
    Case {
        name: "text for a number",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,3.1\n2e8,4e9,2.9x\n",
        args: &[],
        says: &["runs.csv, row 3, column 'loss', value '2.9x'", "not a decimal number", "write"],
    },
    Case {
        name: "a loss with a unit",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n70M,2e9,3.1M\n2e8,4e9,2.9\n",
        args: &[],
        says: &["runs.csv, row 2, column 'loss', value '3.1M'", "not a decimal number"],
    },
    Case {
        name: "thousands separators",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n\"70,000,000\",2e9,3.1\n2e8,4e9,2.9\n",
        args: &[],
        says: &["row 2, column 'n_params', value '70,000,000'", "thousands separators"],
    },
    Case {
        name: "a number in base sixteen",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n0x10,2e9,3.1\n2e8,4e9,2.9\n",
        args: &[],
        says: &["row 2, column 'n_params', value '0x10'", "base ten"],
    },
    Case {
        name: "zero",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,0.0,3.1\n2e8,4e9,2.9\n",
        args: &[],
        says: &["runs.csv, row 2, column 'n_tokens', value '0.0'", "zero", "delete"],
    },
    Case {
        name: "a negative number",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,3.1\n2e8,4e9,-2.9\n",
        args: &[],
        says: &["runs.csv, row 3, column 'loss', value '-2.9'", "negative", "delete"],
    },
    Case {
        name: "not a number",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,NaN\n2e8,4e9,2.9\n",
        args: &[],
        says: &["runs.csv, row 2, column 'loss', value 'NaN'", "not finite", "delete"],
    },
    Case {
        name: "infinity",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,3.1\n2e8,inf,2.9\n",
        args: &[],
        says: &["runs.csv, row 3, column 'n_tokens', value 'inf'", "not finite"],
    },
    Case {
        name: "a number beyond all measure",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,1e99999999,3.1\n2e8,4e9,2.9\n",
        args: &[],
        says: &["runs.csv, row 2, column 'n_tokens', value '1e99999999'", "out of range"],
    },
    Case {
        name: "a number that doubles cannot hold",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,3.1\n2e8,4e9,1e-301\n",
        args: &[],
        says: &["runs.csv, row 3, column 'loss', value '1e-301'", "out of range"],
    },
    Case {
        name: "an empty cell",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,\n2e8,4e9,2.9\n",
        args: &[],
        says: &["runs.csv, row 2, column 'loss', value ''", "empty", "delete the row"],
    },
    Case {
        name: "a weight of zero",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss,weight\n1e8,2e9,3.1,1\n2e8,4e9,2.9,0\n",
        args: &[],
        says: &["runs.csv, row 3, column 'weight', value '0'", "zero", "delete the run"],
    },
    Case {
        name: "a negative weight",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss,weight\n1e8,2e9,3.1,-1\n2e8,4e9,2.9,1\n",
        args: &[],
        says: &["runs.csv, row 2, column 'weight', value '-1'", "negative"],
    },
    Case {
        name: "a header with a name twice",
        file: "runs.csv",
        bytes: b"n_params,loss,n_tokens,loss\n1e8,3,2e9,3.1\n2e8,3,4e9,2.9\n",
        args: &[],
        says: &["runs.csv, row 1:", "columns 2 and 4", "'loss'", "rename"],
    },
    Case {
        name: "no bytes",
        file: "runs.csv",
        bytes: b"",
        args: &[],
        says: &["runs.csv: is empty", "n_params,n_tokens,loss"],
    },
    Case {
        name: "blank lines only",
        file: "runs.csv",
        bytes: b"\n\r\n\n",
        args: &[],
        says: &["runs.csv: is empty", "n_params,n_tokens,loss"],
    },
    Case {
        name: "a header only",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n",
        args: &[],
        says: &["runs.csv: has a header but no runs"],
    },
    Case {
        name: "one run only",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,3.1\n",
        args: &[],
        says: &["runs.csv: holds one run only", "add runs"],
    },
    Case {
        name: "Latin-1",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss,note\n1e8,2e9,3.1,ok\n2e8,4e9,2.9,na\xefve\n",
        args: &[],
        says: &["runs.csv, row 3, column 'note'", "not UTF-8", "save the file as UTF-8"],
    },
    Case {
        name: "Latin-1 in the header",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss,na\xefve\n1e8,2e9,3.1,ok\n",
        args: &[],
        says: &["runs.csv, row 1:", "not UTF-8"],
    },
    Case {
        name: "UTF-16",
        file: "runs.csv",
        bytes: b"\xff\xfen\0_\0p\0",
        args: &[],
        says: &["runs.csv: is UTF-16", "save the file as UTF-8"],
    },
    Case {
        name: "an image",
        file: "runs.csv",
        bytes: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        args: &[],
        says: &["runs.csv: is no text", "zero byte"],
    },
    Case {
        name: "a row that is short",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\r\n1e8,2e9,3.1\r\n\r\n2e8,4e9\r\n",
        args: &[],
        says: &["runs.csv, row 4:", "2 fields where the header has 3"],
    },
    Case {
        name: "a row that is long",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,3.1\n2e8,4,000,2.9\n",
        args: &[],
        says: &["runs.csv, row 3:", "4 fields where the header has 3"],
    },
    Case {
        name: "a quotation that does not end",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,3.1\n2e8,4e9,\"2.9\n3e8,6e9,2.8\n",
        args: &[],
        says: &["runs.csv, row 3:", "quotation mark", "never closed"],
    },
    Case {
        name: "spaces",
        file: "runs.csv",
        bytes: b"n_params n_tokens loss\n1e8 2e9 3.1\n2e8 4e9 2.9\n",
        args: &[],
        says: &["runs.csv:", "separated by spaces", "commas"],
    },
    Case {
        name: "a Markdown table",
        file: "runs.md",
        bytes: b"| n_params | n_tokens | loss |\n|---|---|---|\n| 1e8 | 2e9 | 3.1 |\n",
        args: &[],
        says: &["runs.md: is a Markdown table", "CSV"],
    },
    Case {
        name: "no header",
        file: "runs.csv",
        bytes: b"1e8,2e9,3.1\n2e8,4e9,2.9\n",
        args: &[],
        says: &["runs.csv, row 1: is data where the header should be", "n_params,n_tokens,loss"],
    },
    Case {
        name: "a column of another quantity",
        file: "runs.csv",
        bytes: b"n_params,tokens_per_param,loss\n1e8,20,3.1\n2e8,20,2.9\n",
        args: &[],
        says: &["runs.csv, row 1: no column 'n_tokens'", "--tpp tokens_per_param", "D = kN"],
    },
    Case {
        name: "a terminal escape in a value",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,\x1b[31m3\n2e8,4e9,2.9\n",
        args: &[],
        says: &["runs.csv, row 2, column 'loss', value '\\u{1b}[31m3'", "not a decimal number"],
    },
    Case {
        name: "a group that is not there",
        file: "runs.csv",
        bytes: GOOD,
        args: &["--group", "C4"],
        says: &["runs.csv: no group 'C4'", "did you mean 'c4'", "c4, rpj"],
    },
    Case {
        name: "a group that does not end",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss,group\n1e8,2e9,3.1,\"c4\n",
        args: &[],
        says: &["runs.csv, row 2:", "never closed"],
    },
    Case {
        name: "a group where there are none",
        file: "runs.csv",
        bytes: b"n_params,n_tokens,loss\n1e8,2e9,3.1\n2e8,4e9,2.9\n",
        args: &["--where", "group=c4"],
        says: &["runs.csv: has no column 'group' to select by", "--columns group=NAME"],
    },
    Case {
        name: "a selection of nothing",
        file: "runs.csv",
        bytes: GOOD,
        args: &["--where", "k=100"],
        says: &[
            "runs.csv: no run is left after selecting k=100",
            "from 20 to 20",
            "groups there: c4, rpj",
        ],
    },
    Case {
        name: "a selection of one run",
        file: "runs.csv",
        bytes: GOOD,
        args: &["--group", "rpj"],
        says: &["runs.csv: only one run is left after selecting group=rpj", "groups there"],
    },
    Case {
        name: "spaces only",
        file: "runs.csv",
        bytes: b"  \n  \n",
        args: &[],
        says: &["runs.csv, row 1: no column 'n_params'", "names no column", "header"],
    },
    Case {
        name: "one column for two things",
        file: "runs.csv",
        bytes: GOOD,
        args: &["--columns", "n=n_params,d=n_params"],
        says: &["runs.csv, row 1:", "column 'n_params' is taken for N and for D"],
    },
    Case {
        name: "a table compressed",
        file: "runs.csv.gz",
        bytes: b"\x1f\x8b\x08\x00\x00\x00",
        args: &[],
        says: &["runs.csv.gz: does not unpack", "write it again"],
    },
    Case {
        name: "a selection by something else",
        file: "runs.csv",
        bytes: GOOD,
        args: &["--where", "grop=c4"],
        says: &["no column 'grop'", "--where", "did you mean 'group'"],
    },
    Case {
        name: "a selection that is no pair",
        file: "runs.csv",
        bytes: GOOD,
        args: &["--where", "c4"],
        says: &["--where", "'c4' is not of the form KEY=VALUE"],
    },
    Case {
        name: "a ratio that is no number",
        file: "runs.csv",
        bytes: GOOD,
        args: &["--where", "k=twenty"],
        says: &["--where", "'k=twenty'", "not a decimal number", "k=20"],
    },
    Case {
        name: "a column of the table by an unknown key",
        file: "runs.csv",
        bytes: GOOD,
        args: &["--columns", "los=loss"],
        says: &["--columns", "unknown key 'los'", "did you mean 'loss'"],
    },
    Case {
        name: "tokens both named and derived",
        file: "runs.csv",
        bytes: GOOD,
        args: &["--columns", "d=n_tokens", "--compute", "n_tokens"],
        says: &["--compute", "--columns d=NAME", "leave out one"],
    },
    Case {
        name: "CSV called Parquet",
        file: "runs.parquet",
        bytes: GOOD,
        args: &[],
        says: &["runs.parquet: is no readable Parquet file", "PAR1"],
    },
    Case {
        name: "Parquet cut short",
        file: "runs.parquet",
        bytes: b"PAR1\x15\x04\x15",
        args: &[],
        says: &["runs.parquet: is no readable Parquet file"],
    },
];

/// Runs the command and returns its one line, after checking all that every
/// case has in common.
fn refused(folder: &Path, args: &[&str]) -> String {
    let before = listing(folder);
    let mut offray = Command::cargo_bin("offray").expect("the command is built");
    let output = offray.current_dir(folder).args(args).output().expect("it runs");
    let errors = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{args:?}: {errors}");
    assert_eq!(output.stdout, b"", "{args:?}: nothing on standard output");
    assert_eq!(errors.lines().count(), 1, "{args:?}: one line, not {errors}");
    assert!(errors.starts_with("offray: "), "{args:?}: {errors}");
    assert!(errors.len() < 700, "{args:?}: a readable line, not {errors}");
    assert_eq!(listing(folder), before, "{args:?}: no file touched");
    errors
}

fn listing(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| (path.display().to_string(), fs::read(&path).expect("readable")))
        .collect();
    files.sort();
    files
}

/// What the line should say, in this order, and does not.
fn unsaid(line: &str, parts: &[&str]) -> Option<String> {
    let mut rest = line;
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return Some(format!("'{part}' should come in: {line}")),
        }
    }
    None
}

#[test]
fn a_table_that_cannot_be_used_is_refused_in_one_line() {
    let mut wrong = Vec::new();
    for case in TABLES {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(case.file), case.bytes).expect("written");
        for command in ["audit", "fit"] {
            let args = [&[command, case.file], case.args].concat();
            let line = refused(folder.path(), &args);
            wrong.extend(unsaid(&line, case.says).map(|what| format!("{}: {what}", case.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A claim file, and what the line must say.
const CLAIMS: &[(&str, &str, &[&str])] = &[
    ("no bytes", "", &["claim.json: is no claim: it is empty"]),
    ("no JSON", "{\"law\": chinchilla}", &["claim.json: is no claim", "line 1 column"]),
    ("cut short", "{\"law\": \"kaplan\",", &["claim.json: is no claim", "line 1 column"]),
    ("a list", "[]", &["claim.json: is no claim"]),
    (
        "no objective",
        r#"{"law":"kaplan","parameters":{}}"#,
        &["claim.json: is no claim", "missing field `objective`"],
    ),
    (
        "an unknown key",
        r#"{"law":"kaplan","objective":"sse","params":{}}"#,
        &["claim.json: is no claim", "unknown field `params`", "`parameters`", "column"],
    ),
    (
        "an unknown law",
        r#"{"law":"kaplam","objective":"sse","parameters":{}}"#,
        &["claim.json: unknown law 'kaplam'", "did you mean 'kaplan'"],
    ),
    (
        "an unknown objective",
        r#"{"law":"kaplan","objective":"see","parameters":{"N_c":1,"D_c":1,"alpha_N":1,"alpha_D":1}}"#,
        &["claim.json: ", "unknown objective 'see'", "did you mean 'sse'"],
    ),
    (
        "a missing parameter",
        r#"{"law":"kaplan","objective":"sse","parameters":{"N_c":1,"D_c":1,"alpha_N":1}}"#,
        &["claim.json: parameter 'alpha_D' is missing", "\"parameters\""],
    ),
    (
        "an unknown parameter",
        r#"{"law":"kaplan","objective":"sse","parameters":{"N_c":1,"D_c":1,"alpha_n":1,"alpha_D":1}}"#,
        &["claim.json: law 'kaplan' has no parameter 'alpha_n'", "did you mean 'alpha_N'"],
    ),
    (
        "a parameter twice",
        r#"{"law":"kaplan","objective":"sse","parameters":{"N_c":1,"N_c":2,"D_c":1,"alpha_N":1,"alpha_D":1}}"#,
        &["claim.json: 'N_c' is given twice"],
    ),
    (
        "a value that is no number",
        r#"{"law":"kaplan","objective":"sse","parameters":{"N_c":"6.4T","D_c":1,"alpha_N":1,"alpha_D":1}}"#,
        &["claim.json: parameter 'N_c', value '6.4T': not a decimal number"],
    ),
    (
        "a value that is null",
        r#"{"law":"kaplan","objective":"sse","parameters":{"N_c":null,"D_c":1,"alpha_N":1,"alpha_D":1}}"#,
        &["claim.json: parameter 'N_c', value 'null': not a decimal number"],
    ),
    (
        "a value that is not finite",
        r#"{"law":"kaplan","objective":"sse","parameters":{"N_c":"inf","D_c":1,"alpha_N":1,"alpha_D":1}}"#,
        &["claim.json: parameter 'N_c', value 'inf': not finite: a fitted value"],
    ),
    (
        "a value beyond all measure",
        r#"{"law":"kaplan","objective":"sse","parameters":{"N_c":"1e999999999","D_c":1,"alpha_N":1,"alpha_D":1}}"#,
        &["claim.json: parameter 'N_c', value '1e999999999': exponent out of range"],
    ),
    (
        "a standard error below zero",
        r#"{"law":"kaplan","objective":"sse","parameters":{"N_c":1,"D_c":1,"alpha_N":1,"alpha_D":1},"standard_errors":{"D_c":-1}}"#,
        &["claim.json: parameter 'D_c', value '-1': its standard error is negative"],
    ),
    ("a list", "[]", &["claim.json: is no claim: a claim is JSON", "\"parameters\""]),
    ("a table", "n_params,n_tokens,loss\n1,2,3\n", &["claim.json: is no claim: a claim is JSON"]),
];

#[test]
fn a_claim_that_cannot_be_used_is_refused_in_one_line() {
    let mut wrong = Vec::new();
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("runs.csv"), GOOD).expect("written");
    for (name, claim, says) in CLAIMS {
        fs::write(folder.path().join("claim.json"), claim).expect("written");
        let line = refused(folder.path(), &["audit", "runs.csv", "--fit", "claim.json"]);
        wrong.extend(unsaid(&line, says).map(|what| format!("{name}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong, the arguments, and what the line must say. The table has four
/// distinct points.
const REQUESTS: &[(&str, &[&str], &[&str])] = &[
    ("a file that is not there", &["none.csv"], &["none.csv: cannot be read", "not found"]),
    ("a folder", &["folder"], &["folder: is a folder", "name a file"]),
    ("too few points", &["runs.csv"], &["runs.csv", "4 distinct", "5 free", "--fix"]),
    (
        "no unique tokens",
        &["runs.csv", "--law", "repeated", "--fix", "E=1,A=2,B=3,R_N_star=5"],
        &["runs.csv", "'repeated'", "unique_tokens", "--columns unique="],
    ),
    (
        "an unknown law",
        &["runs.csv", "--law", "chinchila"],
        &["'chinchila'", "--law", "did you mean 'chinchilla'"],
    ),
    (
        "an unknown objective",
        &["runs.csv", "--objective", "hubber-log:1e-3"],
        &["--objective", "did you mean 'huber-log'"],
    ),
    (
        "a threshold that is no number",
        &["runs.csv", "--objective", "huber-log:small"],
        &["--objective", "'small'", "positive decimal"],
    ),
    (
        "an unknown parameter",
        &["runs.csv", "--fix", "alhpa=0.3"],
        &["'chinchilla'", "no parameter 'alhpa'", "did you mean 'alpha'"],
    ),
    ("a parameter without a value", &["runs.csv", "--fix", "E"], &["--fix: 'E'", "NAME=VALUE"]),
    (
        "a value that is no number",
        &["runs.csv", "--fix", "E=one"],
        &["--fix: 'E=one'", "'one'", "not a decimal"],
    ),
    (
        "bounds the wrong way round",
        &["runs.csv", "--fix", "E=1", "--bounds", "A=2:1"],
        &["bounds of A", "2 is not below 1"],
    ),
    ("a start that is incomplete", &["runs.csv", "--start", "E=1"], &["--start", "'A'"]),
    (
        "precision below any use",
        &["runs.csv", "--bits", "3"],
        &["'3'", "--bits", "from 53 to 65536"],
    ),
    (
        "precision beyond reach",
        &["runs.csv", "--digits", "1000000"],
        &["--digits", "from 1 to 10000"],
    ),
    ("a level above one", &["runs.csv", "--level", "95"], &["'95'", "--level", "0.95"]),
    ("a target below one", &["runs.csv", "--kappa", "1"], &["'1'", "--kappa", "greater than 1"]),
    (
        "a tolerance that is no number",
        &["runs.csv", "--ray-tolerance", "wide"],
        &["'wide'", "--ray-tolerance", "0.02"],
    ),
    (
        "a claim that is not there",
        &["runs.csv", "--fit", "none.json"],
        &["none.json: cannot be read"],
    ),
];

#[test]
fn a_request_that_makes_no_sense_is_refused_in_one_line() {
    let mut wrong = Vec::new();
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("folder")).expect("created");
    let table = [GOOD, b"4e8,9e9,2.7,rpj\n4e8,9e9,2.71,rpj\n"].concat();
    fs::write(folder.path().join("runs.csv"), table).expect("written");
    for (name, args, says) in REQUESTS {
        let line = refused(folder.path(), &[&["audit"], *args].concat());
        wrong.extend(unsaid(&line, says).map(|what| format!("{name}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn damaged_parquet_is_one_line_without_the_librarys_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let intact = include_bytes!("../fixtures/tables/snappy.parquet");
    let mut refusals = 0;
    for at in (4..intact.len()).step_by(61) {
        let mut bytes = intact.to_vec();
        bytes[at] ^= 0xff;
        fs::write(folder.path().join("runs.parquet"), &bytes).expect("written");
        // A flipped bit in a number or a statistic is not damage that shows.
        let columns = offray::runs::Columns::default();
        let path = folder.path().join("runs.parquet");
        let shown = std::panic::catch_unwind(|| {
            offray::runs::Runs::read(&path, &columns, &offray::runs::Selection::default())
        });
        if shown.expect("no panic escapes").is_err() {
            let line = refused(folder.path(), &["audit", "runs.parquet"]);
            assert!(line.contains("runs.parquet"), "{line}");
            refusals += 1;
        }
    }
    assert!(refusals > 3, "{refusals}");
}

/// What is wrong, the whole command, and what its one line must say. There is a
/// table `runs.csv` of 16 points, a copy of a certificate with every "bits", and an
/// empty folder `folder`.
const COMMANDS: &[(&str, &[&str], &[&str])] = &[
    ("a prediction for nothing", &["predict", "runs.csv"], &["no size to predict for", "--at N,D"]),
    (
        "a size of one number",
        &["predict", "runs.csv", "--at", "7e9"],
        &["value '7e9' for '--at <N,D>'", "write it as N,D", "70B,1.4T"],
    ),
    (
        "a size by an unknown name",
        &["predict", "runs.csv", "--at", "n=1e9,uniqe=20"],
        &["--at", "unknown key 'uniqe': did you mean 'unique'?"],
    ),
    (
        "a size below zero",
        &["predict", "runs.csv", "--at", "-1e9,2e10"],
        &["--at", "'-1e9': negative"],
    ),
    (
        "a budget without a ratio",
        &["predict", "runs.csv", "--compute", "1e21"],
        &["--compute C and --tpp R say a size together"],
    ),
    (
        "a budget that is no number",
        &["allocate", "runs.csv", "--compute", "1e21,x"],
        &["--compute: 'x': not a decimal number"],
    ),
    (
        "sizes without a column of tokens",
        &["predict", "runs.csv", "--points", "sizes.csv"],
        &["sizes.csv, row 1:", "no column 'n_tokens'", "--columns d=NAME"],
    ),
    (
        "a size in a table that is no number",
        &["predict", "runs.csv", "--points", "sizes.csv", "--columns", "d=tokens_seen"],
        &["runs.csv, row 1:", "no column 'tokens_seen'"],
    ),
    (
        "a table of sizes that is not there",
        &["predict", "runs.csv", "--points", "none.csv"],
        &["none.csv: cannot be read"],
    ),
    (
        "rows of no table of sizes",
        &["predict", "runs.csv", "--at", "1e9,1e10", "--points-where", "n>1"],
        &["--points"],
    ),
    (
        "what predict does not do",
        &["predict", "runs.csv", "--at", "1e9,1e10", "--check-coverage"],
        &["--check-coverage: 'offray fit' and 'offray audit'"],
    ),
    ("a split of nothing", &["allocate", "runs.csv"], &["no budget to split", "--compute C,…"]),
    (
        "a loss of zero",
        &["allocate", "runs.csv", "--target-loss", "0"],
        &["--target-loss", "'0': zero"],
    ),
    (
        "a set that nobody published",
        &["allocate", "--published", "hofmann", "--compute", "1e24"],
        &["--published: no published set 'hofmann': did you mean 'hoffmann'?"],
    ),
    (
        "a set of another law",
        &["allocate", "runs.csv", "--published", "hoffmann", "--law", "kaplan", "--budget", "1e24"],
        &["--published: no published set 'hoffmann' of law 'kaplan'", "kaplan-joint"],
    ),
    (
        "parameters outside the domain",
        &[
            "allocate",
            "--params",
            "N_c=-1,D_c=1,alpha_N=1,alpha_D=1",
            "--law",
            "kaplan",
            "--budget",
            "1e24",
        ],
        &["--params: outside the domain of kaplan"],
    ),
    (
        "neither runs nor parameters",
        &["allocate", "--compute", "1e24"],
        &["required arguments were not provided", "RUNS"],
    ),
    (
        "options of a table that is not there",
        &["allocate", "--published", "hoffmann", "--budget", "1e24", "--units", "n=M"],
        &["without RUNS there is no table"],
    ),
    (
        "a figure of no kind",
        &["allocate", "runs.csv", "--budget", "1e21", "--figure", "x.pdf"],
        &["--figure", "ends in .svg or .png"],
    ),
    (
        "a figure over the table",
        &["allocate", "runs.svg", "--budget", "1e21", "--figure", "runs.svg"],
        &["--figure runs.svg: it is read from, and would be lost"],
    ),
    (
        "a certificate over the table",
        &["certify", "runs.csv", "--out", "runs.csv"],
        &["--out runs.csv: it is read from, and would be lost", "name another file"],
    ),
    (
        "a theorem over the table, by another path",
        &["certify", "runs.csv", "--rocq", "folder/../runs.csv"],
        &["--rocq folder/../runs.csv", "would be lost"],
    ),
    (
        "two outputs in one file",
        &["certify", "runs.csv", "--out", "x.json", "--rocq", "./x.json"],
        &["--rocq ./x.json: --out writes it too", "name another file"],
    ),
    (
        "answers over the solver",
        &["oracle", "score", "--exec", "cat runs.csv", "--out", "runs.csv"],
        &["--out runs.csv", "would be lost"],
    ),
    (
        "a certificate in a folder that is not there",
        &["certify", "runs.csv", "--out", "none/x.json"],
        &["--out none/x.json: there is no folder none", "make it"],
    ),
    (
        "what is left in a folder that is not there",
        &["certify", "runs.csv", "--global", "--box", "alpha=.1:1,beta=.1:1", "--resume", "none/x"],
        &["--resume none/x: there is no folder none"],
    ),
    (
        "a certificate as a folder",
        &["certify", "runs.csv", "--out", "folder"],
        &["--out folder: is a folder", "name a file in it"],
    ),
    (
        "a certificate on standard output",
        &["certify", "runs.csv", "--out", "-"],
        &["--out -", "name a file"],
    ),
    (
        "a report below a folder that is not there",
        &["verify", "P3", "--report", "none/here"],
        &["--report none/here", "folder above"],
    ),
    (
        "goals below a folder that is not there",
        &["verify", "X1", "--rocq", "none/here"],
        &["--rocq none/here", "folder above"],
    ),
    (
        "problems as a file",
        &["oracle", "problems", "--out", "runs.csv"],
        &["--out runs.csv: is a file", "name a folder"],
    ),
    (
        "bounds of tied parameters apart",
        &["fit", "runs.csv", "--tie", "alpha=beta", "--bounds", "alpha=0:0.1,beta=0.2:0.3"],
        &["bounds of alpha and beta, which are tied, do not overlap"],
    ),
    (
        "bounds of a parameter that is not there",
        &["fit", "runs.csv", "--bounds", "Q=1:2"],
        &[
            "offray: --fix, --tie, --bounds: law 'chinchilla' has no parameter 'Q': (parameters: E, A",
        ],
    ),
    (
        "a parameter in the wrong case",
        &["audit", "runs.csv", "--fix", "e=1"],
        &["no parameter 'e': did you mean 'E'?"],
    ),
    ("a law like none", &["audit", "runs.csv", "--law", "foo"], &["unknown law 'foo': (laws: ch"]),
    (
        "a frozen size at nothing",
        &["audit", "runs.csv", "--law", "repeated:frozen=0,0,0,0"],
        &["unknown law", "are positive"],
    ),
    ("negative digits", &["fit", "runs.csv", "--digits", "-1"], &["'-1'", "from 1 to 10000"]),
    ("half a digit", &["fit", "runs.csv", "--digits", "1.5"], &["'1.5'", "a whole number from 1"]),
    ("a negative seed", &["fit", "runs.csv", "--seed", "-1"], &["'-1'", "from 0 to"]),
    ("a negative ratio", &["design", "check", "--tpp", "-5,1"], &["'-5'", "must be positive"]),
    (
        "a ratio without an exponent",
        &["design", "check", "--tpp", "20"],
        &["exponent on D/N is not known", "--beta 0.28", "--law chinchilla"],
    ),
    ("negative noise", &["holdout", "runs.csv", "--simulate", "-1"], &["'-1'", "is positive"]),
    ("sub-designs of one run", &["holdout", "runs.csv", "--runs", "1"], &["'1'", "from 2 to"]),
    (
        "a grade that is not there",
        &["oracle", "score", "x", "--only", "nosuch"],
        &["'nosuch'", "the grades are lower, average, higher"],
    ),
    ("a page of nothing", &["man", "oracle", "evil"], &["no command 'evil': did you mean 'eval'"]),
    ("a table as a certificate", &["check", "runs.csv"], &["runs.csv: not a certificate: no JSON"]),
    (
        "a box of another parameter",
        &["certify", "runs.csv", "--global", "--box", "gamma=.1:1,beta=.1:1"],
        &["--box: law 'chinchilla' has no exponent 'gamma': (exponents: alpha, beta)"],
    ),
    (
        "a box of a scale",
        &["certify", "runs.csv", "--global", "--box", "A=1:5,beta=.1:1"],
        &["--box: law 'chinchilla' has no exponent 'A'"],
    ),
    (
        "a box of one side",
        &["certify", "runs.csv", "--global", "--box", "alpha=.1:1"],
        &["--box: a box has two sides: give a range of beta too"],
    ),
    (
        "a box with a side twice",
        &["certify", "runs.csv", "--global", "--box", "alpha=.1:1,alpha=.1:1"],
        &["--box: 'alpha' is given twice"],
    ),
    (
        "a certificate of no bits",
        &["check", "0.json"],
        &["0.json", "\"bits\" is 0", "53 and 65536"],
    ),
    ("a certificate of one bit", &["check", "1.json"], &["\"bits\" is 1"]),
    ("a certificate of many bits", &["check", "131072.json"], &["\"bits\" is 131072"]),
    ("a certificate of most bits", &["check", "4294967295.json"], &["\"bits\" is 4294967295"]),
];

#[test]
fn a_command_that_cannot_be_obeyed_is_refused_in_one_line_before_any_work() {
    let mut wrong = Vec::new();
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder")).expect("created");
    let mut table = String::from("n_params,n_tokens,loss\n");
    for n in [1e7, 3e7, 1e8, 3e8] {
        for d in [1e9_f64, 3e9, 1e10, 3e10] {
            let loss = 1.7 + 400.0 / f64::powf(n, 0.34) + 410.0 / d.powf(0.28);
            table.push_str(&format!("{n:e},{d:e},{loss:.4}\n"));
        }
    }
    fs::write(at("runs.csv"), &table).expect("written");
    fs::write(at("runs.svg"), table).expect("written");
    fs::write(at("sizes.csv"), "n_params,seen\n1e9,2e10\n").expect("written");
    let certificate = include_str!("../fixtures/certificates/gadre-rw-sse.json");
    for bits in ["0", "1", "131072", "4294967295"] {
        let text = certificate.replace("\"bits\": 244", &format!("\"bits\": {bits}"));
        assert_ne!(text, certificate);
        fs::write(at(&format!("{bits}.json")), text).expect("written");
    }
    for (name, args, says) in COMMANDS {
        let line = refused(folder.path(), args);
        wrong.extend(unsaid(&line, says).map(|what| format!("{name}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
