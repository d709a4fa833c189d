from pathlib import Path

import pytest

from inference.errors import SettingsError
from inference.service.settings import DynamoTable, ServiceSettings


def test_all_settings_come_from_the_environment() -> None:
    settings = ServiceSettings.from_environment(
        {
            "KEYSTROKE_STORE": "/data/store.sqlite",
            "KEYSTROKE_PASSPHRASE": "planted words",
            "KEYSTROKE_MAX_FMR": "0.05",
            "KEYSTROKE_ADAPT": "1",
            "KEYSTROKE_PROOF": "1",
            "KEYSTROKE_FAILURES": "10",
        }
    )
    assert settings == (Path("/data/store.sqlite"), "planted words", 0.05, True, True, 10)
    assert "planted" not in repr(settings)


def test_a_named_store_goes_before_the_variable() -> None:
    environ = {"KEYSTROKE_STORE": "/data/store.sqlite"}
    settings = ServiceSettings.from_environment(environ, Path("/other.sqlite"))
    assert (settings.store, settings.passphrase) == (Path("/other.sqlite"), None)


def test_a_table_of_dynamodbs_is_named_with_its_key() -> None:
    environ = {"KEYSTROKE_STORE": "dynamodb:profiles", "KEYSTROKE_KMS_KEY": "alias/keystroke"}
    settings = ServiceSettings.from_environment(environ)
    assert settings.store == DynamoTable("profiles", "alias/keystroke")


@pytest.mark.parametrize(("store", "key"), [("dynamodb:", "alias/keystroke"), ("dynamodb:t", "")])
def test_a_table_without_its_name_or_its_key_is_told(store: str, key: str) -> None:
    environ = {"KEYSTROKE_STORE": store, "KEYSTROKE_KMS_KEY": key}
    with pytest.raises(SettingsError, match="KEYSTROKE_KMS_KEY the KMS key"):
        ServiceSettings.from_environment(environ)


@pytest.mark.parametrize("value", [None, "", "0"])
def test_templates_do_not_learn_unless_that_is_set(value: str | None) -> None:
    environ = {"KEYSTROKE_STORE": "/store"} | ({} if value is None else {"KEYSTROKE_ADAPT": value})
    assert not ServiceSettings.from_environment(environ).adapt


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KEYSTROKE_STORE", ""),
        ("KEYSTROKE_MAX_FMR", "0"),
        ("KEYSTROKE_MAX_FMR", "1"),
        ("KEYSTROKE_MAX_FMR", "nan"),
        ("KEYSTROKE_MAX_FMR", "5%"),
        ("KEYSTROKE_ADAPT", "yes"),
        ("KEYSTROKE_PROOF", "on"),
        ("KEYSTROKE_FAILURES", "0"),
        ("KEYSTROKE_FAILURES", "101"),
        ("KEYSTROKE_FAILURES", "-5"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=variable):
        ServiceSettings.from_environment({"KEYSTROKE_STORE": "/store", variable: value})
