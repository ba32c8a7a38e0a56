"""The rules of a site, read from `policy.yaml` in the folder of records: every number that the services enforce."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from overread.review import SEVERITIES, Severity

_Share = Annotated[float, Field(ge=0, le=1)]


@checked(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Policy:
    """What must have happened before a report can be signed, and how long sign-ins and locks last.

    `words_a_minute` bounds the reading speed: 400 is the upper end of careful silent reading (Rayner et al., So much to read,
    so little time, Psychol Sci Public Interest 2016;17:4-34). Without `local_accounts` only the identity provider signs people
    in, whose ID tokens are good for `provider_minutes`.
    """

    own_first_share: _Share = 0.25
    settle_from: Severity = "major"
    words_a_minute: Annotated[float, Field(gt=0, le=2000)] = 400.0
    training_version: Annotated[str, Field(min_length=1, max_length=32)] = "1"
    failures_allowed: Annotated[int, Field(ge=1, le=20)] = 5
    locked_minutes: Annotated[float, Field(gt=0)] = 15.0
    idle_minutes: Annotated[float, Field(gt=0)] = 30.0
    sign_in_hours: Annotated[float, Field(gt=0)] = 10.0
    local_accounts: bool = True
    provider_minutes: Annotated[float, Field(gt=0, le=60)] = 5.0
    password_length: Annotated[int, Field(ge=8, le=256)] = 12

    def settled(self, severity: Severity) -> bool:
        """Tell whether a flag of this severity must be dispositioned before signing."""
        return SEVERITIES.index(severity) <= SEVERITIES.index(self.settle_from)

    def reading_seconds(self, *texts: str) -> float:
        """Return the least time in seconds that these texts take to read."""
        return sum(len(text.split()) for text in texts) * 60 / self.words_a_minute


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """Where a policy was read from, None for the built-in one, and what it says."""

    path: Path | None
    policy: Policy


def read_policy(folder: Path) -> PolicyFile:
    """Return the policy of a folder, or the built-in one; raises ValueError that names file, field and what was expected."""
    path = folder / "policy.yaml"
    if not path.is_file():
        return PolicyFile(None, Policy())
    try:
        data = yaml.safe_load(path.read_text("utf-8")) or {}
        return PolicyFile(path, TypeAdapter(Policy).validate_python(data))
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: not YAML; expected fields such as settle_from: major") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the file"
        raise ValueError(f"{path}: {field}: {first['msg']}") from None
