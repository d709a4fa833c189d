"""A model's matchers, each made when it is first asked for."""

from typing import Any, get_args

from inference.bundle import Bundle
from inference.decision import Mode
from inference.errors import UnsupportedModeError
from inference.matcher import Matcher

AnyMatcher = Matcher[Any, Any, Any]


class Matchers:
    """Gives the matcher of each mode.

    Parameters
    ----------
    bundle
        The model.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._made: dict[Mode, AnyMatcher] = {}

    def __call__(self, mode: Mode) -> AnyMatcher:
        """Give a mode's matcher.

        Raises
        ------
        UnsupportedModeError
            For a mode that this model can't do.
        """
        mode = checked_mode(mode)
        if mode not in self._made:
            self._made[mode] = _made_matcher(mode, self._bundle)
        return self._made[mode]


def checked_mode(mode: Mode) -> Mode:
    """Give a mode back if it is one.

    Raises
    ------
    UnsupportedModeError
        If it isn't.
    """
    if mode not in get_args(Mode):
        raise UnsupportedModeError("The mode must be 'fixed' or 'free'.")
    return mode


def _made_matcher(mode: Mode, bundle: Bundle) -> AnyMatcher:
    # Each mode's code is loaded when it is used: programs start faster.
    if mode == "fixed":
        from inference.fixed import FixedMatcher  # noqa: PLC0415

        return FixedMatcher(bundle)
    from inference.free import FreeMatcher  # noqa: PLC0415

    return FreeMatcher(bundle)
