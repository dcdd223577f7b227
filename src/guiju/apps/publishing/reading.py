"""Rows as values."""

from collections.abc import Iterable

from django.utils import timezone

from guiju.apps.publishing import demands, models
from guiju.apps.publishing.values import Leg, LegState, Life, Opinion, Stage


def life(row: models.Publication, legs: Iterable[models.Leg] | None = None) -> Life:
    """A publication with all its stages in their order, those to come too."""
    rule, floor = demands.of(row), demands.by_law(row)
    rows = row.legs.all() if legs is None else legs
    known = {leg.passage: leg for leg in rows if leg.state != LegState.VOID}
    stages = tuple(stage for stage in Stage if not (row.repeals and stage is Stage.SIGNATURE))
    line = tuple(_leg(stage, known.get(stage), demanded=demands.demanded(rule, stage, floor)) for stage in stages)
    return Life(
        id=row.pk,
        version=row.version,
        edition=row.edition_id,
        base=row.base,
        draft=row.draft_id,
        title=row.title,
        edition_title=row.edition.title,
        edition_version=row.edition.version,
        reason=row.reason,
        by=row.by,
        number=row.number,
        user_id=row.user_id,
        state=row.state,
        begun=timezone.localtime(row.begun),
        in_force_from=row.in_force_from,
        repeals=row.repeals,
        legs=line,
    )


def _leg(stage: Stage, row: models.Leg | None, *, demanded: bool) -> Leg:
    if row is None:
        return Leg(stage, demanded=demanded)
    return Leg(
        stage=stage,
        state=row.state,
        edition=row.edition,
        began=timezone.localtime(row.began),
        due=row.due,
        ended=timezone.localtime(row.ended) if row.ended else None,
        by=row.by,
        said=row.said,
        data=row.data,
        demanded=demanded,
    )


def opinion(row: models.Comment) -> Opinion:
    """A comment with its answer."""
    return Opinion(
        id=row.pk,
        number=row.person.number,
        name=row.person.name,
        clause=row.clause,
        edition=row.edition,
        text=row.text,
        at=timezone.localtime(row.at),
        taken=row.taken,
        answer=row.answer,
        answered_by=row.answered_by,
        answered=timezone.localtime(row.answered) if row.answered else None,
    )
