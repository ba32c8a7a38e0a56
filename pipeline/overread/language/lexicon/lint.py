"""What is wrong with the lexicon: `python -m overread.language.lexicon.lint` prints each on a line, and exits with 1 if any."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from overread.language.lexicon.conditions import condition_of
from overread.language.lexicon.files import plain, texts
from overread.language.lexicon.loading import SPECIAL, merged
from overread.language.lexicon.phrases import cues_of, entries_of, key_of
from overread.language.lexicon.schema import (
    CommunicationFile,
    CuesFile,
    LexiconFile,
    LooksFile,
    OrdinaryFile,
    OverlapsFile,
    PartsFile,
    PositionsFile,
)

ATTRIBUTES = ("side", "severity", "change", "negation")
_MEASURED = frozenset({"organ_size"})
_DIRECTIONS = ("anterior", "posterior", "medial", "lateral", "midline")
_QUALITIES = (
    "new",
    "acute",
    "subacute",
    "chronic",
    "focal",
    "diffuse",
    "multiple",
    "decreased",
    "increased",
    "resolved",
    *_DIRECTIONS,
)
_KINDS: tuple[type[BaseModel], ...] = (
    CuesFile,
    OrdinaryFile,
    CommunicationFile,
    LooksFile,
    OverlapsFile,
    PartsFile,
    PositionsFile,
)
_SCHEMAS: Mapping[str, type[BaseModel]] = dict(zip(SPECIAL, _KINDS, strict=True))
Files = Mapping[str, Mapping[str, Any]]


def problems() -> list[str]:
    """Return every problem of the lexicon in words that name the file or the id; none in a sound one."""
    found: list[str] = []
    files: dict[str, dict[str, Any]] = {}
    for name, text in texts():
        try:
            files[name] = plain(name, text)
        except (ValueError, yaml.YAMLError) as error:
            found.append(f"{name}: {error}")
            continue
        found += schema_problems(name, files[name])
        found += type_problems(name, text)
    if found:
        return found
    try:
        rows = merged({name: data for name, data in files.items() if name not in SPECIAL})
    except ValueError as error:
        return [str(error)]
    return [problem for check in CHECKS for problem in check(rows, files)]


def schema_problems(name: str, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fields of one file that are unknown, missing or of the wrong kind."""
    try:
        _SCHEMAS.get(name, LexiconFile).model_validate({"cues": data} if name == "cues.yaml" else data)
    except ValidationError as error:
        for row in error.errors():
            yield f"{name}: {'.'.join(map(str, row['loc']))}: {row['msg']}"


