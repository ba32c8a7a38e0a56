"""Two recommendations held against each other: whether they ask for one thing, and what differs."""

from __future__ import annotations

from overread.advice.intervals import differ_in_age, interval_in, meet
from overread.advice.means import IMAGING, names_all, opens_with
from overread.advice.recommendations import Advice, is_asked, is_denial
from overread.advice.referrals import differ_in_field
from overread.language.figures.quantities import quantities
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, touches
from overread.language.words.sentences import sentences


def is_told_in(wanted: Advice, text: str) -> bool:
    """Say whether some sentence of a text asks for what a recommendation asks for, in whatever words: "CT in 6 months",
    "Colonoscopy once settled", "PET-CT".
    """
    if not wanted.exact:
        return False
    for sentence in sentences(text):
        words = text[slice(*sentence.span)]
        if not names_all(words, wanted.exact) or is_denial(words) or differ_in_age(words, wanted.statement.text):
            continue
        sizes = tuple(size for size in quantities(words) if size.quantity == "time")
        days = interval_in(words, sizes)
        if days is not None and meet(days, wanted.days):
            return True
        if wanted.days is None and (opens_with(words, wanted.exact) or is_asked(words)):
            return True
    return False


def speak_of_same(one: Advice, other: Advice) -> bool:
    """Say whether two recommendations may ask for one thing: a referral asks for no scan, "follow-up" for any."""
    if sought(one) and sought(other):
        return bool(one.exact & other.exact)
    exact, loose = (one, other) if sought(one) else (other, one)
    if not exact.exact or not loose.means:
        return True
    return "imaging" in loose.means or not exact.exact & IMAGING


def agree(one: Advice, other: Advice) -> str | None:
    """Return what of two recommendations differs (`modality`, `field`, `age`, `interval`, `sense`), None if they may be one.

    `topic` where one denies something else than what the other asks for: "no follow-up required" of one nodule, and the
    aspiration of another.
    """
    if one.denies != other.denies:
        return "sense" if _is_denied_by(*((one, other) if other.denies else (other, one))) else "topic"
    if sought(one) and sought(other) and not one.exact & other.exact:
        return "modality"
    if one.is_invasive != other.is_invasive and all(advice.is_invasive or advice.days for advice in (one, other)):
        return "modality"
    if one.is_referral and other.is_referral and differ_in_field(one.statement.text, other.statement.text):
        return "field"
    if differ_in_age(one.statement.text, other.statement.text):
        return "age"
    return "interval" if not meet(one.days, other.days) else None


def sought(advice: Advice) -> frozenset[str]:
    """Return what a recommendation names outright, but for those whose opinion it asks ("neurosurgical consultation")."""
    return advice.exact - {"surgery"} if advice.is_referral else advice.exact


def is_named_in(advice: Advice, text: str) -> bool:
    """Say whether a text names all that a recommendation asks for, be it as done or to be awaited."""
    return bool(advice.exact) and names_all(text, advice.exact)


def _is_denied_by(asked: Advice, denial: Advice) -> bool:
    """Say whether a denial is of what is asked for: of the same means, or of any imaging where an image is asked for."""
    regions, organs = asked.places & BODY_REGIONS, denial.places - BODY_REGIONS
    if regions and regions == asked.places and organs:
        return False
    if _is_of_another(asked, denial):
        return False
    if asked.means & denial.means or not asked.means or not denial.means:
        return True
    if asked.is_referral:
        return False
    return "imaging" in denial.means and not asked.exact - IMAGING


def _is_of_another(asked: Advice, denial: Advice) -> bool:
    """Say whether a denial that names no organ stands in a sentence about others than those asked after: "thyroid nodule, no
    follow-up" and an MRI of the liver.
    """
    organs = lexicon().places.keys()
    near = denial.statement.nearby.intersection(organs)
    wanted = asked.places or asked.statement.nearby.intersection(organs)
    return not denial.places and bool(near) and bool(wanted) and not touches(near, wanted)
