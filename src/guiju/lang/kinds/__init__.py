"""The kinds of rule, one folder each, and the one list of them."""

from guiju.lang.kinds.access.model import Access
from guiju.lang.kinds.alert.model import Alert
from guiju.lang.kinds.base import Dated, Rule, Scalar, Subject
from guiju.lang.kinds.bonus.model import Bonus
from guiju.lang.kinds.duty.model import Duty
from guiju.lang.kinds.floor.model import Floor
from guiju.lang.kinds.form.model import Form
from guiju.lang.kinds.grade.model import Grade
from guiju.lang.kinds.input.model import Input
from guiju.lang.kinds.interpretation.model import Interpretation
from guiju.lang.kinds.metric.model import Metric
from guiju.lang.kinds.parameter.model import Parameter
from guiju.lang.kinds.position.model import Position
from guiju.lang.kinds.principle.model import Principle
from guiju.lang.kinds.prohibition.model import Prohibition
from guiju.lang.kinds.publication.model import Publication
from guiju.lang.kinds.raci.model import Raci
from guiju.lang.kinds.schedule.model import Schedule
from guiju.lang.kinds.scope.model import Scope
from guiju.lang.kinds.scorecard.model import Scorecard
from guiju.lang.kinds.target.model import Target
from guiju.lang.kinds.unit.model import Unit

KINDS: dict[str, type[Rule]] = {
    model.kind: model
    for model in (
        Unit,
        Position,
        Parameter,
        Metric,
        Input,
        Target,
        Scorecard,
        Grade,
        Bonus,
        Alert,
        Access,
        Duty,
        Form,
        Schedule,
        Raci,
        Prohibition,
        Publication,
        Principle,
        Scope,
        Interpretation,
        Floor,
    )
}

__all__ = [
    "KINDS",
    "Access",
    "Alert",
    "Bonus",
    "Dated",
    "Duty",
    "Floor",
    "Form",
    "Grade",
    "Input",
    "Interpretation",
    "Metric",
    "Parameter",
    "Position",
    "Principle",
    "Prohibition",
    "Publication",
    "Raci",
    "Rule",
    "Scalar",
    "Schedule",
    "Scope",
    "Scorecard",
    "Subject",
    "Target",
    "Unit",
]
