"""The language service: what an editor asks of a spec that is being written.

Editors speak to it through `mlarch.lsp` and the preview; it knows neither protocol. Places are those of
`Span`: lines and columns from 1, in characters.
"""

from mlarch.session.service.workspace import OutdatedError, Warm, Workspace

__all__ = ["OutdatedError", "Warm", "Workspace"]
