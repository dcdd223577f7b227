"""What the checker proves about a compiled regulation: each check is a function named after what it checks."""

from collections.abc import Callable, Iterator

from guiju.lang.checks import appraisal, basis, conduct, duties, formulas, law, people, prose, records, scores
from guiju.lang.checks.scene import Scene
from guiju.lang.diagnostics import Diagnostic

CHECKS: tuple[Callable[[Scene], Iterator[Diagnostic]], ...] = (
    people.unit_leaders,
    people.unit_cycles,
    people.reporting_cycles,
    people.reports_to_nobody,
    people.leaders_without_reports,
    formulas.formula_cycles,
    formulas.inputs_are_entered,
    formulas.declared_and_unused,
    formulas.values_within_bounds,
    formulas.exceptions_apart,
    formulas.alerts_are_told,
    appraisal.section_weights,
    appraisal.item_weights,
    appraisal.repeated_items,
    appraisal.items_can_be_scored,
    appraisal.baselines,
    appraisal.scorecards_of_one_subject,
    appraisal.targets_of_one_metric,
    appraisal.grade_bands,
    appraisal.grade_shares,
    appraisal.bonus_computation,
    scores.bonus_scores,
    duties.duties_come_round,
    duties.deadlines_can_be_met,
    duties.reminders_come_in_time,
    duties.escalations_rise,
    duties.evidence_is_there,
    duties.somebody_is_meant,
    duties.nobody_reviews_themselves,
    duties.exceptions_hold_by_parameters,
    records.registers_can_be_shown,
    records.fields_are_filled_once,
    records.somebody_reads,
    records.whoever_must_may,
    conduct.hours_agree,
    conduct.somebody_answers,
    conduct.prohibitions_are_fair,
    conduct.sanctions_end,
    law.floors_say_something,
    law.roles_have_their_unit,
    law.nothing_lies_below,
    prose.duties_have_rules,
    prose.figures_agree,
    basis.needs_exist,
)


def check(scene: Scene) -> Iterator[Diagnostic]:
    """Run every check."""
    for one in CHECKS:
        yield from one(scene)
