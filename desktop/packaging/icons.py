"""The app's icon as a picture: `python -m desktop.packaging.icons FILE`."""

import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import desktop.ui

_SIZE_PX = 512


def main(out: Path) -> None:
    """Draw the icon; PyInstaller makes of it what each system wants."""
    renderer = QSvgRenderer(str(Path(desktop.ui.__file__).parent / "icons" / "app.svg"))
    image = QImage(QSize(_SIZE_PX, _SIZE_PX), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    out.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(out)):
        sys.exit(f"{out} can't be written: name another file.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
