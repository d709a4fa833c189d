import json
from pathlib import Path

import pytest
import typer
from distributed import LocalCluster
from typer.testing import CliRunner

from desktop.cli.bench.group import BENCHMARKS
from desktop.cli.bench.running import cache_folder, tell
from desktop.cli.main import app
from inference.errors import DataError
from inference.evaluation.tables import Table
from tests.inference.evaluation.files import write_passwords, write_thirteen_keys
from tests.inference.evaluation.people import password_typist, thirteen_keys_typist

NEED_DATA = ("aalto", "calibration", "cmu", "identify", "privacy", "replay", "report")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what benchmarks remember out of the user's own folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_folder()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("KEYSTROKE_DATA", str(folder))
    write_passwords(folder, [password_typist(number) for number in range(2, 5)])
    write_thirteen_keys(folder, [thirteen_keys_typist(number) for number in range(4)])
    return folder


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["bench", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


@pytest.mark.parametrize("name", BENCHMARKS)
def test_each_says_what_it_measures(name: str) -> None:
    code, told = run(name, "--help")
    assert code == 0
    assert f"{name} [OPTIONS]" in told
    assert f" {name} " in run("--help")[1]


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("command", [("cmu", "--enroll", "10"), ("identify",)])
def test_json_is_exactly_one_line(command: tuple[str, ...], cache: Path) -> None:
    code, told = run(*command, "--json")
    assert code == 0
    assert told.count("\n") == 1
    result = json.loads(told)
    assert result.get("people", result.get("users")) in (3, 4)
    assert list(cache.iterdir())
    # What was remembered gives the same.
    assert run(*command, "--json") == (code, told)
    code, table = run(*command)
    assert code == 0
    assert table.count("\n") > 3


@pytest.mark.usefixtures("data")
def test_adaptation_is_measured_on_demand() -> None:
    _, told = run("cmu", "--enroll", "190", "--adapt", "--json")
    detectors = json.loads(told)["detectors"]
    assert {"ours_adapted", "ours_not_adapted"} < detectors.keys()


@pytest.mark.usefixtures("data")
def test_a_cluster_tells_the_same() -> None:
    alone = run("identify", "--json")
    # It has no types.
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:  # type: ignore[no-untyped-call]
        together = run("identify", "--json", "--dask", cluster.scheduler_address)
    assert alone == together


def test_a_bar_that_is_not_met_is_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table("Title", ["what", "value"], [["one", "1"]])
    met = {"value": 1, "bar": 2, "met": True}
    tell({"figures": {"one": met}}, [table], as_json=False)
    with pytest.raises(typer.Exit) as told:
        tell({"figures": {"one": met, "two": met | {"met": False}}}, [table], as_json=True)
    assert told.value.exit_code == 1
    assert capsys.readouterr().out.startswith("Title\nwhat  value\none       1\n")


@pytest.mark.parametrize("name", NEED_DATA)
def test_missing_data_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEYSTROKE_DATA", raising=False)
    with pytest.raises(DataError, match="set KEYSTROKE_DATA"):
        run(name)


def test_corrupt_data_is_told(data: Path) -> None:
    (data / "thirteen-keys.csv").write_text("no such data")
    with pytest.raises(DataError, match=r"thirteen-keys\.csv can't be read"):
        run("identify")
