"""Fit, compare with real people, write."""

import json
import logging
from typing import Final

import numpy as np

from inference.evaluation.datasets import load_klicke
from inference.simulation.people import PEOPLE_FILE, People
from inference.training.fit_typists.keystrokes import typing_of_sessions
from inference.training.fit_typists.marginals import marginals, simulated_typing
from inference.training.fit_typists.population import fit_people
from inference.training.population import usable

FEWEST_KEYSTROKES: Final = 1000
"""Writers with fewer say too little about themselves."""
SIMULATED: Final = 500
"""How many simulated people are compared with the writers."""

logger = logging.getLogger("fit_typists")


def main() -> None:
    """Fit the simulated typists to the KLiCKe essays."""
    texts = [text for text in load_klicke() if usable(text) and len(text) >= FEWEST_KEYSTROKES]
    typing = typing_of_sessions(texts)
    logger.info("%d writers, %d keystrokes", len(texts), len(typing.key))
    population = fit_people(typing)
    _log_population(population)
    real = marginals(typing)
    _log_comparison(real, marginals(simulated_typing(population, SIMULATED, seed=0)))
    document = {
        "source": "KLiCKe essays (CC BY 4.0), by inference.training.fit_typists",
        "writers": len(texts),
        "marginals": {name: np.round(figures, 4).tolist() for name, figures in real.items()},
        "people": population.to_dict(),
    }
    PEOPLE_FILE.write_text(json.dumps(document).replace("], [", "],\n[") + "\n")


def _log_population(population: People) -> None:
    deviations = np.sqrt(population.person_covariance.diagonal())
    logger.info(
        "traits: mean %s, deviation %s", population.person_mean.round(3), deviations.round(3)
    )
    for name, times in (("hold", population.hold), ("gap", population.gap)):
        logger.info("%s: habit %.3f, context %.3f", name, times.habit, times.context)
    logger.info("tempo: %s", population.tempo.round(3).tolist())
    rollover = population.rollover_habit, population.rollover_noise
    logger.info("rollover: habit %.3f, noise %.3f", *rollover)


def _log_comparison(real: dict[str, list[float]], simulated: dict[str, list[float]]) -> None:
    for name, figures in real.items():
        logger.info("%s: real %s, simulated %s", name, *(np.round((figures, simulated[name]), 2)))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
