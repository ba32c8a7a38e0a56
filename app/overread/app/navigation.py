"""The pages of the program and who may see each; the services refuse what a page should not have offered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from overread.records import MAY, ROLES, Role


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its name in the address, its title, and the roles that see it; a hidden one is reached from others."""

    name: str
    title: str
    roles: tuple[Role, ...] = ROLES
    hidden: bool = False

    @property
    def file(self) -> str:
        """The file among the screens."""
        return f"{self.name}.py"


SIGN_IN = Place("sign_in", "Sign in")
TRY = Place("try_it", "Try")
PLACES = (
    Place("worklist", "Worklist", MAY["worklist"]),
    Place("study", "Study", MAY["look"], hidden=True),
    Place("training", "Training", MAY["acknowledge_training"]),
    Place("quality", "Quality", MAY["see_quality"]),
    Place("models", "Models", MAY["see_scores"]),
    Place("users", "Users", MAY["manage_users"]),
    Place("account", "Account", MAY["change_password"]),
)
"""The pages of those who are signed in, in the order of the navigation; the first one seen is where they start."""


def places_for(role: Role | None, *, record: bool) -> tuple[Place, ...]:
    """Return the pages of a role; None is somebody not signed in, who is asked in at whatever page they came to.

    Without a record there is only the page to try things on.
    """
    if not record:
        return (TRY,)
    if role is None:
        return (SIGN_IN, TRY, *(replace(place, hidden=True) for place in PLACES))
    return (*(place for place in PLACES if role in place.roles), TRY)
