import os
import subprocess
from importlib.metadata import version

import pytest
from typer.testing import CliRunner

from desktop.cli.main import COMMANDS, app
from tests.doors import KEYSTROKE


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    return subprocess.run(
        [*KEYSTROKE, *arguments],
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_tells_its_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.output == f"keystroke {version('keystroke-recognition')}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_there_and_says_what_it_does(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"{command} [OPTIONS]" in result.output
    assert f" {command} " in CliRunner().invoke(app, ["--help"]).output


def test_an_unknown_command_is_a_usage_error() -> None:
    assert CliRunner().invoke(app, ["dance"]).exit_code == 2


def test_without_a_screen_it_says_so_in_one_line() -> None:
    result = run()
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith("keystroke: There is no screen here")
    assert result.stderr.count("\n") == 1


def test_only_the_window_needs_qt() -> None:
    code = (
        "import sys; from desktop.cli import main\n"
        "try: main()\n"
        "finally: assert not [name for name in sys.modules if name.startswith('PySide6')]"
    )
    result = subprocess.run(
        [KEYSTROKE[0], "-c", code, "--version"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")


WITHOUT = """
import sys
sys.modules.update(dict.fromkeys({packages}))
from desktop.cli import main
main()
"""
QT = ("PySide6", "pynput", "requests")


def run_without(packages: tuple[str, ...], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [KEYSTROKE[0], "-c", WITHOUT.format(packages=packages), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_service_alone_needs_no_qt() -> None:
    told = run_without(QT, "serve", "--help")
    assert (told.returncode, told.stderr) == (0, "")
    commands = run_without(QT, "--help")
    assert commands.returncode == 0
    assert " serve " in commands.stdout
    assert " demo " not in commands.stdout


@pytest.mark.parametrize("arguments", [(), ("demo", "--out", "nowhere"), ("bench", "capture")])
def test_what_is_not_installed_is_told_in_one_line(arguments: tuple[str, ...]) -> None:
    told = run_without(QT, *arguments)
    assert (told.returncode, told.stdout) == (1, "")
    assert "install 'keystroke-recognition[desktop]'" in told.stderr
    assert told.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("package", "extra", "arguments"),
    [
        ("sklearn", "bench", ("bench", "cmu")),
        ("matplotlib", "bench", ("bench", "report")),
        ("joblib", "bench", ("bench", "aalto")),
    ],
)
def test_the_extra_that_benchmarks_lack_is_named(
    package: str, extra: str, arguments: tuple[str, ...]
) -> None:
    told = run_without((package,), *arguments)
    assert (told.returncode, told.stdout) == (1, "")
    assert f"needs {package}" in told.stderr
    assert f"install 'keystroke-recognition[{extra}]'" in told.stderr
    assert told.stderr.count("\n") == 1


def test_benchmarks_need_no_qt_but_for_capture() -> None:
    told = run_without(QT, "bench", "--help")
    assert told.returncode == 0
    assert " cmu " in told.stdout
    assert " capture " not in told.stdout
