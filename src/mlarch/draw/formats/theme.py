"""The colours of a picture, as tokens with a light and a dark value.

Everything that is drawn names a token. The SVG maps each token to a CSS custom property, so that one file is
right in light and dark; PNG and PDF take the values of one theme. Text keeps a contrast of at least 4.5:1
against what it stands on (a test computes it).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import MappingProxyType

from mlarch.draw.diagram import Role
from mlarch.model import Plane

__all__ = ["DARK", "FADED", "LIGHT", "TOKENS", "Theme", "palette", "plane_token", "role_token"]

FADED = 0.4
"""The opacity of what a scenario does not walk: its names can still be read."""


class Theme(enum.StrEnum):
    """Which colours: `auto` follows the reader's system (SVG only; elsewhere it is light)."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


TOKENS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "page": ("#ffffff", "#0d1424"),
        "card": ("#ffffff", "#172135"),
        "ink": ("#0f172a", "#eef3fb"),
        "muted": ("#4b5a70", "#aab8cd"),
        "chip": ("#f1f5f9", "#1d2940"),
        "rule": ("#d5dde8", "#33425c"),
        "tile": ("#ffffff", "#cbd5e1"),
        "badge": ("#0f172a", "#eef3fb"),
        "on-badge": ("#ffffff", "#0d1424"),
        "online": ("#1d4ed8", "#8db8ff"),
        "online-tint": ("#f2f7ff", "#12203d"),
        "online-edge": ("#b4cdf8", "#4468ae"),
        "offline": ("#6d28d9", "#c4a7ff"),
        "offline-tint": ("#f8f5ff", "#191a36"),
        "offline-edge": ("#cfbdf7", "#6a58b0"),
        "deployment": ("#b0400c", "#ffb07a"),
        "deployment-tint": ("#fff7f0", "#2c1d18"),
        "deployment-edge": ("#f0c6a2", "#98613f"),
        "monitoring": ("#0f6b60", "#63d8c4"),
        "monitoring-tint": ("#f0fbf8", "#0f2629"),
        "monitoring-edge": ("#9fd8ca", "#368280"),
        "people": ("#a8155a", "#ff9cc6"),
        "people-tint": ("#fef4f9", "#2d1728"),
        "people-edge": ("#f0b6d2", "#9d4a80"),
        "call": ("#2159d6", "#7aaaff"),
        "stream": ("#0b7a53", "#4fd09b"),
        "telemetry": ("#0b7a53", "#8ce8c4"),
        "batch": ("#7a3fd0", "#bb9bff"),
        "deploy": ("#b9480f", "#ffa566"),
        "failure": ("#c02222", "#ff8a8a"),
    }
)

LIGHT: Mapping[str, str] = MappingProxyType({name: values[0] for name, values in TOKENS.items()})
DARK: Mapping[str, str] = MappingProxyType({name: values[1] for name, values in TOKENS.items()})

_ROLES = {
    Role.CALL: "call",
    Role.REPLY: "call",
    Role.STREAM: "stream",
    Role.BATCH: "batch",
    Role.DEPLOYMENT: "deploy",
    Role.FALLBACK: "failure",
}


def palette(theme: Theme) -> Mapping[str, str]:
    """The plain values of a theme; `auto` gives the light ones."""
    return DARK if theme is Theme.DARK else LIGHT


def plane_token(plane: Plane, part: str = "") -> str:
    """The token of a plane's line and heading, or of its `tint` or `edge`."""
    return f"{plane.value}-{part}" if part else plane.value


def role_token(role: Role, *, quiet: bool = False) -> str:
    """The token of a kind of line; a thin stream is lighter in the dark, where it would be lost."""
    return "telemetry" if quiet and role is Role.STREAM else _ROLES[role]
