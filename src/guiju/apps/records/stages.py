"""The stages that a record passes: which one follows, and which one it goes back to."""

from guiju.apps.records.scope import Answered, worth
from guiju.lang.kinds.form.model import Form, Stage


def named(form: Form, name: str) -> Stage | None:
    """A stage by its name."""
    return next((stage for stage in form.stages if stage.name == name), None)


def following(form: Form, stage: str, scope: Answered) -> str:
    """The stage after this one, or the first when there is none, skipping those whose 当 does not hold.

    Empty when none is left. A condition that cannot be decided does not skip: somebody looks at it.
    """
    names = [one.name for one in form.stages]
    after = names.index(stage) + 1 if stage in names else 0
    return next((one.name for one in form.stages[after:] if _asked_for(one, scope)), "")


def before(form: Form, stage: str, scope: Answered) -> str:
    """The stage that a record goes back to from this one; empty for its author."""
    names = [one.name for one in form.stages]
    earlier = form.stages[: names.index(stage)] if stage in names else ()
    return next((one.name for one in reversed(earlier) if _asked_for(one, scope)), "")


def _asked_for(stage: Stage, scope: Answered) -> bool:
    return stage.when is None or worth(stage.when, scope) is not False
