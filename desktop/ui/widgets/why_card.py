"""Why an attempt was decided as it was: its keys, its rhythm, or its windows beside the profile."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import label
from desktop.ui.widgets.heat_map import HeatMap
from desktop.ui.widgets.likeness import Degree, briefly, fill, named, told
from desktop.ui.widgets.rhythm_lines import RhythmLines
from desktop.ui.widgets.score_bars import ScoreBars, Scored
from inference.explanation import Compared, Explanation, FixedExplanation, FreeExplanation

_NAMED: Final = 3


class WhyCard(QFrame):
    """Shows one explanation at a time, or says why there is none.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._names: tuple[str, ...] = ()
        self._summary = label("", name="whySummary")
        self._keys = HeatMap(look)
        self._keys.setObjectName("whyKeys")
        self._value = label("", "small", "whyValue")
        self._legend = self._make_legend(look)
        self._lines = RhythmLines(look)
        self._lines.setObjectName("whyRhythm")
        self._windows = ScoreBars(look)
        self._windows.setObjectName("whyWindows")
        self._note = label("", "small", "whyNote")
        self._pictures = (self._keys, self._value, self._legend, self._lines)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.XL)
        layout.setSpacing(theme.M)
        layout.addWidget(label(self.tr("Why"), "heading"))
        for part in (self._summary, *self._pictures, self._windows, self._note):
            layout.addWidget(part)
        self._keys.chosen.connect(self._show_value)

    def show_explanation(
        self, explanation: Explanation, names: tuple[str, ...], *, by_copy: bool
    ) -> None:
        """Show why.

        Parameters
        ----------
        explanation
            Of the attempt.
        names
            Of a phrase's keys; empty for free text.
        by_copy
            Whether the attempt is compared with this computer's copy of a service's profile.
        """
        if isinstance(explanation, FixedExplanation):
            self._show_phrase(explanation, names)
        else:
            self._show_text(explanation)
        self._tell(
            self.tr(
                "Compared with this computer's copy from the enrolment: the service keeps the "
                "profile itself."
            )
            if by_copy
            else ""
        )

    def show_unknown(self) -> None:
        """Say that the service has the only template."""
        for part in (self._summary, *self._pictures, self._windows):
            part.hide()
        self._tell(
            self.tr(
                "The service keeps this profile and tells only its verdict, so that nobody learns "
                "from it how to type. Why it decided so can't be shown here."
            )
        )

    def _make_legend(self, look: Theme) -> QWidget:
        made = QWidget()
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        for how, text in (
            (Degree.LIKE, self.tr("like the profile")),
            (Degree.BETWEEN, self.tr("a little apart")),
            (Degree.UNLIKE, self.tr("unlike it")),
        ):
            caption = label(text, "small")
            caption.setWordWrap(False)
            layout.addWidget(_Swatch(look, how))
            layout.addWidget(caption)
            layout.addSpacing(theme.S)
        bars = label(self.tr("Bars: up longer, down shorter than usual"), "small")
        layout.addWidget(bars, 1)
        return made

    def _show_phrase(self, explanation: FixedExplanation, names: tuple[str, ...]) -> None:
        self._names = names
        self._summary.setText(self._phrase_summary(explanation))
        self._lines.show_explanation(explanation)
        self._keys.show_explanation(explanation, names)
        for part in (self._summary, *self._pictures):
            part.show()
        self._windows.hide()

    def _show_text(self, explanation: FreeExplanation) -> None:
        windows = explanation.windows
        text = self.tr(
            "Each part of the text by itself; right of the middle it is like the profile."
        )
        if len(windows) == 1:
            text = self.tr(
                "A short text is compared as a whole: the score above is all there is. Longer "
                "texts are shown part by part."
            )
        self._summary.setText(text)
        first, rows = 1, []
        for window in windows:
            name = self.tr("Keys {first} to {last}").format(
                first=first, last=first + window.keys - 1
            )
            rows.append(Scored(name, window.score, window.score > 0))
            first += window.keys
        self._windows.show_scores(rows)
        self._windows.setVisible(len(windows) > 1)
        self._summary.show()
        for part in self._pictures:
            part.hide()

    def _phrase_summary(self, explanation: FixedExplanation) -> str:
        against = explanation.against(_NAMED)
        if against:
            listed = ", ".join(briefly(value, self._names) for value in against)
            text = self.tr("Most unlike the profile: {values}.").format(values=listed)
        else:
            text = self.tr("Nothing is far from how this profile is usually typed.")
        listed = ", ".join(named(one, self._names) for one in explanation.in_favour(_NAMED))
        return f"{text} " + self.tr("Most like it: {values}.").format(values=listed)

    def _show_value(self, value: Compared) -> None:
        self._value.setText(told(value, self._names))
        self._lines.mark(value)

    def _tell(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.show()


class _Swatch(QWidget):
    def __init__(self, look: Theme, how: Degree) -> None:
        super().__init__()
        self._look = look
        self._how = how
        self.setFixedSize(QSize(16, 16))
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().toRectF().adjusted(1, 1, -1, -1)
        fill(painter, area, self._how, self._look.colours, 3)
