"""How far an enrolment has come: dots for attempts at a phrase, a bar for keys of free text."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.logic.enrollment import EnrollmentSession
from desktop.ui import theme
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import label
from desktop.ui.widgets.progress_dots import ProgressDots

_BAR_PX = 200


class EnrollProgress(QWidget):
    """Shows how much counts of what is wanted.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._done = self._wanted = 0
        self._dots = ProgressDots(look)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_PX)
        self._bar.setAccessibleName(self.tr("Keys typed so far"))
        self._count = label("", "muted", "enrollCount")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        for widget in (self._dots, self._bar):
            layout.addWidget(widget)
        layout.addWidget(self._count, 1)

    def show_enrollment(self, enrollment: EnrollmentSession) -> None:
        """Show an enrolment as it stands."""
        is_free = enrollment.mode == "free"
        self._dots.setVisible(not is_free)
        self._bar.setVisible(is_free)
        self._done, self._wanted = enrollment.good, enrollment.wanted
        if is_free:
            self.show_keys(0)
        else:
            fair = [place for place, remark in enumerate(enrollment.remarks) if remark]
            self._show_attempts(fair)

    def show_keys(self, in_hand: int) -> None:
        """Show the keys of the text in hand together with those that count already."""
        keys = self._done + in_hand
        self._bar.setRange(0, self._wanted)
        self._bar.setValue(min(keys, self._wanted))
        self._count.setText(
            self.tr("{done} of {wanted} keys").format(done=keys, wanted=self._wanted)
        )

    def _show_attempts(self, fair: list[int]) -> None:
        self._dots.set_progress(self._done, self._wanted, fair)
        self._count.setText(
            self.tr("{done} of {wanted}").format(done=self._done, wanted=self._wanted)
        )
