"""Follow-up guidelines as data: which findings call for which follow-up, each rule with its source and edition."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from overread.advice import Advice, agree
from overread.finding import Finding
from overread.flagging import evidence_of
from overread.guidelines.rules import Guideline, Option, Rule, Size
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches
from overread.language.quantities import SCALES
from overread.review import Evidence, Review

VARIABLE = "OVERREAD_GUIDELINES"
_SETTLED = frozenset({"stable", "persistent", "decreased", "resolved"})
_DENIED = re.compile(r"\b(?:no|without|denies|negative for|not|screening for)\b[^.;,]{0,30}$", re.IGNORECASE)
_HISTORY = re.compile(
    r"\b(?:known|history of|treated|status post|s/p|patient with|under surveillance|undergoing)\b[^.;]{0,60}", re.IGNORECASE
)
_MODALITIES = {"MRI": "MR", "PET": "PT", "DX": "CR", "XR": "CR"}


@dataclass(frozen=True, slots=True)
class Call:
    """What one rule of a guideline says of one finding of the source."""

    guideline: Guideline
    rule: Rule
    fact: Finding

    @property
    def title(self) -> str:
        """Return the guideline's short name with its edition."""
        return f"{self.guideline.title} {self.guideline.edition}"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return the rule, by its id, and the finding in the source."""
        return Evidence("guideline", id=f"{self.guideline.id}/{self.rule.id}", text=self.rule.advice), evidence_of(self.fact)


def calls(review: Review) -> list[Call]:
    """Return what the guidelines in force say of a study: for each guideline the first of its rules that fits any finding."""
    subjects = _subjects(_setting())
    facts = [fact for fact in review.facts if lexicon().kinds(fact.concept) & subjects and _may_be_judged(fact)]
    return [call for guideline in guidelines() if (call := _call(guideline, review, facts))] if facts else []


def is_called_for(advice: Advice, call: Call) -> bool:
    """Say whether a recommendation of the draft is one that a rule asks for or allows."""
    named, places = advice.statement.anatomy, places_of(call.fact)
    if named and places and not touches(named, places):
        return False
    return any(_fits(advice, option) for option in (*call.rule.asks, *call.rule.allows))


def _fits(advice: Advice, option: Option) -> bool:
    other = Advice(frozenset(option.means), option.days, False, advice.statement)
    return (
        agree(advice, other) is None
        and (not advice.exact or bool(advice.exact & other.means))
        and bool(advice.means or advice.days)
    )


def _call(guideline: Guideline, review: Review, found: list[Finding]) -> Call | None:
    facts = [fact for fact in found if any(_is_a(fact, kind) for kind in guideline.findings)]
    if not facts or not _applies(guideline, review):
        return None
    age = review.study.patient.age
    single = len(facts) == 1 and facts[0].count in (None, 1)
    for rule in guideline.rules:
        for fact in facts:
            if rule.fits_age(age) and rule.number in (None, "single" if single else "multiple") and _is_met(rule, fact):
                return Call(guideline, rule, fact)
    return None


def _may_be_judged(fact: Finding) -> bool:
    present = fact.source == "findings" and fact.kind == "finding" and fact.presence == "present" and not fact.historical
    return present and fact.change not in _SETTLED and not any(size.role == "prior" for size in fact.sizes)


def _is_a(fact: Finding, kind: str) -> bool:
    return kind in lexicon().kinds(fact.concept)


def _applies(guideline: Guideline, review: Review) -> bool:
    """Say whether a guideline is made for this patient and examination."""
    study = review.study
    modality = (study.exam.modality or "").upper()
    if guideline.modalities and _MODALITIES.get(modality, modality) not in guideline.modalities:
        return False
    age = study.patient.age
    if (age is None and guideline.age_needed) or (age is not None and age < guideline.youngest):
        return False
    history = " ".join(match[0] for match in _HISTORY.finditer(study.findings))
    texts = (study.indication, study.comparison, study.exam.description or "", history)
    return not any(_names(texts, word) for word in guideline.outside)


def _names(texts: Iterable[str], word: str) -> bool:
    pattern = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
    return any(not _DENIED.search(text[: match.start()]) for text in texts for match in pattern.finditer(text))


def _is_met(rule: Rule, fact: Finding) -> bool:
    text = f" {re.sub(r'[-/]', ' ', fact.text.lower())} "
    named = not rule.findings or any(_is_a(fact, kind) for kind in rule.findings)
    said = not rule.says or any(_says(text, word) for word in rule.says)
    scored = not rule.scores or bool(fact.descriptors & frozenset(rule.scores))
    return named and said and scored and not any(_says(text, word) for word in rule.unless) and _has_size(rule.size, fact)


def _says(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}", text) is not None


def _has_size(size: Size | None, fact: Finding) -> bool:
    if size is None:
        return True
    lengths = [
        [value * SCALES[own.unit][1] for value in own.values]
        for own in fact.sizes
        if own.role in ("current", "range") and SCALES.get(own.unit, ("",))[0] == "size"
    ]
    if not lengths:
        return False
    own = sorted(lengths[0], reverse=True)
    return size.holds(round(sum(own[:2]) / len(own[:2])) if size.of == "mean" else own[0])


def guidelines() -> tuple[Guideline, ...]:
    """Return the guidelines in force: the bundled ones, or those that OVERREAD_GUIDELINES names.

    The variable is a folder of YAML files, or a YAML file with a list `guidelines` of bundled ids and file paths; `none` is
    no guideline.
    ValueError names the file and the field that is wrong.
    """
    return _load(_setting())


def _setting() -> str:
    return os.environ.get(VARIABLE, "").strip()


@lru_cache(maxsize=8)
def _subjects(setting: str) -> frozenset[str]:
    return frozenset(kind for guideline in _load(setting) for kind in guideline.findings)


def digest() -> str:
    """Return `sha256:…` over the guidelines in force."""
    return "sha256:" + hashlib.sha256("\n".join(item.model_dump_json() for item in guidelines()).encode()).hexdigest()


@lru_cache(maxsize=8)
def _load(setting: str) -> tuple[Guideline, ...]:
    if setting.lower() == "none":
        return ()
    if not setting:
        return tuple(_parsed(name, text) for name, text in sorted(_bundled().items()))
    path = Path(setting)
    if path.is_dir():
        return tuple(_parsed(file.name, file.read_text("utf-8")) for file in sorted(path.glob("*.yaml")))
    if not path.is_file():
        raise ValueError(f"{VARIABLE}: {setting!r} is neither a folder nor a file")
    return tuple(_listed(path))


def _bundled() -> dict[str, str]:
    folder = resources.files(__name__)
    return {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".yaml")}


def _listed(path: Path) -> Iterator[Guideline]:
    """Yield the guidelines that a list names, bundled ones by id and others by a path relative to the list."""
    data = _yaml(path.name, path.read_text("utf-8"))
    names = data.get("guidelines")
    if not isinstance(names, list) or set(data) != {"guidelines"}:
        raise ValueError(f"{path.name}: expected one field, 'guidelines', with a list of ids and paths")
    bundled = _bundled()
    for name in map(str, names):
        file = path.parent / name
        if f"{name}.yaml" in bundled:
            yield _parsed(f"{name}.yaml", bundled[f"{name}.yaml"])
        elif file.is_file():
            yield _parsed(file.name, file.read_text("utf-8"))
        else:
            known = ", ".join(sorted(item.removesuffix(".yaml") for item in bundled))
            raise ValueError(f"{path.name}: field 'guidelines': {name!r} is neither a file nor one of {known}")


def _yaml(name: str, text: str) -> dict[str, Any]:
    try:
        data = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError(f"{name}: not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(data, dict):
        raise ValueError(f"{name}: expected fields, found {type(data).__name__}")
    return data


def _parsed(name: str, text: str) -> Guideline:
    try:
        found = Guideline.model_validate(_yaml(name, text))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ValueError(f"{name}: field {'.'.join(map(str, first['loc'])) or 'guideline'!r}: {first['msg']}") from None
    unknown = {
        kind
        for kind in (*found.findings, *(kind for rule in found.rules for kind in rule.findings))
        if kind not in lexicon().concepts
    }
    if unknown:
        raise ValueError(f"{name}: field 'findings': the lexicon lacks {', '.join(sorted(unknown))}")
    return found


__all__ = ["VARIABLE", "Call", "Guideline", "Rule", "calls", "digest", "guidelines", "is_called_for"]
