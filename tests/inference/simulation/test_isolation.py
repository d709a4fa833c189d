"""The recogniser, its priors and its calibration never see simulated typing."""

import grimp


def test_only_the_fitting_script_and_benchmarks_know_the_simulation() -> None:
    graph = grimp.build_graph("inference", cache_dir=None)
    users = graph.find_downstream_modules("inference.simulation", as_package=True)
    script, benchmarks = "inference.training.fit_typists", "inference.evaluation."
    assert f"{script}.population" in users
    # Simulated people only type for the stopwatch there; nobody learns from a benchmark.
    assert {user for user in users if not user.startswith((script, benchmarks))} == set()
