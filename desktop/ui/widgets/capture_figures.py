"""What was measured of key capture, as a small table."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.logic.capture_health import Reading
from desktop.ui import theme
from desktop.ui.widgets.basics import label


class CaptureFigures(QWidget):
    """Shows a reading's figures, each beside its name."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.XL)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        captions = {
            "source": self.tr("Keys come from"),
            "step": self.tr("Step of the clock"),
            "jitter": self.tr("Jitter"),
            "lost": self.tr("Releases lost"),
            "keys": self.tr("Measured on"),
        }
        self._values = {name: label("", name=f"capture_{name}") for name in captions}
        for place, (name, caption) in enumerate(captions.items()):
            grid.addWidget(label(caption, "muted"), place, 0)
            grid.addWidget(self._values[name], place, 1)

    def show_reading(self, reading: Reading) -> None:
        """Show what was measured so far."""
        is_measured = reading.verdict != "unknown"
        step = self.tr("finer than 1 ms")
        if reading.step_ms:
            step = self.tr("{ms} ms").format(ms=_number(reading.step_ms))
        source = {
            "pynput": self.tr("the system, outside this window"),
            "qt": self.tr("this window's own events"),
        }
        jitter = self.tr("{ms} ms").format(ms=_number(reading.jitter_ms))
        texts = {
            "source": source[reading.source],
            "step": step if is_measured else "-",
            "jitter": jitter if is_measured and reading.step_ms else "-",
            "lost": str(reading.lost),
            "keys": self.tr("{count} events").format(count=reading.events),
        }
        for name, text in texts.items():
            self._values[name].setText(text)


def _number(value: float) -> str:
    return QLocale().toString(value, "f", 1)
