"""ML system architecture as code: read a spec, review it, draw it.

    >>> import mlarch
    >>> design = mlarch.load("specs/fraud_detection.yaml")
    >>> design.check().findings
    ()
    >>> design.render("fraud_detection.svg")

The names in `__all__` are the public API; everything else may change. Nothing heavy is imported until one
of them is used.
"""

# Nothing at all is imported here, not even from the standard library: `python -m mlarch` runs this file while
# the working directory is still on the path (see `mlarch.__main__`). Type checkers take the name for true.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from mlarch.design import Design
    from mlarch.diagnostics import EngineError, Finding, MlarchError, Review, Severity, SpecError
    from mlarch.session.load import load, loads
    from mlarch.session.load import load as open  # noqa: A004

__all__ = [
    "Design",
    "EngineError",
    "Finding",
    "MlarchError",
    "Review",
    "Severity",
    "SpecError",
    "__version__",
    "load",
    "loads",
    "open",
]

__version__ = "0.1.1"

_HOMES = {
    "Design": "mlarch.design:Design",
    "EngineError": "mlarch.diagnostics:EngineError",
    "Finding": "mlarch.diagnostics:Finding",
    "MlarchError": "mlarch.diagnostics:MlarchError",
    "Review": "mlarch.diagnostics:Review",
    "Severity": "mlarch.diagnostics:Severity",
    "SpecError": "mlarch.diagnostics:SpecError",
    "load": "mlarch.session.load:load",
    "loads": "mlarch.session.load:loads",
    "open": "mlarch.session.load:load",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'mlarch' has no attribute {name!r}")
    from importlib import import_module

    home, _, original = _HOMES[name].partition(":")
    value = globals()[name] = getattr(import_module(home), original)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