def type_problems(name: str, text: str) -> Iterator[str]:
    """Yield the words that YAML reads as something else ("no", "on") and that need quotes; `true` and `false` are meant."""
    for token in yaml.scan(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(token, yaml.ScalarToken) and token.plain and token.value not in ("true", "false"):
            tag = _resolver().resolve(yaml.ScalarNode, token.value, (True, False))
            if tag.endswith((":bool", ":null")):
                yield f"{name}, line {token.start_mark.line + 1}: {token.value!r} needs quotes"


@cache
def _resolver() -> Any:
    return yaml.SafeLoader("")


def reference_problems(rows: Mapping[str, Any], files: Files) -> Iterator[str]:
    """Yield the ids that no file defines."""
    concepts, places, descriptors = rows["concepts"], rows["anatomy"], rows["descriptors"]
    related = files["anatomy/overlaps.yaml"]
    used: list[tuple[str, Iterable[str], Mapping[str, Any]]] = [
        ("to_communicate", files["critical_results.yaml"]["to_communicate"], concepts),
        ("clear_of", related["clear_of"], concepts),
        ("loose", related["loose"], places),
        *((f"parts {kind}", row.get("of", ()), places) for kind, row in files["anatomy/parts.yaml"]["parts"].items()),
        *(("overlaps", group, places) for group in related["overlaps"]),
        *(("covers", row["anatomy"], places) for row in rows["covers"]),
        *(("excludes", row.values(), concepts) for row in rows["excludes"]),
        *(("siblings", group, concepts) for group in rows["siblings"]),
        *(("taken_in", (*row["by"], *row["signs"]), concepts) for row in rows["taken_in"]),
        ("signs_by_nature", rows["signs_by_nature"], concepts),
        ("signs_of_place", rows["signs_of_place"], concepts),
        *(("ages", (*row["of"], *row.get("acute", ()), *row.get("chronic", ())), concepts) for row in rows["ages"]),
        *(("schemes", row.get("of", ()), concepts) for row in rows["schemes"]),
        *(("schemes", names, concepts) for row in rows["schemes"] for names in row.get("concepts", {}).values()),
        *(("rules", (row["concludes"],), concepts) for row in rows["rules"]),
        *(("descriptions", row["of"], concepts) for row in rows["descriptions"]),
        *(("told_sound", row["of"], concepts) for row in rows["told_sound"]),
        *(("descriptions", [row["place"]] if "place" in row else [], places) for row in rows["descriptions"]),
        *(reference for row in rows["rules"] for group in row["from"] for reference in _condition_references(group, rows)),
        *(
            ("ruled_out", (row["concept"], *(name for group in row["without"] for name in group)), concepts)
            for row in rows["ruled_out"]
        ),
        *((f"within {key}", (key, *names.values()), concepts) for key, names in rows["within"].items()),
        *((f"within {key}", names, places) for key, names in rows["within"].items()),
        *((key, row.get(part, ()), concepts) for key, row in concepts.items() for part in ("parents", "opposites")),
        *((key, row.get(part, ()), places) for key, row in concepts.items() for part in ("anatomy", "regional_terms")),
        *((key, row.get(part, ()), places) for key, row in places.items() for part in ("part_of", "regional_terms")),
        *((key, row.get("opposes", ()), {**descriptors, **concepts}) for key, row in descriptors.items()),
    ]
    for where, names, known in used:
        for name in names:
            if name not in known:
                yield f"{where}: {name!r} is defined nowhere"


def _condition_references(
    group: Iterable[str], rows: Mapping[str, Any]
) -> Iterator[tuple[str, Iterable[str], Mapping[str, Any]]]:
    """Yield what the conditions of a rule name: concepts, places and qualities, each with where it must be defined."""
    for condition in map(condition_of, group):
        yield "rules", {condition.concept} - _MEASURED, rows["concepts"]
        yield "rules", [condition.place] if condition.place else [], rows["anatomy"]
        if condition.quality not in _QUALITIES and ":" not in condition.quality:
            yield "rules", [condition.quality] if condition.quality else [], rows["descriptors"]


def cycle_problems(rows: Mapping[str, Any], files: Files) -> Iterator[str]:
    """Yield the concepts and places that are, through others, kinds or parts of themselves."""
    for table, part in (("concepts", "parents"), ("anatomy", "part_of")):
        for key in rows[table]:
            above, stack = set(), list(rows[table][key].get(part, ()))
            while stack:
                name = stack.pop()
                if name not in above and name in rows[table]:
                    above.add(name)
                    stack += rows[table][name].get(part, ())
            if key in above:
                yield f"{key}: {part} lead back to it"


def shared_term_problems(rows: Mapping[str, Any], files: Files) -> Iterator[str]:
    """Yield the terms that two ids of one kind have in one region, so that one of them is never found."""
    owners: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    for term, entry in entries_of(rows["concepts"], rows["anatomy"], rows["descriptors"]):
        owners[key_of(term), entry.category, entry.region].add(entry.value)
    for (term, category, region), names in owners.items():
        if len(names) > 1 and not (category == "anatomy" and region is None and term in _fixed()["several_places"]):
            yield f"{term!r} ({category}{f' in {region}' if region else ''}) means {', '.join(sorted(names))}"


def attribute_problems(rows: Mapping[str, Any], files: Files) -> Iterator[str]:
    """Yield the terms that hold a word of side, degree, change or denial to be read on its own, unless the id has it too."""
    words = {key_of(word) for word, entry in cues_of(files["cues.yaml"]) if entry.category in ATTRIBUTES}
    fixed = sorted(map(key_of, _fixed()["fixed"]), key=len, reverse=True)
    for term, entry in entries_of(rows["concepts"], {}, rows["descriptors"]):
        key = rest = f" {key_of(term)} "
        for phrase in fixed:
            rest = rest.replace(f" {phrase} ", " | ")
        held = [word for word in rest.split() if word in words - set(entry.value.split("_"))]
        if held:
            yield f"{entry.value}: {key.strip()!r} holds {held[0]!r}"


def swallowing_problems(rows: Mapping[str, Any], files: Files) -> Iterator[str]:
    """Yield the descriptors whose terms end in the name of a finding, which would then not be found."""
    findings = {key_of(term) for term, _ in entries_of(rows["concepts"], {}, {})} - set(_fixed()["adjectives"])
    for term, entry in entries_of({}, {}, rows["descriptors"]):
        words = key_of(term).split(" ")
        held = [" ".join(words[first:]) for first in range(1, len(words))]
        if not findings.isdisjoint(held):
            yield f"{entry.value}: {term!r} holds the finding {next(name for name in held if name in findings)!r}"


@cache
def _fixed() -> dict[str, list[str]]:
    name = "fixed_phrases.yaml"
    data: dict[str, list[str]] = plain(name, (resources.files(__package__) / name).read_text("utf-8"))
    return data


CHECKS: tuple[Callable[[Mapping[str, Any], Files], Iterator[str]], ...] = (
    reference_problems,
    cycle_problems,
    shared_term_problems,
    attribute_problems,
    swallowing_problems,
)


def main() -> int:
    """Print the problems of the lexicon; return 1 when there are any."""
    found = problems()
    for problem in found:
        sys.stdout.write(f"{problem}\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
