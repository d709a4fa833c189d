"""Processes killed at random moments while they enrol and verify: nothing finished may be lost.

``python -m desktop.bench.kills HOME SEED`` is the process that is killed. What it has finished it
says on standard output, at once.
"""

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any, Final

from desktop.logic.enrollment import PhraseEnrollment
from desktop.logic.profiles import DesktopProfile
from desktop.logic.scorer import LOCAL_OWNER
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.errors import KeystrokeError, NotFoundError
from inference.service.service import Service
from inference.simulation.typists import typists
from inference.stores.cipher import KEY_BYTES
from inference.stores.keys import KeyNote
from inference.stores.sqlite import SqliteStore

KILLS: Final = 200

_PHRASE: Final = "quiet rivers run deep"
_ATTEMPTS: Final = 5
_VERIFICATIONS: Final = 4
_PRACTISED: Final = 40
_LONGEST_SECONDS: Final = 0.5


class _KnownKey:
    """Gives one key at once: Argon2id would take most of the time between two kills."""

    def create(self) -> tuple[bytes, KeyNote]:
        return bytes(KEY_BYTES), {"source": "bench"}

    def unlock(self, note: KeyNote) -> bytes:
        del note
        return bytes(KEY_BYTES)


def measure(kills: int = KILLS) -> dict[str, Any]:
    """Kill one process after another that works with the same store, and look into it each time.

    Parameters
    ----------
    kills
        How many processes.

    Returns
    -------
    dict
        ``figures``, each with its value, bar and whether it is met; ``finished`` counts what the
        processes had finished when they were killed.
    """
    chance = random.Random(7)  # noqa: S311 (no secret)
    damaged = lost = 0
    finished: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.sqlite"
        for seed in range(kills):
            said = _killed(store, seed, chance.uniform(0, _LONGEST_SECONDS))
            finished.update(one["finished"] for one in said)
            try:
                lost += _lost(store, said)
            except KeystrokeError:
                damaged += 1
    figures = {
        name: {"value": value, "bar": 0, "met": value == 0}
        for name, value in (("stores_damaged", damaged), ("finished_attempts_lost", lost))
    }
    return {"figures": figures, "finished": dict(finished)}


def _killed(store: Path, seed: int, seconds: float) -> list[dict[str, Any]]:
    """Let a process work for so long from its first word on, kill it, and give what it said."""
    command = [sys.executable, "-m", "desktop.bench.kills", str(store), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        out = process.stdout
        lines = [out.readline()] if out else []
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        lines += out or []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def _lost(path: Path, said: list[dict[str, Any]]) -> int:
    """Open the store and count what was finished and isn't there.

    Raises
    ------
    KeystrokeError
        If the store, or a profile in it, can't be read.
    """
    with SqliteStore(path, _KnownKey()) as store:
        workspace = Workspace(store, in_keychain=False)
        service = Service(workspace.recognizer, store)
        # Every profile can be verified, and no template is left without one.
        for profile in workspace.profiles.all():
            service.export(LOCAL_OWNER, profile.service_id)
        lost = workspace.profiles.listing().damaged
        kept = {one.service_id for one in workspace.profiles.all()}
        lost += len(kept ^ {one.id for one in service.profiles(LOCAL_OWNER).profiles})
        passed = Counter(one["id"] for one in said if one["finished"] == "verified")
        for one in said:
            if one["finished"] == "enrolled":
                lost += _missing(service, one["id"], passed[one["id"]])
        workspace.removal.forget_everything()
    return lost


def _missing(service: Service, profile_id: str, passed: int) -> int:
    try:
        attempts = service.export(LOCAL_OWNER, profile_id).attempts
    except NotFoundError:
        return 1 + passed
    return max(0, passed - len(attempts.seen.marks))


def main() -> None:
    """Enrol and verify until killed."""
    path, seed = Path(sys.argv[1]), int(sys.argv[2])
    (owner,) = typists(1, seed=5)
    settings = Settings(attempts=_ATTEMPTS)
    with SqliteStore(path, _KnownKey()) as store:
        workspace = Workspace(store, in_keychain=False)
        workspace.consent.give()
        repetitions = count(_PRACTISED + seed)
        _tell("opened", "")
        while True:
            session = PhraseEnrollment(workspace.recognizer, "Owner", _PHRASE, wanted=_ATTEMPTS)
            while not session.complete:
                session.add(owner.type(_PHRASE, next(repetitions)))
            profile = workspace.enroll(session, settings)
            if not isinstance(profile, DesktopProfile):
                raise TypeError(profile)
            _tell("enrolled", profile.service_id)
            for _ in range(_VERIFICATIONS):
                sample = owner.type(_PHRASE, next(repetitions))
                answer = workspace.verify(profile, sample, settings)
                if isinstance(answer, Decision) and answer.accepted:
                    _tell("verified", profile.service_id)


def _tell(finished: str, profile_id: str) -> None:
    print(json.dumps({"finished": finished, "id": profile_id}), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
