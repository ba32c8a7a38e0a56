"""The fields that each kind of lexicon file may have; a file with any other is refused, with the field named."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from overread.language.lexicon.conditions import condition_of, needs_of
from overread.language.lexicon.schemes import portrait_of

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Term = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Names = tuple[Id, ...]


def _truth(value: Any) -> bool:
    """Return a written `true` or `false` as a boolean; ValueError for anything else, `yes` and `no` included."""
    if value in ("true", "false"):
        return bool(value == "true")
    raise ValueError(f"expected true or false, not {value!r}")


Truth = Annotated[bool, BeforeValidator(_truth)]


class Row(BaseModel):
    """A row of the lexicon: no field but those declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ConceptRow(Row):
    """A finding: its terms, wider kinds, usual places, weight, and how it is told apart from others of its name.

    `name` is what readers are told where no term says all that the concept takes in; the terms of a `placed` one name
    several places.
    """

    name: str = ""
    terms: tuple[Term, ...] = ()
    parents: Names = ()
    anatomy: Names = ()
    importance: Literal["critical", "notable", "routine"] = "notable"
    acute: Truth | None = None
    generic: Truth = False
    placed: Truth = False
    device: Truth = False
    tip: Truth = False
    opposites: Names = ()
    within: dict[Id, Id] = {}
    regional_terms: dict[Id, tuple[Term, ...]] = {}
    sided: dict[Term, Literal["left", "right", "bilateral"]] = {}


class PlaceRow(Row):
    """An anatomical place: its terms, what it is part of, whether the body has two, and terms that carry a side."""

    terms: tuple[Term, ...] = ()
    part_of: Names = ()
    paired: Truth = False
    sided: dict[Term, Literal["left", "right", "bilateral"]] = {}
    regional_terms: dict[Id, tuple[Term, ...]] = {}


class DescriptorRow(Row):
    """A quality of a finding, and the qualities it cannot have at the same time."""

    terms: tuple[Term, ...]
    opposes: Names = ()


def _condition(value: str) -> str:
    """Return a condition of a rule as it is written; ValueError where it is none."""
    condition_of(value)
    return value


class RuleRow(Row):
    """An inference: what any one group of findings lets a radiologist conclude, how firmly, and by what authority."""

    concludes: Id
    from_: tuple[Annotated[tuple[Annotated[str, AfterValidator(_condition)], ...], Field(min_length=1)], ...] = Field(
        alias="from", min_length=1
    )
    strength: Literal["licensed", "usual", "suggestive"]
    source: Annotated[str, StringConstraints(min_length=12)]


def _description(value: str) -> str:
    """Return a description as it is written; ValueError where it is none."""
    needs_of(value)
    return value


class DescriptionRow(Row):
    """The words that describe some findings without naming them, any one line of which suffices, and by what authority.

    Without a hedge only what is `licensed` holds. `place` is where a finding so described is.
    """

    of: Annotated[Names, Field(min_length=1)]
    words: Annotated[tuple[Annotated[str, AfterValidator(_description)], ...], Field(min_length=1)]
    strength: Literal["licensed", "usual"]
    source: Annotated[str, StringConstraints(min_length=12)]
    place: Id | None = None


class RuledOutRow(Row):
    """A denial: which signs, denied together, let a radiologist deny a finding, and by what authority."""

    concept: Id
    without: tuple[Annotated[tuple[Id, ...], Field(min_length=1)], ...] = Field(min_length=1)
    source: Annotated[str, StringConstraints(min_length=12)]


class ToldSoundRow(Row):
    """A denial: the words that tell its place to be as it should, any one line of which suffices, and by what authority."""

    of: Annotated[Names, Field(min_length=1)]
    words: Annotated[tuple[Annotated[str, AfterValidator(_description)], ...], Field(min_length=1)]
    source: Annotated[str, StringConstraints(min_length=12)]


class ExclusionRow(Row):
    """A finding that cannot be where an observation is made."""

    concept: Id
    by: Id


class TakenInRow(Row):
    """Diagnoses, and the parts and signs that each of them takes in."""

    by: Annotated[Names, Field(min_length=1)]
    signs: Annotated[Names, Field(min_length=1)]


