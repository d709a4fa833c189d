"""What phrase is typed: one's own, with a hint at its strength, or one that is suggested."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.logic.enrollment import MAX_PHRASE
from desktop.logic.expecting import percent
from desktop.logic.passphrase import draw_passphrase
from desktop.logic.phrase_strength import CONTEXT, Level, PhraseStrength, phrase_strength
from desktop.ui import theme
from desktop.ui.pages.page import row
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import button, label
from desktop.ui.widgets.strength_meter import StrengthMeter
from inference.expectation import Expectation

Expect = Callable[[int], Expectation]
"""Tells what to expect of a phrase of so many positions."""


class OwnPhrase(QWidget):
    """Takes a phrase of one's own, and says while it is entered how good it is.

    Parameters
    ----------
    look
        Gives the colours.

    Attributes
    ----------
    entered
        Emitted on Enter.
    """

    entered = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setObjectName("enrollPhrase")
        self.field.setMaxLength(MAX_PHRASE)
        caption = label(self.tr("Ph&rase"))
        caption.setBuddy(self.field)
        self._meter = StrengthMeter(look)
        self._size = label("", "small", "enrollPhraseSize")
        self._size.setWordWrap(False)
        self._advice = label("", "small", "enrollPhraseAdvice")
        self._expect: Expect | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(caption)
        layout.addWidget(self.field)
        layout.addLayout(row(self._meter, self._size))
        layout.addWidget(self._advice)
        self.field.textChanged.connect(self._judge)
        self.field.returnPressed.connect(self.entered)
        self.clear()

    def phrase(self) -> str:
        """Give what was entered."""
        return self.field.text()

    def clear(self, expect: Expect | None = None) -> None:
        """Begin anew; with `expect`, say of each phrase how often it will be refused."""
        self._expect = expect
        self.field.clear()
        self._judge("")

    def _judge(self, phrase: str) -> None:
        strength = phrase_strength(phrase)
        self._meter.show_strength(strength)
        self._size.setText(self._size_text(strength) if phrase else "")
        self._advice.setText(
            self._advice_text(strength)
            if phrase
            else self.tr("A short sentence that you like to type, best of 20 characters or more.")
        )

    def _advice_text(self, strength: PhraseStrength) -> str:
        advice = QCoreApplication.translate(CONTEXT, strength.advice)
        if self._expect is None or strength.level is Level.TOO_SHORT:
            return advice
        expected = self.tr(
            "At this length, owners are refused about {percent}% of the time, at first."
        ).format(percent=percent(self._expect(strength.positions).fnmr))
        return f"{advice} {expected}"

    def _size_text(self, strength: PhraseStrength) -> str:
        # The closing Enter is no character of it.
        return self.tr("{characters} characters, {keys} different ones").format(
            characters=strength.positions - 1, keys=strength.keys
        )


class SuggestedPhrase(QWidget):
    """Suggests passphrases, one after another.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._text = label("", "phrase", "enrollSuggestion")
        self._about = label("", "small", "enrollEntropy")
        another = button(
            self.tr("A&nother one"), "enrollAnother", "normal", look.icon("refresh-cw")
        )
        another.clicked.connect(self.draw)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self._text)
        layout.addWidget(self._about)
        layout.addLayout(row(another))

    def phrase(self) -> str:
        """Give what is suggested."""
        return self._text.text()

    def draw(self) -> None:
        """Suggest another one."""
        drawn = draw_passphrase()
        self._text.setText(drawn.text)
        self._about.setText(
            self.tr(
                "Four words drawn at random from a list that was made for it: {bits} bits, one of "
                "about {count} million million. Note it where only you see it."
            ).format(bits=f"{drawn.bits:.0f}", count=f"{2**drawn.bits / 1e12:.0f}")
        )
