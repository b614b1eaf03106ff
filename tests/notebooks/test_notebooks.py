"""Every notebook runs from top to bottom, without a warning, and is kept without its outputs."""

from pathlib import Path
from typing import Any, ClassVar

import nbformat
import pytest
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


class Results(DisplayHook):
    """Keeps the kinds in which the last line of each cell is shown."""

    kinds: ClassVar[list[str]] = []

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        """Keep them instead of printing."""
        self.kinds.extend(format_dict)


class Shell(InteractiveShell):
    """A shell without windows, which keeps what a notebook would show."""

    displayhook_class = Results

    def enable_gui(self, gui: str | None = None) -> None:
        """Plots are shown inline; there is nothing to do."""


@pytest.fixture(scope="module")
def shell() -> Shell:
    """One for all notebooks: figures are sent to the first shell that asks for them."""
    made: Shell = Shell.instance()
    made.display_pub = CapturingDisplayPublisher()
    made.run_line_magic("matplotlib", "inline")
    return made


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
    path: Path, shell: Shell, sample_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cell by cell in a shell of this process, which has the model loaded, on one base for all."""
    monkeypatch.chdir(FOLDER)
    monkeypatch.setenv("MATCHER_SAMPLE_BASE", str(sample_base))
    shell.reset()  # names of one notebook are not another's
    shell.display_pub.outputs.clear()
    Results.kinds.clear()
    said = ""
    for cell in _code(_read(path)):
        with capture_output(display=False) as output:
            shell.run_cell(cell.source).raise_error()
        said += output.stderr
    assert said == ""
    assert "text/html" in Results.kinds
    assert "image/png" in [kind for one in shell.display_pub.outputs for kind in one["data"]]
