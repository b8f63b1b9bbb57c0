"""The language server: the language service over the Language Server Protocol, on standard input and output.

Needs the extra `mlarch[lsp]`. Nothing of the protocol is known outside this package.
"""

__all__: list[str] = []
