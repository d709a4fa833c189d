"""The app's icon as a picture: `python -m desktop.packaging.icons FILE`."""

import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from desktop.ui.icon import APP_ICON

_SIZE_PX = 512


def main(out: Path) -> None:
    """Draw the icon; PyInstaller makes of it what each system wants."""
    renderer = QSvgRenderer(str(APP_ICON))
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
