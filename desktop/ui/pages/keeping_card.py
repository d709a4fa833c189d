"""The part of the settings page that is about how profiles change, and how long they stay."""

from PySide6.QtWidgets import QCheckBox, QFrame, QSizePolicy, QSpinBox, QVBoxLayout

from desktop.logic.settings import MOST_IDLE_MONTHS, Settings
from desktop.ui import theme
from desktop.ui.pages.page import column
from desktop.ui.widgets.basics import label

_WIDEST_PX = 160


class KeepingCard(QFrame):
    """Chooses whether profiles learn, and after how long unused ones are offered for deletion."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._learn = QCheckBox(self.tr("Learn from my verifications"))
        self._learn.setObjectName("settingsLearn")
        self._learn.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        hint = self.tr(
            "A profile on this computer then takes in attempts that pass far beyond doubt, and "
            "follows its owner as the years go by. Each change can be taken back in the history."
        )
        self._months = QSpinBox()
        self._months.setObjectName("settingsIdleMonths")
        self._months.setRange(1, MOST_IDLE_MONTHS)
        self._months.setMaximumWidth(_WIDEST_PX)
        self._months.lineEdit().setTextMargins(theme.S, 0, 0, 0)
        caption = label(self.tr("Months after which unused profiles are offered for deletion"))
        caption.setBuddy(self._months)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.XL)
        layout.setSpacing(theme.M)
        for part in (
            label(self.tr("How profiles change and stay"), "heading"),
            column(self._learn, label(hint, "muted"), spacing=theme.XS),
            column(caption, self._months, spacing=theme.XS),
        ):
            layout.addWidget(part)

    @property
    def learn(self) -> bool:
        """Whether profiles learn."""
        return self._learn.isChecked()

    @property
    def idle_months(self) -> int:
        """After so many months a profile counts as unused."""
        return self._months.value()

    def fill_in(self, settings: Settings) -> None:
        """Show settings."""
        self._learn.setChecked(settings.learn)
        self._months.setValue(settings.idle_months)
