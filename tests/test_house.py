"""The house stands: one namespace over five roots, light imports, no word to the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOTS = ("pipeline", "validators", "prompts", "app", "eval")
HEAVY = ("torch", "transformers", "guardrails", "streamlit", "langchain_core", "litellm", "xllamacpp", "pandas")

STUDY = {
    "id": "S1",
    "findings": "There is a 6 mm nodule in the left lower lobe. No pleural effusion.",
    "impression": "6 mm nodule in the left lower lobe.",
}


def python(code: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter with a study on standard input."""
    command = [sys.executable, "-c", code, *args]
    return subprocess.run(command, input=json.dumps(STUDY), capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("root", ROOTS)
def test_no_root_breaks_the_namespace(root: str) -> None:
    assert not (ROOT / root / "__init__.py").exists()
    assert not (ROOT / root / "overread" / "__init__.py").exists()


def test_no_test_folder_shadows_a_package() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_one_name_spans_all_roots() -> None:
    import overread

    assert {Path(folder).resolve() for folder in overread.__path__} >= {ROOT / root / "overread" for root in ROOTS}


def test_a_folder_of_code_is_a_package() -> None:
    roots = {ROOT / root / "overread" for root in ROOTS}
    folders = {file.parent for root in roots for file in root.rglob("*.py")} - roots
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


RUN = """
import sys
sys.argv = ["overread", *sys.argv[1:]]
from overread.cli import main
try:
    main()
except SystemExit as left:
    status = left.code
print({"status": status, "heavy": sorted(sys.modules.keys() & set(%r))}, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "args", [["check", "-"], ["check", "-", "--format", "table"], ["--help"], ["check", "--help"], ["validators"]]
)
def test_checking_loads_nothing_heavy(args: list[str]) -> None:
    ran = python(RUN % (HEAVY,), *args)
    assert ran.stderr == "{'status': 0, 'heavy': []}\n"


OFFLINE = """
import socket, sys
def refuse(*args, **options):
    print("the network was asked for", args[:2], file=sys.stderr)
    raise OSError("no network")
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
asked = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
sys.addaudithook(lambda event, args: refuse(event) if event in asked else None)
"""


def test_checking_asks_the_network_nothing() -> None:
    ran = python(OFFLINE + RUN % (HEAVY,), "check", "-")
    assert ran.stderr == "{'status': 0, 'heavy': []}\n"
    assert json.loads(ran.stdout)["id"] == "S1"


def test_the_network_trap_works() -> None:
    ran = python(OFFLINE + "socket.create_connection(('localhost', 9))")
    assert "the network was asked for" in ran.stderr


LOADED = """
import sys
from overread.cli import main
try:
    main()
except SystemExit:
    pass
asked = ("spacy", "spacy.pipeline", "spacy.matcher", "pydantic", "requests", "rich", "yaml")
print([name for name in asked if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(("args", "loaded"), [(["--help"], "[]"), (["check", "-"], "['spacy.matcher', 'pydantic', 'yaml']")])
def test_commands_load_only_what_they_need(args: list[str], loaded: str) -> None:
    """What a command loads decides how soon it starts; `make bench` and the clock are for seconds."""
    assert python(LOADED, *args).stderr.splitlines()[-1] == loaded


def test_no_name_in_the_project_is_a_path_of_one_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    code = [ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name.endswith((b".py", b".md", b".toml", b".yaml"))]
    trap = "/" + "home/"
    assert [file for file in code if file.is_file() and trap in file.read_text("utf-8")] == []
