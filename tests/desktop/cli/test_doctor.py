import json
import subprocess
from pathlib import Path

from desktop.virtual.screen import VirtualScreen
from tests.desktop.cli.test_main import run
from tests.doors import serving

SECRET = "0123456789abcdef" * 2


def doctor(*options: str) -> subprocess.CompletedProcess[str]:
    return run("doctor", *options)


def test_it_ends_well_where_all_is_well(tmp_path: Path) -> None:
    with serving(tmp_path / "store.sqlite", KEYSTROKE_TOKEN=SECRET) as base:
        told = doctor("--endpoint", base, "--json")
        table = doctor("--endpoint", base)
    found = json.loads(told.stdout)
    assert (told.returncode, found["passed"], found["endpoint"]) == (0, True, base)
    assert {check["outcome"] for check in found["checks"]} == {"passed", "skipped"}
    assert table.returncode == 0
    assert "ok      strangers" in table.stdout


def test_it_ends_badly_where_something_is_wrong() -> None:
    told = doctor("--endpoint", "http://127.0.0.1:9")
    assert (told.returncode, told.stderr) == (1, "")
    assert "FAILED  health           Nothing listens" in told.stdout


def test_without_an_endpoint_it_checks_this_computer(
    virtual_screen: VirtualScreen, tmp_path: Path
) -> None:
    here = {"DISPLAY": virtual_screen.display, "KEYSTROKE_HOME": str(tmp_path)}
    told = run("doctor", "--json", **here)
    found = json.loads(told.stdout)
    assert (told.returncode, found["passed"]) == (0, True)
    assert {"display", "store", "model", "tray", "versions"} <= {
        check["name"] for check in found["checks"]
    }
    (tmp_path / "store.sqlite").write_bytes(b"no store")
    assert run("doctor", **here).returncode == 1
