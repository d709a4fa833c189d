"""Which events of the history are shown: by profile, kind and words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop.logic.profiles import DesktopProfile
from desktop.ui import theme
from desktop.ui.event_model import Choice
from desktop.ui.event_wording import KINDS, kind_text


class HistoryFilter(QWidget):
    """Chooses events.

    Attributes
    ----------
    changed
        Emitted with the new :class:`~desktop.ui.event_model.Choice`.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._words = QLineEdit()
        self._words.setObjectName("historySearch")
        self._words.setPlaceholderText(self.tr("Search"))
        self._words.setAccessibleName(self.tr("Search the history"))
        self._words.setClearButtonEnabled(True)
        self._profile, self._kind = QComboBox(), QComboBox()
        self._profile.setObjectName("historyProfile")
        self._profile.setAccessibleName(self.tr("Profile"))
        self._profile.addItem(self.tr("All profiles"), "")
        self._kind.setObjectName("historyKind")
        self._kind.setAccessibleName(self.tr("What happened"))
        self._kind.addItem(self.tr("Everything"), None)
        for kind in KINDS:
            self._kind.addItem(kind_text(kind), kind)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        for part, stretch in ((self._words, 2), (self._profile, 1), (self._kind, 1)):
            part.setMinimumWidth(90)
            layout.addWidget(part, stretch)
        self._words.textChanged.connect(self._tell)
        self._profile.currentIndexChanged.connect(self._tell)
        self._kind.currentIndexChanged.connect(self._tell)

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        words = tuple(self._words.text().casefold().split())
        return Choice(self._profile.currentData(), self._kind.currentData(), words)

    @property
    def last_stop(self) -> QWidget:
        """What Tab stops at last."""
        return self._kind

    def show_profiles(self, profiles: Sequence[DesktopProfile]) -> None:
        """Offer other profiles; the chosen one stays chosen where it is still there."""
        chosen = self._profile.currentData()
        self._profile.blockSignals(True)
        self._profile.clear()
        self._profile.addItem(self.tr("All profiles"), "")
        for profile in profiles:
            self._profile.addItem(profile.label, profile.id)
        self._profile.setCurrentIndex(max(0, self._profile.findData(chosen)))
        self._profile.blockSignals(False)

    def choose(self, profile: DesktopProfile) -> None:
        """Choose all that is about a profile."""
        self._words.clear()
        self._kind.setCurrentIndex(0)
        if self._profile.findData(profile.id) < 0:
            self._profile.addItem(profile.label, profile.id)
        self._profile.setCurrentIndex(self._profile.findData(profile.id))

    def focus(self) -> None:
        """Take the focus."""
        self._words.setFocus()

    def _tell(self) -> None:
        self.changed.emit(self.choice)
