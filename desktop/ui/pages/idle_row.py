"""A profile that nobody has used for long, on the profiles page: it is kept or deleted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.logic.profiles import DesktopProfile
from desktop.ui import theme
from desktop.ui.pages.page import row
from desktop.ui.widgets.basics import button, label, set_tone


class IdleRow(QFrame):
    """Asks whether an idle profile shall stay.

    Parameters
    ----------
    profile
        Which one.
    months
        So long nobody has used it.

    Attributes
    ----------
    keep_wanted, delete_wanted
        Emitted with the answer.
    """

    keep_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, profile: DesktopProfile, months: int) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setObjectName("idleRow")
        text = self.tr(
            "Nobody has used the profile {name} for {months} months or longer. What isn't needed "
            "is better deleted: keep it or delete it?"
        ).format(name=profile.label, months=months)
        self.setAccessibleName(text)
        keep = button(self.tr("Keep"), "idleKeep")
        delete = button(self.tr("Delete for good"), "idleDelete", "danger")
        for each, act in ((keep, self.keep_wanted), (delete, self.delete_wanted)):
            each.setAccessibleName(f"{each.text()}: {profile.label}")
            each.clicked.connect(act)
            # Once is enough.
            each.clicked.connect(lambda: self.setEnabled(False))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(label(text, name="idleText"))
        layout.addLayout(row(keep, delete))
        set_tone(self, "warn")
