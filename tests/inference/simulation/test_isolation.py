"""The recogniser, its priors and its calibration never see simulated typing."""

import grimp


def test_only_the_fitting_script_knows_the_simulation() -> None:
    graph = grimp.build_graph("inference", cache_dir=None)
    users = graph.find_downstream_modules("inference.simulation", as_package=True)
    script = "inference.training.fit_typists"
    assert f"{script}.population" in users
    assert {user for user in users if not user.startswith(script)} == set()
