"""The only place that starts processes. None of them can run code of the current folder.

mlarch reads checkouts that strangers wrote, and a file `re.py` beside a spec must stay a file. So a child

- is an isolated interpreter without `site` (`-I -S`): neither the working directory, nor `PYTHON*`
  variables, nor the folder of a script are on its path. It is given the folders of the parent's installed
  packages, after its own standard library;
- starts in a fixed working directory, the package's own, with the few environment variables of `_INHERITED`,
  so that it holds no token of a CI server;
- answers with a result or with the reason of its failure. Whatever else it does (it ends, it is killed, it
  takes too long) is a `ChildError` in the parent and never an empty answer;
- ends when its parent does, however that ends: it leaves when its standard input is closed, on Linux the
  kernel kills it even while C code holds the interpreter's lock, and it ends its own children first.

The request and the answer are bytes behind a header of their length, on standard input and output.
"""

from __future__ import annotations

from mlarch.processes.child import Child, run, spread
from mlarch.processes.programs import find_program, run_program
from mlarch.processes.serving import serve
from mlarch.processes.surroundings import ChildError, import_path

__all__ = ["Child", "ChildError", "find_program", "import_path", "run", "run_program", "serve", "spread"]
