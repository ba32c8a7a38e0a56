"""The command line. Each command is the module of its name in `overread.commands`, imported only when it runs."""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from overread import commands
from overread.delivery import UNREADABLE, leave_closed_pipe

_ORDER = ("draft", "check", "eval", "app", "records", "audit", "users", "models", "prompts", "validators")
_SIGNALLED = 128
_INTERRUPTED = _SIGNALLED + signal.SIGINT
_OBJECTS_BETWEEN_COLLECTIONS = 500_000


class Commands(click.Group):
    """The modules of `overread.commands` as commands; help reads their docstrings without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names, the main ones first."""
        found = {module.name for module in pkgutil.iter_modules(commands.__path__)}
        return [name for name in _ORDER if name in found] + sorted(found.difference(_ORDER))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the click command of that name in the module of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{commands.__name__}.{cmd_name}")
        return next((item for item in vars(module).values() if isinstance(item, click.Command) and item.name == cmd_name), None)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with the first sentence of its module's docstring."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(name)) for name in self.list_commands(ctx)])


def _summary(name: str) -> str:
    for folder in commands.__path__:
        for file in (Path(folder, f"{name}.py"), Path(folder, name, "__init__.py")):
            if file.is_file():
                docstring = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
                return " ".join(docstring.split("\n\n")[0].split())
    return ""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="overread", message="%(prog)s %(version)s")
def cli() -> None:
    """Draft the impression of a radiology report and over-read it: every statement is checked against the findings
    and the measurements, with the evidence shown. A person decides.

    \b
    Try:
      overread check studies.jsonl                     over-read the impressions, as a table
      overread check studies.jsonl --output out.jsonl  the same as JSON Lines
      overread draft studies.jsonl                     let a model write them first
      cat studies.jsonl | overread check -             from standard input

    \b
    Exit status: 0 all processed; 1 something was flagged at or above --fail-on;
    2 the arguments or a whole input could not be read; 3 some study failed (its result says why).
    """


def main() -> NoReturn:
    """Run the command line and leave with the exit status of the contract.

    An interruption is an exit, and not a KeyboardInterrupt, which Python lets kill the process where it falls into code made at
    run time; falling into an import it may come out as any error.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    stopped: list[int] = []

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        stopped.append(_SIGNALLED + number)
        sys.exit(stopped[0])

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    try:
        status = cli.main(prog_name="overread", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = UNREADABLE
    except click.Abort:
        status = _INTERRUPTED
    except BrokenPipeError:
        leave_closed_pipe()
    except Exception:
        if not stopped:
            raise
        status = stopped[0]
    sys.exit(status or 0)


if __name__ == "__main__":
    main()
