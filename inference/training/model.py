"""Make the bundled model, part by part."""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from inference.arrays import read_arrays
from inference.bundle import ENCODER, POPULATION, bundled_models, load_bundle
from inference.encoder import Encoder
from inference.errors import ModelError, SettingsError
from inference.evaluation.datasets import FreeText, TypingSession, load_aalto, load_klicke
from inference.expectation import Expectations
from inference.population import Population
from inference.training import expectation, split
from inference.training.bundle import (
    Files,
    expectation_files,
    fixed_files,
    free_files,
    write_bundle,
)
from inference.training.effort import Effort
from inference.training.encoder.recipe import RECIPES, Recipe
from inference.training.evidence import fit_evidence
from inference.training.fixed import Trial, fit_calibration, fit_settings
from inference.training.free import Trial as FreeTrial
from inference.training.free import encode_writers, fit_free, make_cohort
from inference.training.free_validation import validate_free
from inference.training.identification import fit_identification
from inference.training.joins import Corpus
from inference.training.population import fit_population, usable
from inference.training.validation import validate

SEED: Final = 20_261_123
RESEARCH_STEPS: Final = 1_200
RESEARCH_RATE: Final = 6e-4
"""A trained encoder learns Aalto's people in fewer and smaller steps."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plan:
    """How much work goes into a model.

    Parameters
    ----------
    effort
        Comparisons that the fixed mode's calibration learns from.
    recipes
        Of the encoder's networks.
    checkpoint
        File that the encoder's training is taken up from, one for each network.
    research
        Train the folder's encoder further, on odd-numbered people of the Aalto set as well, whose
        terms forbid to bundle what learns from it.
    """

    effort: Effort = field(default_factory=Effort)
    recipes: Sequence[Recipe] = RECIPES
    checkpoint: Path = Path("build/encoder.ckpt")
    research: bool = False


class Made(NamedTuple):
    """One part of a model: its files, what was measured, and how it was made."""

    files: Files
    metrics: dict[str, Any]
    training: dict[str, Any]


def train(folder: Path, parts: Iterable[str], plan: Plan) -> dict[str, Any]:
    """Train parts of a model on KLiCKe and write them.

    Parameters
    ----------
    folder
        Where the files go; existing ones are replaced, the other parts' stay.
    parts
        Some of :data:`PARTS`: usual times and the fixed mode; the encoder; the free mode's cohort
        and calibration, which a new encoder needs; what owners may expect, which every new model
        needs.
    plan
        How.

    Returns
    -------
    dict
        The manifest.

    Raises
    ------
    DataError
        If the training data isn't there.
    ModelError
        If a part is missing that another one needs.
    SettingsError
        If torch is missing, or a research model would be bundled.
    """
    if plan.research and folder.resolve() == bundled_models().resolve():
        raise SettingsError(
            "A research model isn't bundled: give a copy of the bundled model's folder."
        )
    texts = load_klicke()
    manifest: dict[str, Any] = {}
    for part in (name for name in PARTS if name in set(parts)):
        made = _MAKERS[part](folder, texts, plan)
        manifest = write_bundle(folder, made.files, {part: made.metrics}, {part: made.training})
    return manifest


def sessions(texts: FreeText, digits: tuple[int, ...]) -> list[TypingSession]:
    """Give what writers typed whose number ends in one of `digits`; broken recorders left out."""
    wanted = split.writers(texts, digits)
    return [session for session in texts if session.user in wanted and usable(session)]


def halves(typed: Sequence[TypingSession]) -> tuple[list[TypingSession], list[TypingSession]]:
    """Part writers by the last digit but one of their number."""
    even = [session for session in typed if session.user // 10 % 2 == 0]
    return even, [session for session in typed if session.user // 10 % 2 == 1]


def _make_fixed(_: Path, texts: FreeText, plan: Plan) -> Made:
    _log.info("learning usual times of keys and digraphs")
    population = fit_population(texts, split.writers(texts, split.PRIORS))
    learnt = Corpus(texts, split.writers(texts, split.PRIORS), population)
    settings = fit_settings(learnt)
    _log.info("learning what single values say")
    evidence = fit_evidence(learnt, settings, plan.effort, SEED)
    _log.info("learning the fixed mode's calibration from pseudo-phrases (minutes)")
    calibrated = Corpus(texts, split.writers(texts, split.FIXED_CALIBRATION), population)
    calibration = fit_calibration(Trial(calibrated, settings, evidence, plan.effort, SEED))
    _log.info("learning to tell people apart who typed one phrase")
    identification = fit_identification(learnt, calibrated, settings, plan.effort, SEED)
    _log.info("measuring on other writers")
    measured = Corpus(texts, split.writers(texts, split.TEST), population)
    metrics = validate(Trial(measured, settings, evidence, plan.effort, SEED + 1), calibration)
    metrics["writers_of_data"] = len(np.unique(texts.users))
    metrics["writers_learnt_from"] = learnt.writers + calibrated.writers
    training = _described(PRIORS=split.PRIORS, CALIBRATION=split.FIXED_CALIBRATION)
    files = fixed_files(population, settings, evidence, calibration, identification)
    return Made(files, metrics, training)


def _make_encoder(folder: Path, texts: FreeText, plan: Plan) -> Made:
    make = _encoder_training()
    schooling = make.Schooling(
        learnt=[sessions(texts, split.ENCODER)],
        validation=sessions(texts, split.VALIDATION),
        population=Population.from_dict(json.loads(_needed(folder / POPULATION))),
        checkpoint=plan.checkpoint,
    )
    recipes = plan.recipes
    training = _described(ENCODER=split.ENCODER)
    if plan.research:
        recipes = [
            replace(recipe, steps=RESEARCH_STEPS, learning_rate=RESEARCH_RATE) for recipe in recipes
        ]
        start = read_arrays(_needed(folder / ENCODER))
        schooling = replace(schooling, learnt=[*schooling.learnt, _aalto_people()], start=start)
        training["also"] = "Aalto 136M, odd-numbered people, non-commercial: not to be bundled"
    _log.info("training the encoder (hours without a GPU)")
    data, figures = make.make_encoder(schooling, recipes)
    return Made({ENCODER: data}, figures, training | {"recipes": [asdict(one) for one in recipes]})


def _make_free(folder: Path, texts: FreeText, _: Plan) -> Made:
    encoder = Encoder.from_bytes(_needed(folder / ENCODER))
    _log.info("encoding writers for the free mode's cohort and calibration (minutes)")
    cohort_writers, calibrated = halves(sessions(texts, split.FREE_CALIBRATION))
    cohort = make_cohort(encode_writers(encoder, cohort_writers))
    trial = FreeTrial(encode_writers(encoder, calibrated), cohort)
    settings, calibration = fit_free(trial)
    _log.info("measuring on other writers")
    measured = encode_writers(encoder, sessions(texts, split.TEST))
    metrics = validate_free(trial._replace(writers=measured), calibration)
    training = _described(COHORT_AND_CALIBRATION=split.FREE_CALIBRATION)
    return Made(free_files(cohort, settings, calibration), metrics, training)


def _make_expectation(folder: Path, texts: FreeText, plan: Plan) -> Made:
    bundle = load_bundle(folder)
    effort = replace(plan.effort, impostors=1)

    def phrases(digits: tuple[int, ...]) -> Trial:
        corpus = Corpus(texts, split.writers(texts, digits), bundle.population)
        return Trial(corpus, bundle.detector, bundle.evidence, effort, SEED)

    def texts_of(digits: tuple[int, ...]) -> FreeTrial:
        encoded = encode_writers(bundle.encoder, sessions(texts, digits))
        return FreeTrial(encoded, bundle.cohort, bundle.free_settings.strangers)

    def fitted(digits: tuple[int, ...]) -> dict[str, Expectations]:
        return {
            "fixed": expectation.fit_fixed(phrases(digits), bundle.calibration),
            "free": expectation.fit_free(texts_of(digits), bundle.free_calibration),
        }

    _log.info("learning how often owners are refused (minutes)")
    expected = fitted(split.VALIDATION)
    _log.info("measuring on other writers")
    measured = fitted(split.TEST)
    metrics = {mode: expectation.apart(expected[mode], measured[mode]) for mode in expected}
    files = expectation_files(bundle.model, expected)
    return Made(files, metrics, _described(EXPECTATION=split.VALIDATION))


_MAKERS: Final[dict[str, Callable[[Path, FreeText, Plan], Made]]] = {
    "fixed": _make_fixed,
    "encoder": _make_encoder,
    "free": _make_free,
    "expectation": _make_expectation,
}
PARTS: Final = tuple(_MAKERS)


def _aalto_people() -> list[TypingSession]:
    """Give the people who serve choices; benchmarks report the others."""
    return [session for session in load_aalto() if session.user % 2 == 1]


def _described(**digits: tuple[int, ...]) -> dict[str, Any]:
    writers = {name.lower(): list(numbers) for name, numbers in digits.items()}
    return {"data": "KLiCKe, CC BY 4.0", "last_digits_of_writers": writers, "seed": SEED}


def _needed(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} is missing: train the part that makes it first.") from error


def _encoder_training() -> Any:
    try:
        from inference.training.encoder import make  # noqa: PLC0415 (torch is needed here alone)
    except ModuleNotFoundError as error:
        raise SettingsError("Training the encoder needs torch: run 'make setup-train'.") from error
    return make
