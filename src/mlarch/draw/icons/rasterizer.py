"""SVG to PNG by resvg, with its failures as errors: an icon of a stranger may be anything."""

from __future__ import annotations

from typing import Any

from mlarch.diagnostics import EngineError

__all__ = ["rasterize"]


def rasterize(svg: str, **options: Any) -> bytes:
    """The picture as PNG; `options` are those of `resvg_py.svg_to_bytes`. Raises `EngineError`."""
    import resvg_py

    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, **options))
    except ValueError as error:
        reason = str(error)
    except BaseException as error:
        # A panic of the Rust code arrives as an exception that is no `Exception` and has no public type.
        if type(error).__name__ != "PanicException":
            raise
        reason = f"resvg: {error}"
    raise EngineError(
        f"the picture could not be painted ({reason})",
        "Its SVG icons may have extreme sizes or strokes: simplify them.",
    )
