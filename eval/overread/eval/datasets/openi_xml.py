"""Open-i's own XML: one report a file, sections as labelled AbstractText elements."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, parse

from overread.eval.datasets import layout
from overread.study import Exam, Study


@layout("openi_xml")
def read_openi_xml(path: Path) -> Iterator[Study]:
    """Yield a study for each `.xml` file of a folder, or of one file; ValueError names a file that is no Open-i report."""
    for file in sorted(path.glob("**/*.xml")) if path.is_dir() else [path]:
        try:
            yield _study(parse(file).getroot(), file)  # noqa: S314  expat itself refuses entity bombs
        except ParseError as error:
            raise ValueError(f"{file.name}: no XML ({error.msg})") from None


def _study(root: Element, file: Path) -> Study:
    uid = root.find(".//uId")
    sections = {element.get("Label", "").upper(): (element.text or "").strip() for element in root.iter("AbstractText")}
    if "FINDINGS" not in sections:
        raise ValueError(f"{file.name}: no AbstractText labelled FINDINGS; expected an Open-i report")
    image = root.find(".//MedlineCitation//ArticleTitle")
    return Study(
        id=uid.get("id", file.stem) if uid is not None else file.stem,
        findings=sections["FINDINGS"],
        exam=Exam(modality="CR", description=image.text if image is not None else None),
        indication=sections.get("INDICATION", ""),
        comparison=sections.get("COMPARISON", ""),
        impression=sections.get("IMPRESSION") or None,
    )
