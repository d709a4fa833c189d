"""How long attempts are still refused, told anew each second."""

import math
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QTimer

from desktop.ui.widgets.basics import Label

_SECOND_MS: Final = 1000
_MINUTE_S: Final = 60


class LockCountdown(Label):
    """A line that counts down to the end of a lock, and then says that it is over."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lockCountdown")
        self.setProperty("role", "strong")
        self.setWordWrap(True)
        self._until = datetime.now(UTC)
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._tell)
        self.hide()

    def start(self, until: datetime) -> None:
        """Count down to a time, which must know its zone."""
        self._until = until
        self._clock.start()
        self._tell()
        self.show()

    def stop(self) -> None:
        """Count no more, and show nothing."""
        self._clock.stop()
        self.hide()

    def _tell(self) -> None:
        left_s = math.ceil((self._until - datetime.now(UTC)).total_seconds())
        if left_s <= 0:
            self._clock.stop()
            self.setText(self.tr("The lock is over: you can try again now."))
            return
        time = f"{self._until.astimezone():%H:%M:%S}"
        self.setText(
            self.tr("Locked until {time} (in {left}).").format(time=time, left=self._left(left_s))
        )

    def _left(self, seconds: int) -> str:
        if seconds < _MINUTE_S:
            return self.tr("{seconds} s").format(seconds=seconds)
        minutes, rest = divmod(seconds, _MINUTE_S)
        return self.tr("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
