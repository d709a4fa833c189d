"""What the operations of the HTTP API do: a request's fields in, a document out."""

from typing import Any, Final

from inference.decision import DEFAULT_FMR
from inference.errors import InputError
from inference.features import Features
from inference.service.challenges import Purpose
from inference.service.clock import moment
from inference.service.messages import (
    Document,
    challenge_to_dict,
    decision_to_dict,
    device_to_dict,
    export_to_dict,
    model_to_dict,
    profile_to_dict,
    ranking_to_dict,
)
from inference.service.operation import Answer, Call
from inference.service.profile import Profile
from inference.service.proof import Proof
from inference.service.service import Service
from inference.service.validation import (
    Fields,
    checked_action,
    checked_attempts,
    checked_fields,
    checked_flag,
    checked_probe,
    checked_proof,
    checked_version,
    is_record_id,
)

_ATTEMPT: Final = frozenset({"fmr", "proof", "verdict_only"})


def health(service: Service, _: Call) -> Answer:
    """Tell that the service answers, and what it scores with."""
    recognizer = service.recognizer
    return Answer({"status": "ok", "contract": recognizer.contract, "model": recognizer.model})


def model(service: Service, _: Call) -> Answer:
    """Tell about the model: its contract, hashes and measured error rates."""
    return Answer(model_to_dict(service))


def enroll(service: Service, call: Call) -> Answer:
    """Make a profile of several attempts at one phrase, or of any text."""
    fields = checked_fields(call.request, {"label", "features"})
    attempts = checked_attempts(fields)
    return _profile(service.enroll(call.owner, fields["label"], attempts, call.seed))


def list_profiles(service: Service, call: Call) -> Answer:
    """Give the caller's profiles."""
    profiles, damaged = service.profiles(call.owner)
    return Answer({"profiles": list(map(profile_to_dict, profiles)), "damaged": list(damaged)})


def read_profile(service: Service, call: Call) -> Answer:
    """Give one profile."""
    return _profile(service.profile(call.owner, call.record_id))


def export_profile(service: Service, call: Call) -> Answer:
    """Give all that is kept of one profile, its template included."""
    export = service.export(call.owner, call.record_id)
    return Answer(export_to_dict(export, moment(service.clock())))


def add_samples(service: Service, call: Call) -> Answer:
    """Add attempts to a profile that was verified less than 5 minutes ago; its owner is told."""
    fields = checked_fields(call.request, {"features"})
    attempts, version = checked_attempts(fields), checked_version(call.request)
    return _profile(service.add_samples(call.owner, call.record_id, attempts, version))


def restore(service: Service, call: Call) -> Answer:
    """Take back all that a profile has learnt since enrolment."""
    return _profile(service.restore(call.owner, call.record_id, checked_version(call.request)))


def delete_profile(service: Service, call: Call) -> Answer:
    """Delete a profile and all that is kept of it."""
    records = service.delete(call.owner, call.record_id, checked_version(call.request))
    return _receipt(service, call, records)


def verify(service: Service, call: Call) -> Answer:
    """Verify one attempt against one profile."""
    fields = checked_fields(call.request, {"features"}, _ATTEMPT)
    decision = service.verify(call.owner, call.record_id, *_attempt(fields))
    return Answer(decision_to_dict(decision, scores=not _verdict_only(fields)))


def identify(service: Service, call: Call) -> Answer:
    """Rank the caller's profiles by one attempt."""
    fields = checked_fields(call.request, {"features"}, _ATTEMPT)
    ranking, labels = service.identify(call.owner, *_attempt(fields))
    return Answer(ranking_to_dict(ranking, labels, scores=not _verdict_only(fields)))


def issue_challenge(service: Service, call: Call) -> Answer:
    """Issue a one-time challenge for one attempt."""
    fields = checked_fields(call.request, {"action", "profile"})
    action, profile_id = checked_action(fields["action"]), fields["profile"]
    fits = is_record_id(profile_id) if action == "verify" else profile_id is None
    if not fits:
        raise InputError("The field 'profile' must be a profile's id to verify, null to identify.")
    purpose = Purpose(call.owner, action, profile_id or "")
    return Answer(challenge_to_dict(service.challenges.issue(purpose)))


def register_device(service: Service, call: Call) -> Answer:
    """Register the key that a device signs its attempts with."""
    fields = checked_fields(call.request, {"public_key", "label"})
    device = service.devices.register(call.owner, fields["public_key"], fields["label"])
    return Answer(device_to_dict(device))


def list_devices(service: Service, call: Call) -> Answer:
    """Give the caller's devices."""
    devices = service.devices.list(call.owner)
    return Answer({"devices": list(map(device_to_dict, devices))})


def delete_device(service: Service, call: Call) -> Answer:
    """Delete a device: what it signs counts no more."""
    service.devices.delete(call.owner, call.record_id)
    return _receipt(service, call, 1)


def _attempt(fields: Fields) -> tuple[Features, Any, Proof | None]:
    return checked_probe(fields), fields.get("fmr", DEFAULT_FMR), checked_proof(fields)


def _verdict_only(fields: Fields) -> bool:
    return checked_flag(fields, "verdict_only")


def _profile(profile: Profile) -> Answer:
    return Answer(profile_to_dict(profile), {"ETag": f'"{profile.version}"'})


def _receipt(service: Service, call: Call, records: int) -> Answer:
    at = moment(service.clock()).isoformat()
    receipt: Document = {"deleted": call.record_id, "at": at, "records": records}
    return Answer(receipt)
