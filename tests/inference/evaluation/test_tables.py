from inference.evaluation.figures import all_met, figure
from inference.evaluation.tables import Table, figures_table, interval, percent

TABLE = Table("Rates", ["who", "EER"], [["ours", "4.5%"], ["scaled Manhattan", "9.6%"]])


def test_text_is_aligned() -> None:
    assert TABLE.to_text().splitlines() == [
        "Rates",
        "who                EER",
        "ours              4.5%",
        "scaled Manhattan  9.6%",
    ]


def test_markdown_is_a_table() -> None:
    assert TABLE.to_markdown().splitlines() == [
        "Rates:",
        "",
        "| who | EER |",
        "| --- | ---: |",
        "| ours | 4.5% |",
        "| scaled Manhattan | 9.6% |",
    ]


def test_rates_are_told_in_percent() -> None:
    assert percent(0.0961) == "9.61%"
    assert interval((0.0781, 0.1155), 1) == "7.8% to 11.6%"


def test_a_figure_is_met_up_to_its_bar_and_from_its_lower_one() -> None:
    assert figure(2.0, 2.0)["met"]
    assert not figure(2.001, 2.0)["met"]
    assert figure(0.5, 2.0, at_least=0.5)["met"]
    assert not figure(0.49, 2.0, at_least=0.5)["met"]


def test_one_bar_that_is_not_met_is_enough() -> None:
    good, bad = figure(1.0, 2.0), figure(3.0, 2.0)
    assert all_met({"figures": {"good": good}})
    assert all_met({"eer": 0.5})
    assert not all_met({"figures": {"good": good, "bad": bad}})
    rows = figures_table({"good": good, "ratio": figure(3.0, 2.0, at_least=0.5)}).rows
    assert rows == [["good", "1", "at most 2", "met"], ["ratio", "3", "0.5 to 2", "not met"]]
