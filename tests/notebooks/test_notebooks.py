"""Every notebook runs from top to bottom, without a warning, and is kept without its outputs."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


class Shell(InteractiveShell):
    """A shell without windows."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Plots are shown inline; there is nothing to do."""


def _read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def _code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    for cell in _code(_read(path)):
        assert (cell.outputs, cell.execution_count) == ([], None)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_without_errors_or_warnings(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cell by cell in a shell of this process, which has the model loaded."""
    monkeypatch.chdir(FOLDER)
    Shell.clear_instance()  # names of one notebook are not another's
    shell = Shell.instance()
    shell.run_line_magic("matplotlib", "inline")
    shell.display_formatter.active_types = shell.display_formatter.format_types  # as a notebook
    said, shown = "", []
    for cell in _code(_read(path)):
        with capture_output() as output:
            shell.run_cell(cell.source).raise_error()
        said += output.stderr
        shown += [kind for one in output.outputs for kind in one.data]
    assert said == ""
    assert "image/png" in shown
    assert "text/html" in shown
