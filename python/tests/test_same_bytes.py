"""Whatever the runs come in, the answer is the command's, to the byte."""

import csv
import json
import warnings
from decimal import Decimal

import pytest

import offray

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

warnings.simplefilter("ignore", offray.FindingWarning)
pytestmark = pytest.mark.filterwarnings("ignore::offray.FindingWarning")

QUICK = ["chinchilla_epoch240", "gemstones_cooldown", "misfitting_isoflop", "tiny_boot"]


def path(name):
    return f"fixtures/runs/{name}.csv"


def without_hash(text):
    """An answer without the hash of the file's bytes, which a table in memory has none of."""
    found = json.loads(text)
    assert "sha256" in found["data"]
    found["data"]["sha256"] = None
    return json.dumps(found)


@pytest.mark.parametrize("name", QUICK)
def test_a_path(command, name):
    fit = offray.fit(path(name))
    assert fit.to_json() == command("fit", path(name), "--json")
    assert fit.summary() == command("fit", path(name))


@pytest.mark.parametrize("name", QUICK)
def test_decimals_in_memory(command, name):
    expected = without_hash(command("fit", path(name), "--json"))
    with open(path(name), newline="") as file:
        records = list(csv.DictReader(file))
    columns = {key: [record[key] for record in records] for key in records[0]}
    decimals = {
        key: [Decimal(x) for x in cells] if key in ("n_params", "n_tokens", "loss") else cells
        for key, cells in columns.items()
    }
    frame = pd.DataFrame(columns).astype(str)
    for data in (columns, decimals, records, frame, pa.table(columns)):
        assert without_hash(offray.fit(data).to_json()) == expected


@pytest.mark.parametrize("name", QUICK)
def test_doubles_in_memory(command, name, tmp_path):
    """The command reads the same doubles from a Parquet file."""
    frame = pd.read_csv(path(name))[["n_params", "n_tokens", "loss"]].astype(float)
    frame.to_parquet(tmp_path / "runs.parquet")
    expected = without_hash(command("fit", tmp_path / "runs.parquet", "--json"))
    kinds = [
        frame,
        frame.to_dict("list"),
        {key: frame[key].to_numpy() for key in frame},
        pa.table(frame),
    ]
    try:
        import polars

        kinds.append(polars.DataFrame(frame.to_dict("list")))
    except ImportError:
        pass
    for data in kinds:
        assert without_hash(offray.fit(data).to_json()) == expected, type(data)
    arrays = [frame[key].to_numpy() for key in ("n_params", "n_tokens", "loss")]
    assert without_hash(offray.fit(*arrays).to_json()) == expected
    assert without_hash(offray.fit(*[list(a) for a in arrays]).to_json()) == expected
    # Out of order in memory, strided, by other names.
    strided = [np.repeat(a, 2)[::2] for a in arrays]
    assert without_hash(offray.fit(*strided).to_json()) == expected


def test_types_of_arrow_are_exact():
    """float32, float16, integers, decimals, dictionaries: the numbers that they are."""
    frame = pd.read_csv(path("tiny_boot"))
    n, d, loss = (frame[key].to_list() for key in ("n_params", "n_tokens", "loss"))
    table = pa.table(
        {
            "n_params": pa.array([int(x) for x in n], pa.uint64()),
            "n_tokens": pa.array([str(int(x)) for x in d]).dictionary_encode(),
            "loss": pa.array(np.array(loss, np.float32)),
        }
    )
    same = {"n_params": n, "n_tokens": d, "loss": [float(np.float32(x)) for x in loss]}
    assert offray.fit(table)["data"]["rows_sha256"] == offray.fit(same)["data"]["rows_sha256"]
    digits = [Decimal(repr(x)).quantize(Decimal("1.000000")) for x in loss]
    table = table.set_column(2, "loss", pa.array(digits, pa.decimal128(20, 6)))
    same["loss"] = [str(x) for x in digits]
    assert offray.fit(table)["data"]["rows_sha256"] == offray.fit(same)["data"]["rows_sha256"]


