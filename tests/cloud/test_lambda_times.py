import pytest

from inference.evaluation.serving import lambda_times
from inference.evaluation.serving.people import Person, people
from inference.recognizer import Recognizer

pytestmark = pytest.mark.cloud


@pytest.fixture(scope="module")
def person(recognizer: Recognizer) -> Person:
    (one,) = people(recognizer, 1, 20)
    return one


def test_starts_are_timed_beside_a_bare_handler(person: Person) -> None:
    ours_ms, bare_ms = lambda_times.cold_start_ratio(person, starts=1)
    assert bare_ms > 0
    assert ours_ms > 0


def test_warm_verifications_are_timed_by_the_handler_itself(person: Person) -> None:
    warm_ms = lambda_times.warm_verify_ms(person, count=5)
    assert 0 < warm_ms < 1000


def test_a_verification_that_fails_is_no_time(person: Person) -> None:
    # The same probe again is refused as a replay.
    again = Person(person.enrolment, [person.probes[0]] * 2)
    with pytest.raises(RuntimeError, match="replayed"):
        lambda_times.warm_verify_ms(again, count=2)
