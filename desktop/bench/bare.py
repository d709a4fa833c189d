"""The least that PySide6 can show: a window with one label, to hold the app's start against.

``python -m desktop.bench.bare FILE`` writes to the file once the window has the focus.
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


def main() -> int:
    """Show the window until the process is ended."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Hello"))
    told = Path(sys.argv[1])
    application.focusWindowChanged.connect(lambda _: told.write_text("active\n", encoding="utf-8"))
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
