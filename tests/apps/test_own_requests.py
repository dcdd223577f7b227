"""Nobody approves what they asked for themselves, whatever it is and whatever they are: not even an administrator."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.contrib.auth.models import User

import make
from apps.corrections import office as data
from apps.publishing import office as books
from apps.work import office as works
from apps.work.office import FRIDAY, at
from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import actions as corrections
from guiju.apps.exports import actions as exports
from guiju.apps.exports.values import Parcel
from guiju.apps.figures.actions import inputs
from guiju.apps.publishing import actions as publishing
from guiju.apps.records import actions as records
from guiju.apps.refusal import Refused
from guiju.apps.work.actions import absences, doing, excusing, reviewing, stages
from guiju.apps.work.models import Work
from guiju.engines.periods import parse
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import SubjectKind, Thing

pytestmark = pytest.mark.django_db
Attempt = Callable[[Actor], object]  # the approval, tried by somebody
Case = tuple[Actor, Actor, Attempt]  # who asked, another who may approve, the approval


def a_correction(tmp_path, verb) -> Case:
    data.opened(tmp_path, measured=False)
    row = data.do("propose", data.drafted(data.exclusion("3")))
    said = {"said": "不对"} if verb == "refuse" else {}

    def attempt(who):
        getattr(corrections, verb)(actor=who, correction_id=row.pk, version=data.get(row.pk).version, **said)

    return data.actor(data.BRINGS), data.actor(data.DIRECTS), attempt


def an_entered_figure(_tmp_path, workbook) -> Case:
    works.opened()
    subject, by = Subject(SubjectKind.PERSON, "1"), works.actor("6")
    told = {"name": "个人评分", "subject": subject, "period": parse("2026-09"), "value": Fraction(1)}
    entry = inputs.enter(actor=by, **told)
    if workbook:  # what a workbook says that somebody entered has their name alone
        row = {"name": "个人评分", "subject": "1", "start": date(2026, 9, 1), "value": Fraction(11, 10), "by": by.name}
        from guiju.apps import spreadsheet
        from guiju.apps.figures.stated import sheets

        content = spreadsheet.write([(sheets.INPUTS, [row])])
        assert not inputs.import_inputs(actor=make.operator(), content=content, name="x.xlsx").findings
    return by, make.operator(), lambda who: inputs.confirm(actor=who, entry_ids=[entry])


def an_export(_tmp_path, approve) -> Case:
    works.opened()
    asker = replace(works.actor("8"), user_id=User.objects.create_user("8").pk)
    parcel = Parcel("setup:roster_export", Thing.APPRAISAL, "/setup/roster/export/", "x.xlsx", 9000)
    number = exports.ask(actor=asker, parcel=parcel, reason="审计")
    told = {"request_id": number, "version": 1, "approve": approve, "said": "好"}
    return asker, works.actor("6"), lambda who: exports.decide(actor=who, **told)


def a_version(_tmp_path, verb) -> Case:
    number = books.begun(books.opened())
    books.heard(number)
    books.do("consult", number, held=books.OCT, whom="工会", minutes="过了", result="同意")
    books.do("hand_in", number)
    said = {"said": "再想想"} if verb == "refuse" else {}

    def attempt(who):
        version = books.get(number).version
        return getattr(publishing, verb)(actor=who, publication_id=number, version=version, **said)

    return books.actor(books.WRITER), books.actor(books.DIRECTOR), attempt


def work_handed_in(_tmp_path, verb) -> Case:
    works.planned()
    work = works.work("推广日报", "1")
    draft = records.save_draft(actor=works.actor("1"), form="日报", answers={}, day=FRIDAY)
    with clock.at(at(FRIDAY, 15)):
        stages.file_record(actor=works.actor("1"), record_id=draft, answers={"今日": "投放", "花费": "100"})
    review = Work.objects.get(parent=work, source="review")
    said = {"said": "补一句"} if verb == "give_back" else {}

    def attempt(who):
        return getattr(reviewing, verb)(actor=who, work_id=review.pk, version=review.version, **said)

    return works.actor("1"), works.actor("3"), attempt


def a_record(_tmp_path, verb) -> Case:
    """As the deputy of whoever passes it, or as an administrator."""
    works.planned()
    draft = records.save_draft(actor=works.actor("1"), form="设计需求", answers={}, day=FRIDAY)
    stages.file_record(actor=works.actor("1"), record_id=draft, answers={"主题": "海报"})
    step = Work.objects.get(record=draft, closed__isnull=True)
    absences.add(actor=works.actor("3"), number="3", start=at(FRIDAY, 0), end=at(FRIDAY, 23), deputy="1")
    said = {"said": "没有文案"} if verb == "return_stage" else {}
    return (
        works.actor("1"),
        works.actor("3"),
        lambda who: getattr(stages, verb)(actor=who, work_id=step.pk, version=1, **said),
    )


def being_let_off(_tmp_path, answers) -> Case:
    works.planned()
    work = works.work("核心数据", "1")
    excusing.ask(actor=works.actor("1"), work_id=work.pk, version=work.version, said="停电")
    absences.add(actor=works.actor("3"), number="3", start=at(FRIDAY, 0), end=at(FRIDAY, 23), deputy="1")
    asked = Work.objects.get(parent=work, source="approval")
    told = {"work_id": asked.pk, "version": asked.version, "lets_off": answers, "said": "好"}
    return works.actor("1"), works.actor("3"), lambda who: excusing.answer(actor=who, **told)


def one_s_own_lateness(_tmp_path, _how) -> Case:
    works.planned()
    work = works.work("核心数据", "1")
    told = {"work_id": work.pk, "version": work.version, "said": "停电"}
    return works.actor("1"), works.actor("3"), lambda who: doing.excuse(actor=who, **told)


CASES = [
    (a_correction, "approve"),
    (a_correction, "refuse"),
    (an_entered_figure, False),
    (an_entered_figure, True),
    (an_export, True),
    (an_export, False),
    (a_version, "approve"),
    (a_version, "refuse"),
    (work_handed_in, "accept"),
    (work_handed_in, "give_back"),
    (a_record, "pass_stage"),
    (a_record, "return_stage"),
    (being_let_off, True),
    (being_let_off, False),
    (one_s_own_lateness, None),
]


@pytest.mark.parametrize(("case", "how"), CASES, ids=lambda one: getattr(one, "__name__", str(one)))
def test_who_asked_is_refused_administrator_or_not_and_another_is_not(case, how, tmp_path):
    asker, another, attempt = case(tmp_path, how)
    codes = []
    for who in (asker, replace(asker, trusted=True)):
        with pytest.raises(Refused) as caught:
            attempt(who)
        codes.append(str(caught.value.code))

    assert set(codes) <= {"own", "own_work", "same_hands"}
    attempt(another)
