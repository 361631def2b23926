"""A site's policy: where cases may be kept, or that none may, and how soon an unwatched window locks."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from il2desk.domain.values.model_base import Strict
from il2desk.storage.files.toml_file import FileRefused, content_of, first_fault, table_in
from il2desk.storage.site.paths import policy_file

LOCK_AFTER_MINUTES = 10
"""Where the policy sets none. An assessment takes about ten minutes, so one that is worked on is not locked in between,
and a workstation that was left is not open for longer than the next person needs to sit down."""

BACKUP_REMINDER_DAYS = 7
"""Where the policy sets none. A week is the longest that people can still re-enter from the paper that was printed."""


class PolicyRefused(FileRefused):
    """The site's policy cannot be used, and so the program does not start: it might keep what it may not."""


def _path(value: object) -> object:
    if isinstance(value, str | Path):
        return Path(value)
    raise ValueError("write the folder in quotation marks")


def _fixed(folder: Path) -> Path:
    is_in_full = folder.is_absolute() and folder.name and ".." not in folder.parts
    if not is_in_full or not str(folder).isprintable():
        raise ValueError("name the folder in full from the root, in one line and without ..")
    return folder


class Policy(Strict):
    """What the site decides; what it leaves out is as the program is shipped."""

    policy_schema: Literal["il2desk-policy-1"] = Field(default="il2desk-policy-1", alias="schema")
    store: Annotated[Path, BeforeValidator(_path), AfterValidator(_fixed)] | None = None
    keep_nothing: bool = False
    lock_after_minutes: Annotated[int, Field(ge=1, le=240)] = LOCK_AFTER_MINUTES
    backup_reminder_days: Annotated[int, Field(ge=1, le=365)] = BACKUP_REMINDER_DAYS
    intended_use: str | None = None
    """Which of several installed guidelines judges; see `il2desk.storage.packs.library.open_packs`."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Policy":
        if self.keep_nothing and self.store is not None:
            raise ValueError("store says where cases are kept and keep_nothing that none are; leave one of them out")
        return self


def read_policy(path: Path | None = None) -> Policy:
    """The policy in the file, or in the site's own place; where there is no file, the site decided nothing.

    Raises PolicyRefused where there is one that cannot be read or is wrong in any way.
    """
    file = policy_file() if path is None else path
    try:
        file.lstat()
    except FileNotFoundError:
        return Policy.model_construct()  # unchecked: building the check costs the start 2 ms
    except OSError as problem:
        raise PolicyRefused(file, "", f"the file cannot be looked at: {problem.strerror}.") from problem
    return parse_policy(content_of(file, PolicyRefused), file)


def parse_policy(content: bytes, path: Path) -> Policy:
    """The policy in the content of a file; `path` is only named in a refusal. Raises PolicyRefused."""
    data = table_in(content, path, PolicyRefused)
    try:
        policy = Policy.model_validate(data)
    except ValidationError as problem:
        raise first_fault(problem, path, PolicyRefused) from None
    if "schema" not in data:
        raise PolicyRefused(path, "schema", f'write schema = "{policy.policy_schema}" on the first line.')
    return policy


def store_folder(policy: "Policy") -> Path:
    """The folder of the case store, which need not exist: the policy's, or in the user's own data on this workstation.

    It does not ask whether anything may be kept: `policy.keep_nothing` says that.
    """
    from platformdirs import user_data_path

    return policy.store or user_data_path("il2desk", appauthor=False) / "store"
