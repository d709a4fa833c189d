import json
from datetime import UTC, datetime
from typing import Any

import pytest

from inference.errors import ConflictError, ContractError, InputError, LockedError, ReplayedError
from inference.service.exports import export_from_dict
from inference.service.messages import export_to_dict
from inference.service.service import Service
from tests.inference.service.conftest import Typing, Watch


def exported(service: Service, profile_id: str) -> Any:
    """Give an export as it comes back from JSON."""
    written = export_to_dict(service.export("ada", profile_id), datetime.now(UTC))
    return json.loads(json.dumps(written))


def test_a_profile_is_taken_over_with_its_attempts(
    service: Service, typing: Typing, clock: Watch
) -> None:
    profile = service.enroll("ada", "Work", typing.many(6))
    assert service.verify("ada", profile.id, typing.one(10)).accepted
    for seed in range(5):
        service.verify("ada", profile.id, typing.one(seed, person=1))
    enrollment, attempts = export_from_dict(exported(service, profile.id))
    assert enrollment == service.export("ada", profile.id).enrollment
    taken = service.adopt("bea", profile.id, enrollment, attempts)
    assert (taken.id, taken.label, taken.created) == (profile.id, "Work", profile.created)
    with pytest.raises(LockedError):
        service.verify("bea", profile.id, typing.one(11))
    clock.now += 60
    with pytest.raises(ReplayedError):
        service.verify("bea", profile.id, typing.one(10))


def test_what_is_there_is_not_replaced(service: Service, typing: Typing) -> None:
    profile = service.enroll("ada", "Work", typing.many(6))
    with pytest.raises(ConflictError):
        service.adopt("ada", profile.id, *export_from_dict(exported(service, profile.id)))


def test_another_model_is_refused(
    service: Service, typing: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = service.enroll("ada", "Work", typing.many(6))
    export = export_from_dict(exported(service, profile.id))
    monkeypatch.setattr(service.recognizer, "model", "0" * 64)
    with pytest.raises(ContractError):
        service.adopt("bea", profile.id, *export)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("format",), "other"),
        (("format_version",), 2),
        (("profile", "label"), ""),
        (("profile", "mode"), "free"),
        (("profile", "created"), "2026-01-01T00:00:00"),
        (("profile", "notices"), [{"code": 3, "at": "2026-01-01T00:00:00Z", "message": ""}]),
        (("template", "bytes"), "AAAA"),
        (("template", "bytes"), "!"),
        (("enrolled",), {}),
        (("attempts", "failures"), 1.5),
        (("attempts", "failures"), 2**32),
        (("attempts", "locked_until"), "later"),
        (("attempts", "seen"), [[40_000]]),
        (("attempts", "seen"), [[1]] * 65),
        (("attempts", "seen"), [[]]),
        (("attempts", "seen"), 7),
    ],
)
def test_what_is_no_export_is_told(
    service: Service, typing: Typing, place: tuple[str, ...], value: object
) -> None:
    export = exported(service, service.enroll("ada", "Work", typing.many(6)).id)
    part = export
    for name in place[:-1]:
        part = part[name]
    part[place[-1]] = value
    with pytest.raises(InputError):
        export_from_dict(export)
