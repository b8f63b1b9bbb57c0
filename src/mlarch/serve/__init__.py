"""The live preview: a page on this machine with an editor, the picture, the findings and the figures.

Needs the extra `mlarch[serve]`. Nothing of the web is known outside this package.
"""

__all__: list[str] = []
