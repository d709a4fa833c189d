import pytest

from inference.errors import SettingsError
from inference.evaluation.serving import throughput
from inference.evaluation.serving.people import Person, people
from inference.recognizer import Recognizer


@pytest.fixture(scope="module")
def crowd(recognizer: Recognizer) -> list[Person]:
    return people(recognizer, 2, 6)


def test_every_probe_is_accepted_and_no_two_are_alike(
    crowd: list[Person], recognizer: Recognizer
) -> None:
    for person in crowd:
        template = recognizer.enroll(person.enrolment)
        assert all(recognizer.verify(template, probe).accepted for probe in person.probes)
        assert len({probe.to_json() for probe in person.probes}) == len(person.probes)


def test_a_load_is_answered_by_both_servers(crowd: list[Person]) -> None:
    served, constant = throughput.measure(crowd)
    assert served.failures == constant.failures == 0
    assert served.per_second > 0
    assert constant.per_second > 0


def test_what_is_not_answered_with_200_is_a_failure(crowd: list[Person]) -> None:
    # A profile that has been sent the same probe before refuses it as a replay.
    twice = [Person(one.enrolment, [one.probes[0], one.probes[0], one.probes[1]]) for one in crowd]
    served, constant = throughput.measure(twice)
    assert served.failures == len(crowd)
    assert constant.failures == 0


def test_a_server_that_does_not_start_is_told() -> None:
    with (
        pytest.raises(SettingsError, match="didn't start: no server"),
        throughput._server(["-c", "import sys; sys.exit('no server')"], {}),
    ):
        pass
