"""From the files of the lexicon to the lexicon; an id that two files define is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from importlib import resources
from typing import Any

from overread.language.lexicon.conditions import condition_of, needs_of
from overread.language.lexicon.files import digest, plain, texts
from overread.language.lexicon.kept import kept
from overread.language.lexicon.phrases import compiled, cues_of, entries_of, key_of, summaries_of
from overread.language.lexicon.placed_terms import with_places
from overread.language.lexicon.schemes import scheme_of
from overread.language.lexicon.types import Concept, Description, Entry, Lexicon, Need, Place, Rule

_TABLES = ("concepts", "anatomy", "descriptors")
_LISTS = (
    "rules",
    "descriptions",
    "ruled_out",
    "told_sound",
    "excludes",
    "covers",
    "siblings",
    "taken_in",
    "ages",
    "schemes",
    "signs_by_nature",
    "signs_of_place",
)
SPECIAL = (
    "cues.yaml",
    "ordinary.yaml",
    "critical_results.yaml",
    "looks.yaml",
    "anatomy/overlaps.yaml",
    "anatomy/parts.yaml",
    "anatomy/positions.yaml",
)


def load() -> Lexicon:
    """Return the lexicon its files describe; ValueError names the file of an id or a key that stands twice."""
    return _built(**kept(_recipe(), _read))


def _recipe() -> str:
    """Return a digest of the files and of the code that reads them and brings their terms to a normal form."""
    here = resources.files(__package__)
    code = sorted((file for file in here.iterdir() if file.name.endswith(".py")), key=lambda file: file.name)
    code.append(resources.files("overread.language.words") / "tokens.py")
    return sha256(b"".join([digest().encode(), *(file.read_bytes() for file in code)])).hexdigest()


def _read() -> dict[str, Any]:
    """Return the files as plain data, and all phrases with the places of their meanings in a list of all meanings."""
    files = {name: plain(name, text) for name, text in texts()}
    rows = merged(files)
    found = compiled(entries_of(*(rows[table] for table in _TABLES)), summaries_of(_covers(rows)), cues_of(files["cues.yaml"]))
    found = with_places(found, rows["concepts"], rows["anatomy"])
    places = {entry: place for place, entry in enumerate(dict.fromkeys(entry for own in found.values() for entry in own))}
    return {
        "files": files,
        "entries": list(places),
        "phrases": {key: [places[entry] for entry in own] for key, own in found.items()},
    }


def _covers(rows: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {key_of(row["phrase"]): frozenset(row["anatomy"]) for row in rows["covers"]}


def _built(files: dict[str, Any], entries: list[list[Any]], phrases: dict[str, list[int]]) -> Lexicon:
    rows = merged(files)
    concepts, places, descriptors = (rows[table] for table in _TABLES)
    words, related = files["ordinary.yaml"], files["anatomy/overlaps.yaml"]
    meanings = [Entry(*entry) for entry in entries]
    function = frozenset(words["function"])
    return Lexicon(
        concepts={key: _concept(key, row) for key, row in concepts.items()},
        places={key: _place(key, row) for key, row in places.items()},
        opposes=_symmetric((key, other) for key, row in descriptors.items() for other in row.get("opposes", ())),
        phrases={key: tuple([meanings[place] for place in own]) for key, own in phrases.items()},
        within=rows["within"],
        rules=tuple(_rule(row) for row in rows["rules"]),
        descriptions=_descriptions(rows["descriptions"]),
        ruled_out=_ruled_out(rows["ruled_out"]),
        told_sound=_told_sound(rows["told_sound"]),
        excluded_by=_symmetric(_exclusions(concepts, rows["excludes"])),
        siblings=_symmetric(_pairs(rows["siblings"])),
        taken_in=_taken_in(rows["taken_in"]),
        ages=_ages(rows["ages"]),
        schemes=tuple(map(scheme_of, rows["schemes"])),
        signs_by_nature=frozenset(rows["signs_by_nature"]),
        signs_of_place=frozenset(rows["signs_of_place"]),
        overlaps=_symmetric(_pairs(related["overlaps"])),
        loose=frozenset(related["loose"]),
        clear_of=frozenset(related["clear_of"]),
        positions=_axes(files["anatomy/positions.yaml"]["positions"]),
        regions=_axes(files["anatomy/positions.yaml"]["regions"]),
        looks=_by_kind({**files["looks.yaml"]["looks"], **files["looks.yaml"]["types"]}),
        look_types=frozenset(files["looks.yaml"]["types"]),
        look_degrees=_by_word(files["looks.yaml"]["degrees"]),
        look_amounts=_by_word(files["looks.yaml"]["amounts"]),
        look_things=_by_word(files["looks.yaml"]["things"]),
        look_moves=_by_word(files["looks.yaml"]["moves"]),
        look_ways=_by_kind(files["looks.yaml"]["ways"]),
        parts=_by_kind({kind: row["parts"] for kind, row in files["anatomy/parts.yaml"]["parts"].items()}),
        part_hosts={kind: frozenset(row.get("of", ())) for kind, row in files["anatomy/parts.yaml"]["parts"].items()},
        to_communicate=frozenset(files["critical_results.yaml"]["to_communicate"]),
        function_words=function,
        ordinary=frozenset(map(key_of, words["plain"])) | function,
        short=words["short"],
        stopped=words["stopped"],
        digest=digest(),
    )


def _by_kind(kinds: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what every word for a look or a part says, by its normal form: the kinds of it with what it is in each."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for kind, poles in kinds.items():
        for pole, terms in poles.items():
            for key in map(key_of, terms):
                found[key] = (*found.get(key, ()), (kind, pole))
    return found


def _axes(rows: Sequence[Sequence[Sequence[str]]]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(map(tuple, axis)) for axis in rows)


def _by_word(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {key_of(word): name for name, words in table.items() for word in words}


def merged(files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the tables and lists of several files as one; ValueError names the files that do not agree."""
    total: dict[str, Any] = {table: {} for table in (*_TABLES, "within")} | {part: [] for part in _LISTS}
    origin: dict[tuple[str, str], str] = {}
    for name, data in files.items():
        if name in SPECIAL:
            continue
        for table in _TABLES:
            for key, row in data.get(table, {}).items():
                if origin.setdefault((table, key), name) != name:
                    raise ValueError(f"{name}: {key!r} is defined in {origin[table, key]} too")
                total[table][key] = row
                _rename(total["within"], key, row.get("within", {}), name)
        for key, names in data.get("within", {}).items():
            _rename(total["within"], key, names, name)
        for part in _LISTS:
            total[part] += data.get(part, ())
    return total


