"""The shape of a guideline file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from overread.finding import Finding

_DAYS_A_MONTH = 30.4
Mean = Literal[
    "CT", "MR", "US", "CR", "MG", "PT", "NM", "endoscopy", "catheter", "biopsy", "surgery", "treatment", "consult", "clinical",
    "imaging"
]  # fmt: skip
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Months = Annotated[float, Field(ge=0, le=120)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(_Strict):
    """One way to follow a finding up: any of `means`, within `months` (least, most) where an interval is given.

    `says` are words of which the recommendation must have one: "surgery" is many things.
    """

    means: tuple[Mean, ...] = Field(min_length=1)
    says: tuple[str, ...] = ()
    months: tuple[Months, Months] | None = None

    @property
    def days(self) -> tuple[float, float] | None:
        """Return the interval in days."""
        return (self.months[0] * _DAYS_A_MONTH, self.months[1] * _DAYS_A_MONTH) if self.months else None


class Size(_Strict):
    """Which sizes a rule is about, in millimetres: the `longest` diameter, or the `mean` of two, rounded to a millimetre."""

    of: Literal["longest", "mean"] = "longest"
    at_least: float | None = None
    over: float | None = None
    at_most: float | None = None
    under: float | None = None

    @model_validator(mode="after")
    def _is_bounded(self) -> Size:
        if self.at_least is None and self.over is None and self.at_most is None and self.under is None:
            raise ValueError("expected at_least, over, at_most or under")
        return self

    def holds(self, millimetres: float) -> bool:
        """Say whether a length is within the bounds."""
        enough = (self.at_least is None or millimetres >= self.at_least) and (self.over is None or millimetres > self.over)
        return (
            enough
            and (self.at_most is None or millimetres <= self.at_most)
            and (self.under is None or millimetres < self.under)
        )


class Rule(_Strict):
    """One rule: the findings it is about, and the follow-up it asks for, expects or allows.

    What it `asks` for is missed in a draft that lacks it. What it `expects` goes without saying, but may not be called
    needless, nor put off where it is `prompt`. What it `allows` may be recommended.
    `says` are words of which the statement must have one, `unless` words it must not have, `unless_density` an attenuation in
    HU up to which a finding needs nothing, `scores` categories such as `tirads:4` of which it must have one; `age` is the span
    of ages in years [from, to).
    """

    id: Identifier
    advice: str = Field(min_length=3)
    findings: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    unless_density: float | None = None
    size: Size | None = None
    number: Literal["single", "multiple"] | None = None
    age: tuple[float, float] | None = None
    asks: tuple[Option, ...] = ()
    expects: tuple[Option, ...] = ()
    prompt: bool = False
    allows: tuple[Option, ...] = ()

    def fits_density(self, fact: Finding) -> bool:
        """Say whether no attenuation that a finding is told to have settles what it is."""
        told = (max(own.values) for own in fact.sizes if own.quantity == "attenuation")
        return self.unless_density is None or all(value > self.unless_density for value in told)

    def fits_age(self, years: float | None) -> bool:
        """Say whether the rule is about a patient of this age."""
        return self.age is None or (years is not None and self.age[0] <= years < self.age[1])


class Guideline(_Strict):
    """A guideline: its source and edition, whom it is for, and its rules in order; the first that fits is applied.

    `findings` are lexicon concepts, `modalities` DICOM codes (none means any), `youngest` an age in years, `outside` words
    that take a patient out of it when indication, comparison or history have them.
    """

    id: Identifier
    title: str = Field(min_length=3)
    edition: str = Field(min_length=4)
    source: str = Field(min_length=10)
    findings: tuple[str, ...] = Field(min_length=1)
    modalities: tuple[str, ...] = ()
    youngest: float = 18
    age_needed: bool = False
    outside: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = Field(min_length=1)