OPTIONS = [
    ({"law": "kaplan"}, ["--law", "kaplan"]),
    ({"objective": "log-sse", "fix": {"E": 1.82}}, ["--objective", "log-sse", "--fix", "E=1.82"]),
    ({"loss": "sse", "bounds": {"E": (0, 5), "A": (1, None)}}, ["--objective", "sse", "--bounds", "E=0:5,A=1:"]),
    ({"tie": {"alpha": "beta"}, "level": 0.9, "se": "observed"}, ["--tie", "alpha=beta", "--level", "0.9", "--se", "observed"]),
    ({"where": {"k": "20:700"}}, ["--where", "k=20:700"]),
    ({"formula": "E + A*N^-alpha + B*D^-beta"}, ["--formula", "E + A*N^-alpha + B*D^-beta"]),
    ({"n_bootstraps": 10, "seed": 3}, ["--se", "bootstrap", "--refits", "10", "--seed", "3"]),
]


@pytest.mark.parametrize(("options", "words"), OPTIONS, ids=lambda x: " ".join(x) if isinstance(x, list) else "")
def test_options(command, options, words):
    name = path("tiny_boot")
    assert offray.fit(name, **options).to_json() == command("fit", name, "--json", *words)


def test_the_other_verbs(command, tmp_path):
    name = path("tiny_boot")
    claim = "fixtures/claims/besiroglu.json"
    runs = path("tiny_boot")
    assert offray.audit(runs, claim=claim).to_json() == command("audit", runs, "--fit", claim, "--json")
    with open(claim) as file:
        given = json.load(file, parse_float=str)
    assert offray.audit(runs, claim=given).to_json() == command("audit", runs, "--fit", claim, "--json")
    cert = offray.certify(name, objective="log-sse", digits=20)
    out = tmp_path / "cert.json"
    assert cert.to_json() == command(
        "certify", name, "--objective", "log-sse", "--digits", "20", "--json", "--out", out
    )
    assert cert.certificate == out.read_text()
    assert offray.check(cert).to_json() == command("check", out, "--json")
    assert offray.check(cert, runs=name) and offray.check(out)
    assert offray.predict(name, at=(7e10, 1.4e12)).to_json() == command(
        "predict", name, "--at", "7e10,1.4e12", "--json"
    )
    assert offray.fit(name).predict(7e10, 1.4e12, interval=True).to_json() == command(
        "predict", name, "--at", "7e10,1.4e12", "--json"
    )
    assert offray.allocate(name, compute=[1e24, 1e25]).to_json() == command(
        "allocate", name, "--compute", "1e24,1e25", "--json"
    )
    assert offray.fit(name).allocate([1e24, 1e25]).to_json() == command(
        "allocate", name, "--compute", "1e24,1e25", "--json"
    )
    assert offray.allocate(published="hoffmann", compute=1e24).to_json() == command(
        "allocate", "--published", "hoffmann", "--compute", "1e24", "--json"
    )
    assert offray.design.check([20, 100], beta=0.28).to_json() == command(
        "design", "check", "--tpp", "20,100", "--beta", "0.28", "--json"
    )
    assert offray.design.table().to_json() == command("design", "table", "--json")
    assert offray.verify("X11", law="chinchilla").to_json() == command(
        "verify", "X11", "--law", "chinchilla", "--json"
    )


def test_the_oracle(command):
    request = json.dumps({"law": "kaplan", "params": {"N_c": "8.8e13", "D_c": "5.4e13", "alpha_N": "0.076", "alpha_D": "0.095"}, "n": 1e9, "d": 1e10, "digits": 25, "order": 2})
    expected = json.loads(command("oracle", "eval", stdin=request))
    assert offray.oracle.eval_lines([request]) == [expected]
    found = offray.oracle.eval("kaplan", {"N_c": 8.8e13, "D_c": 5.4e13, "alpha_N": 0.076, "alpha_D": 0.095}, n=1e9, d=1e10, digits=25, order=1)
    assert found["loss"].value == Decimal(expected["loss"]["value"])
    assert found["loss"].lo < found["loss"].hi
    lines = [json.loads(line) for line in command("oracle", "problems", "--json").splitlines()]
    assert offray.oracle.problems() == lines
    score = offray.oracle.score(offray.oracle.solve, only="law=kaplan")
    assert not score.has_findings, score.summary()
    nothing = offray.oracle.score(lambda problem: 1 / 0, only="pythia")
    assert nothing.has_findings
