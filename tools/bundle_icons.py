"""Prepares the icons of the technologies of the catalogue: small PNG files, so that drawing decodes none.

    python tools/bundle_icons.py

writes `src/mlarch/draw/icons/stock/`. Each is the picture of a node class of the diagrams library, which is
looked up here. It is run when the catalogue or the diagrams library changes; a file whose pixels are right
already stays as it is. Zopfli takes half a second for each.
"""

from __future__ import annotations

import io

from PIL import Image
from zopfli import png

from mlarch.catalog import TECHS
from mlarch.draw.icons.icons import STOCK
from mlarch.draw.icons.library import icon_file
from mlarch.draw.icons.pixels import reduced

__all__ = ["main", "pixels", "prepared"]


def main() -> None:
    """Write what is missing or changed, remove what no technology has."""
    STOCK.mkdir(exist_ok=True)
    wanted = {tech.icon for tech in TECHS.values() if tech.icon}
    for path in STOCK.glob("*.png"):
        if path.stem not in wanted:
            path.unlink()
    for class_path in sorted(wanted):
        path, picture = STOCK / f"{class_path}.png", prepared(class_path)
        if not path.is_file() or pixels(Image.open(path)) != pixels(picture):
            buffer = io.BytesIO()
            picture.save(buffer, "PNG")
            path.write_bytes(png.optimize(buffer.getvalue(), filter_strategies="0", num_iterations=5))


def prepared(class_path: str) -> Image.Image:
    """The picture of a node class as it is embedded. Raises `MlarchError` for a class that does not exist."""
    path = icon_file(class_path)
    assert path is not None, f"{class_path} has no picture"
    return Image.open(io.BytesIO(reduced(path.read_bytes(), class_path)[0]))


def pixels(picture: Image.Image) -> tuple[tuple[int, int], bytes]:
    """Size and colours of a picture."""
    return picture.size, picture.convert("RGBA").tobytes()


if __name__ == "__main__":
    main()