def _rename(total: dict[str, dict[str, str]], concept: str, names: Mapping[str, str], file: str) -> None:
    """Add the names a concept takes in some places; ValueError for a place where another file gives it another name."""
    for place, other in names.items():
        if total.setdefault(concept, {}).setdefault(place, other) != other:
            raise ValueError(f"{file}: {concept!r} in {place!r} is {total[concept][place]!r} elsewhere, here {other!r}")


def _concept(key: str, row: Mapping[str, Any]) -> Concept:
    return Concept(
        key,
        _named_first(key, row.get("name", ""), tuple(row.get("terms", ()))),
        tuple(row.get("parents", ())),
        frozenset(row.get("anatomy", ())),
        row.get("importance", "notable"),
        {"true": True, "false": False}.get(row.get("acute", "")),
        row.get("generic") == "true",
        row.get("device") == "true",
        frozenset(row.get("opposites", ())),
        row.get("tip") == "true",
    )


_LONGEST_ACRONYM = 5


def _named_first(key: str, name: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the terms of a concept behind its name, else with the one first that its id spells, if that is no bare acronym."""
    spelled = key.replace("_", " ")
    first = name or (spelled if spelled in terms and len(spelled) > _LONGEST_ACRONYM else "")
    return (first, *(term for term in terms if term != first)) if first else terms


def _place(key: str, row: Mapping[str, Any]) -> Place:
    return Place(key, tuple(row.get("terms", ())), tuple(row.get("part_of", ())), row.get("paired") == "true")


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        row["concludes"], tuple(tuple(map(condition_of, group)) for group in row["from"]), row["strength"], row["source"]
    )


def _descriptions(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Description, ...]]:
    found: dict[str, list[Description]] = {}
    for row in rows:
        for words in row["words"]:
            description = Description(needs_of(words), row["strength"], row["source"], row.get("place", ""))
            for name in row["of"]:
                found.setdefault(name, []).append(description)
    return {name: tuple(own) for name, own in found.items()}


def _ages(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Return the age that each sign tells a finding to have, by the finding."""
    table: dict[str, dict[str, str]] = {}
    for row in rows:
        told = {sign: age for age in ("acute", "chronic") for sign in row.get(age, ())}
        for concept in row["of"]:
            table.setdefault(concept, {}).update(told)
    return table


def _ruled_out(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[frozenset[str], ...]]:
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for row in rows:
        found[row["concept"]] = (*found.get(row["concept"], ()), *(frozenset(group) for group in row["without"]))
    return found


def _told_sound(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[tuple[tuple[Need, ...], ...], ...]]:
    found: dict[str, tuple[tuple[tuple[Need, ...], ...], ...]] = {}
    for row in rows:
        for name in row["of"]:
            found[name] = (*found.get(name, ()), *map(needs_of, row["words"]))
    return found


def _taken_in(rows: Iterable[Mapping[str, Sequence[str]]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        for name in row["by"]:
            found[name] = found.get(name, frozenset()).union(row["signs"])
    return found


def _exclusions(concepts: Mapping[str, Any], excludes: Iterable[Mapping[str, str]]) -> Iterable[tuple[str, str]]:
    yield from ((key, other) for key, row in concepts.items() for other in row.get("opposites", ()))
    yield from ((row["concept"], row["by"]) for row in excludes)


def _pairs(groups: Iterable[Sequence[str]]) -> Iterable[tuple[str, str]]:
    return ((one, other) for group in groups for one in group for other in group if one != other)


def _symmetric(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {key: frozenset(others) for key, others in found.items()}
