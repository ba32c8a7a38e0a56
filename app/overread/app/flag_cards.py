"""The flags of a review as cards: what each says, what was done about it, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overread.app.links import ranked_flags
from overread.app.marking import inert
from overread.app.view import View
from overread.app.wording import INSERTABLE
from overread.finding import Span
from overread.records import REASONS, FlagView, ReviewView
from overread.records.statements import statement_at

_DONE = {"accept": "Accepted as it is", "dismiss": "Flag dismissed"}


@dataclass(frozen=True, slots=True)
class FlagCard:
    """One flag as shown; `key` names it to the record, and `statement` is where the sentence it is about stands."""

    key: str
    html: str
    view: FlagView
    statement: Span | None = None
    insertable: bool = False

    @property
    def settled(self) -> bool:
        """Whether something was done about it."""
        return self.view.disposition is not None


def flag_cards(shown: ReviewView, view: View) -> tuple[FlagCard, ...]:
    """Return the cards, gravest first; settled ones keep their place."""
    if shown.review is None:
        return ()
    numbered = {f"f{number}": flag for number, flag in enumerate(shown.flags, 1)}
    found = []
    for (name, flag), card in zip(ranked_flags(shown.review), view.cards, strict=True):
        kept = numbered[name]
        where = statement_at(shown.text, flag.span) if flag.span else None
        insertable = flag.type in INSERTABLE and any(item.text for item in flag.evidence)
        found.append(FlagCard(kept.key, card.html, kept, where, insertable))
    return tuple(found)


def current_of(cards: Sequence[FlagCard], chosen: str | None) -> FlagCard | None:
    """Return the card that the keyboard acts on: the chosen one, else the first that signing waits for, else the first left."""
    left = [card for card in cards if not card.settled]
    candidates = (*(card for card in cards if card.key == chosen), *(card for card in left if card.view.must), *left)
    return next(iter(candidates), None)


def beside(cards: Sequence[FlagCard], current: FlagCard | None, step: int) -> str | None:
    """Return the key of the card so many further on, round the end and back; None where there is no card."""
    if not cards:
        return None
    at = next((number for number, card in enumerate(cards) if card == current), -1 if step > 0 else 0)
    return cards[(at + step) % len(cards)].key


def tally_html(cards: Sequence[FlagCard], signed: bool = False) -> str:
    """Return the heading over the cards: how many there are and how many signing waits for."""
    waiting = sum(card.view.must and not card.settled for card in cards)
    more = "" if signed else f" · {waiting} to settle" if waiting else " · none left to settle" if cards else ""
    return f'<h2 class="or-title">Flags <small>{len(cards) or "none"}{more}</small></h2>'


def settled_html(card: FlagCard) -> str:
    """Return what was done about a flag, by whom and why; empty while nothing was."""
    done = card.view.disposition
    if done is None:
        return ""
    why = REASONS.get(done.reason or "", done.reason or "")
    comment = f" “{inert(done.comment)}”" if done.comment else ""
    said = f"<b>✓ {_DONE[done.action]}</b> {inert(why)}{comment} <small>{inert(done.username)}</small>"
    return f'<p class="or-settled">{said}</p>'
