"""The versions of a profile's template, on the history page: each can be gone back to."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.basics import button, label
from inference.service.versions import Change, Version


class VersionsCard(QFrame):
    """Lists versions, the newest first.

    Attributes
    ----------
    chosen
        Emitted with the number of the version to go back to.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("versionsCard")
        self._rows = QWidget()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        self._layout.setSpacing(theme.M)
        hint = self.tr(
            "A profile changes when attempts are added, or when it learns. Going back is a change "
            "too, and can be undone here."
        )
        for part in (label(self.tr("Versions"), "heading"), label(hint, "muted"), self._rows):
            self._layout.addWidget(part)

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Show other versions; the card hides where there are none."""
        self.setVisible(bool(versions))
        self._layout.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = self._made(versions)
        self._layout.addWidget(self._rows)

    @property
    def stops(self) -> list[QPushButton]:
        """What Tab stops at, in order."""
        return self._rows.findChildren(QPushButton)

    def _made(self, versions: Sequence[Version]) -> QWidget:
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        for place, version in enumerate(versions):
            when = QDateTime.fromSecsSinceEpoch(int(version.at.timestamp()))
            day = QLocale().toString(when, QLocale.FormatType.ShortFormat)
            grid.addWidget(label(day, "muted"), place, 0)
            grid.addWidget(label(self._about(version), name="versionAbout"), place, 1)
            grid.addWidget(self._action(version, day), place, 2)
        return rows

    def _about(self, version: Version) -> str:
        changes: dict[Change, str] = {
            "enrolled": self.tr("Enrolled"),
            "samples_added": self.tr("Attempts added"),
            "learnt": self.tr("Learnt from verifications"),
            "restored": self.tr("Gone back to an earlier one"),
        }
        return self.tr("{change}, {count} samples").format(
            change=changes[version.change], count=version.samples
        )

    def _action(self, version: Version, day: str) -> QWidget:
        if version.is_current:
            return label(self.tr("In use"), "strong", "versionCurrent")
        made = button(self.tr("Go back to this"), f"version_{version.number}")
        made.setAccessibleName(self.tr("Go back to the version of {day}").format(day=day))
        made.clicked.connect(partial(self.chosen.emit, version.number))
        return made
