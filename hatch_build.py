"""Compiles the engine into the wheel when OVERREAD_COMPILE=1 is set; every other build is of plain Python."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LANGUAGE = ("words", "figures", "extraction", "comparison", "conclusions", "inference", "outside.py", "places.py")
ENGINE = (
    *(f"language/{part}" for part in LANGUAGE),
    "belonging.py",
    "advice",
    "checking.py",
    "coverage.py",
    "flagging.py",
    "worth_reporting.py",
)
PLAIN = ("__init__.py", "vocabulary.py")


class CompiledEngine(BuildHookInterface[Any]):
    """Adds extension modules beside the Python modules that they stand for; Python prefers them where they can be loaded."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile with mypyc; needs a C compiler, and the dependencies installed so that the types are known."""
        if os.environ.get("OVERREAD_COMPILE") != "1" or version == "editable":
            return
        self.folder = TemporaryDirectory()
        built = _compiled(Path(self.root), Path(self.folder.name))
        build_data |= {"pure_python": False, "infer_tag": True}
        build_data["force_include"] |= {str(file): str(file.relative_to(self.folder.name)) for file in built}


def _modules(root: Path) -> list[str]:
    """Return the modules to compile; a compiled class has nowhere to keep a cached property, so those with one stay plain."""
    engine = [root / "pipeline/overread" / name for name in ENGINE]
    files = [file for part in engine for file in (part.rglob("*.py") if part.is_dir() else [part])]
    files += (root / "validators/overread/validators").glob("*.py")
    files = [file for file in files if file.name not in PLAIN and "cached_property" not in file.read_text(encoding="utf-8")]
    return sorted(str(file.relative_to(root)) for file in files)


def _compiled(root: Path, folder: Path) -> list[Path]:
    """Return the extension modules of the engine, built under a folder as they are to lie in the wheel."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    with TemporaryDirectory() as made:
        options = [f"--config-file={root / 'pyproject.toml'}", *_modules(root)]
        extensions = mypycify(options, opt_level="2", debug_level="0", target_dir=made, group_name="overread")
        for extension in extensions:  # compilers differ in what they warn of in generated code; a value never set is no whim
            extension.extra_compile_args += ["-Wno-error", "-Werror=maybe-uninitialized"]
        build = Distribution({"name": "overread", "ext_modules": extensions}).get_command_obj("build_ext")
        build.build_lib, build.build_temp, build.parallel = str(folder), made, os.cpu_count()
        build.ensure_finalized()
        build.run()
    return [file for file in folder.rglob("*") if file.is_file()]