class AgeRow(Row):
    """Signs that tell how old a finding is where the report does not say so, and by what authority."""

    of: Annotated[Names, Field(min_length=1)]
    acute: Names = ()
    chronic: Names = ()
    source: Annotated[str, StringConstraints(min_length=12)]


class CoverRow(Row):
    """A summary phrase and the places it speaks of."""

    phrase: Term
    anatomy: Names


class PortraitRow(Row):
    """Descriptions of what may be in some classes of a scheme; `none` is what no class takes in."""

    classes: Term
    words: tuple[Term, ...]

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        for words in self.words:
            portrait_of(self.classes, words)
        return self


class LimitsRow(Row):
    """The classes that a value is in, each with the least and the greatest."""

    of: Term | None = None
    unit: Term
    limits: dict[Term, Annotated[str, StringConstraints(pattern=r"^-?[0-9.]+ -?[0-9.]+$")]]


class SchemeRow(Row):
    """A classification or a scale of degrees, by which the class of a draft is held against a description."""

    title: Term | None = None
    attribute: Literal["severity", "descriptor", "location"]
    systems: Names = ()
    about: Term | None = None
    concepts: dict[Term, Names] = {}
    of: Names = ()
    leading: Truth = False
    local: Truth = False
    words: tuple[PortraitRow, ...] = ()
    values: tuple[LimitsRow, ...] = ()
    source: Annotated[str, StringConstraints(min_length=12)]


class LexiconFile(Row):
    """One file of the four folders."""

    concepts: dict[Id, ConceptRow] = {}
    anatomy: dict[Id, PlaceRow] = {}
    descriptors: dict[Id, DescriptorRow] = {}
    within: dict[Id, dict[Id, Id]] = {}
    rules: tuple[RuleRow, ...] = ()
    descriptions: tuple[DescriptionRow, ...] = ()
    ruled_out: tuple[RuledOutRow, ...] = ()
    told_sound: tuple[ToldSoundRow, ...] = ()
    excludes: tuple[ExclusionRow, ...] = ()
    covers: tuple[CoverRow, ...] = ()
    siblings: tuple[Names, ...] = ()
    taken_in: tuple[TakenInRow, ...] = ()
    ages: tuple[AgeRow, ...] = ()
    schemes: tuple[SchemeRow, ...] = ()
    signs_by_nature: Names = ()
    signs_of_place: Names = ()


class OverlapsFile(Row):
    """Places used for one another, what a clear organ is free of, and places that say a kind of tissue."""

    overlaps: tuple[Names, ...]
    clear_of: Names
    loose: Names


class CuesFile(Row):
    """Words that say something of a finding: category, value, terms."""

    cues: dict[Id, dict[str, tuple[Term, ...]]]


class OrdinaryFile(Row):
    """Words that name no finding, grammar and the plain words of a report, and abbreviations with the words they stand for."""

    function: tuple[Term, ...]
    plain: tuple[Term, ...]
    short: dict[Term, Term]
    stopped: dict[Term, Term]


class LooksFile(Row):
    """Words for looks that exclude each other, types, amounts with their degrees, things there or wanting, moves and ways."""

    looks: dict[Id, dict[Id, tuple[Term, ...]]]
    types: dict[Id, dict[Id, tuple[Term, ...]]]
    amounts: dict[Id, tuple[Term, ...]]
    degrees: dict[Id, tuple[Term, ...]]
    things: dict[Id, tuple[Term, ...]]
    moves: dict[Id, tuple[Term, ...]]
    ways: dict[Id, dict[Id, tuple[Term, ...]]]


class PositionsFile(Row):
    """Axes of words for a position, by their ends."""

    positions: tuple[tuple[tuple[Term, ...], ...], ...]
    regions: tuple[tuple[tuple[Term, ...], ...], ...]


class PartsRow(Row):
    """Words for parts of an organ that exclude each other, and the places of which they are meant."""

    of: Names = ()
    parts: dict[Id, tuple[Term, ...]]


class PartsFile(Row):
    """Parts of organs, region by region."""

    parts: dict[Id, PartsRow]


class CommunicationFile(Row):
    """Findings to be told within minutes."""

    to_communicate: Names
