"""The wheel carries all five roots with their data, and checks a study where nothing but its dependencies is installed."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the working tree."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.parametrize(
    "name",
    [
        "overread/cli.py",
        "overread/language/lexicon/concepts/general.yaml",
        "overread/validators/__init__.py",
        "overread/prompts/impression.yaml",
        "overread/app/page.py",
        "overread/eval/datasets/examples/chest_radiograph_normal.jsonl",
    ],
)
def test_the_wheel_holds_code_and_data_of_every_root(wheel: Path, name: str) -> None:
    assert name in zipfile.ZipFile(wheel).namelist()


def test_the_wheel_installs_nothing_beside_overread(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"overread", wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info"}


def test_the_wheel_checks_a_study_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """Dependencies are borrowed by path; this environment's own overread is not, as .pth files found that way are ignored."""
    home = tmp_path / "empty"
    venv.create(home, with_pip=False, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(packages), str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    (packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n", "utf-8")
    study = {"id": "S1", "findings": "No pleural effusion.", "impression": "No pleural effusion."}
    code = "import overread.cli; print(overread.cli.__file__, file=__import__('sys').stderr); overread.cli.main()"
    ran = subprocess.run(
        [home / "bin" / "python", "-c", code, "check", "-"],
        input=json.dumps(study), capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert ran.stderr.strip() == str(packages / "overread" / "cli.py")
    assert (ran.returncode, json.loads(ran.stdout)["error"]) == (0, None)
