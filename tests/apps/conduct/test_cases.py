from datetime import date, timedelta

import pytest

import make
from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.audit.models import Entry
from guiju.apps.conduct import actions, models, queries, ticking
from guiju.apps.conduct.errors import Code
from guiju.apps.conduct.values import May, Tie
from guiju.apps.people.models import Assignment, Person
from guiju.apps.work import models as work
from guiju.apps.work import queries as inboxes
from refused import refusal_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def department():
    office.opened()


def report(number="2", about="1", said="他让朋友下单再退款。", **more):
    told = {"rule": "刷单", "about": about, "happened": FRIDAY, "said": said} | more
    return actions.report(actor=actor(number), **told)


def do(verb, number, case, said="如实。", **more):
    version = models.Case.objects.get(pk=case).version
    return getattr(actions, verb)(actor=actor(number), case_id=case, version=version, said=said, **more)


def decided(sanction="书面警告"):
    case = report()
    do("hear", "7", case)
    do("decide", "6", case, sanction=sanction)
    return case


def told(occasion):
    found = work.Notice.objects.filter(about__occasion=occasion).values_list("person__number", flat=True)
    return sorted(found)


def open_work():
    found = work.Work.objects.filter(closed__isnull=True).order_by("pk")
    return [(one.accountable.number, one.title, one.due) for one in found]


def test_a_report_is_work_of_who_hears_it_and_the_person_concerned_hears_of_it():
    case = report()

    # three working days: Saturday the 10th is worked in place of a holiday
    assert (open_work(), told("reported")) == ([("7", "听取一件举报", at(date(2026, 10, 13), 23, 59, 59))], ["1"])
    assert [(line.tie, line.rule, line.stage) for line in queries.cases(actor("1"))] == [
        (Tie.CONCERNED, "刷单", "reported")
    ]
    assert queries.of_work(work.Work.objects.get().key) == case


def test_each_sees_no_more_than_they_need():
    case = report()
    do("answer", "1", case, "我没有。")
    do("hear", "7", case, "听过了。")
    do("decide", "6", case, "属实。", sanction="书面警告")

    views = {number: queries.case(actor(number), case) for number in ("1", "2", "6", "7")}
    seen = {number: (view.tie, view.reporter.name, view.answer, view.hearing) for number, view in views.items()}
    assert seen == {
        "1": (Tie.CONCERNED, "", "我没有。", "听过了。"),
        "2": (Tie.REPORTER, "吴桐", "", ""),
        "6": (Tie.DECIDER, "吴桐", "我没有。", "听过了。"),
        "7": (Tie.HEARER, "吴桐", "我没有。", "听过了。"),
    }
    assert (views["2"].sanction, views["1"].sanction, views["2"].report) == ("", "书面警告", "他让朋友下单再退款。")


def test_of_an_anonymous_report_only_who_hears_it_learns_who_reported():
    case = report(anonymous=True)
    do("hear", "7", case)

    names = {number: queries.case(actor(number), case).reporter.name for number in ("1", "6", "7")}
    assert names == {"1": "", "6": "", "7": "吴桐"}
    assert Entry.objects.filter(who="吴桐").count() == 0


@pytest.mark.parametrize("number", ["3", "4", "5", "6", "8"])
def test_nobody_else_finds_it_whatever_their_rank(number):
    case = report()

    assert (refusal_code(queries.case, actor(number), case), queries.cases(actor(number))) == (Code.UNKNOWN_CASE, [])
    assert refusal_code(do, "hear", number, case) == Code.UNKNOWN_CASE


def test_not_even_an_administrator_finds_it():
    case = report()

    assert refusal_code(queries.case, make.operator(), case) == Code.UNKNOWN_CASE


def test_the_work_of_it_is_seen_by_whose_it_is_alone():
    report()
    piece = work.Work.objects.get()

    assert inboxes.item(actor("7"), piece.pk).item.title == "听取一件举报"
    for number in ("1", "2", "6"):
        assert refusal_code(inboxes.item, actor(number), piece.pk) == "unknown_work"


def test_a_case_goes_its_way_to_the_end():
    case = report()
    do("hear", "7", case)
    deciding = open_work()
    do("decide", "6", case, sanction="书面警告")
    do("appeal", "1", case, "太重。")
    judging = open_work()
    do("settle", "8", case, "维持。", sanction="书面警告")

    view = queries.case(actor("1"), case)
    assert ([one[:2] for one in deciding], [one[:2] for one in judging], open_work()) == (
        [("6", "决定一件举报")],
        [("8", "复核一件申诉")],
        [],
    )
    # half a year from the decision
    assert (view.stage, view.sanction, view.outcome, view.expunges) == (
        "closed",
        "书面警告",
        "维持。",
        date(2027, 4, 9),
    )
    assert (told("decided"), told("settled")) == (["1", "2"], ["1", "2"])


def test_where_nothing_follows_it_is_dismissed_and_gone_the_next_day():
    case = report()
    do("hear", "7", case)
    do("decide", "6", case, "没有的事。")
    today = queries.case(actor("1"), case).stage

    with clock.at(at(FRIDAY + timedelta(days=1), 0)):
        before_tick = refusal_code(queries.case, actor("1"), case)
        changed = ticking.tick()

    assert (today, before_tick, changed, models.Case.objects.count()) == ("dismissed", Code.UNKNOWN_CASE, 1, 0)


def test_an_appeal_may_lift_it_but_never_makes_it_harder():
    case = decided("书面警告")
    do("appeal", "1", case, "太重。")

    harsher = refusal_code(do, "settle", "8", case, sanction="解除合同")
    offered = [one.name for one in queries.case(actor("8"), case).sanctions]
    do("settle", "8", case, "撤销。")

    assert (harsher, offered, queries.case(actor("1"), case).stage) == (Code.HARSHER, ["书面警告"], "dismissed")


def test_who_decided_does_not_judge_the_appeal():
    text = office.BOOK.replace("申诉给: 财务专员", "申诉给: 电商总监")
    make.book(text, FRIDAY)
    case = decided()

    # nobody is above the director
    assert refusal_code(do, "appeal", "1", case, "太重。") == Code.NOBODY_HEARS


def test_after_its_time_a_decision_stands():
    case = decided()
    with clock.at(at(date(2026, 10, 16), 0)):
        late = refusal_code(do, "appeal", "1", case, "太重。")
        changed = (ticking.tick(), ticking.tick())

    assert (late, changed, models.Case.objects.get(pk=case).stage) == (Code.TOO_LATE, (1, 0), "closed")


def test_what_is_expunged_vanishes_and_the_ledger_keeps_its_hash():
    case = decided()
    with clock.at(at(date(2026, 10, 20), 9)):
        ticking.tick()
    with clock.at(at(date(2027, 4, 9), 9)):
        kept = (ticking.tick(), queries.case(actor("1"), case).sanction)
    with clock.at(at(date(2027, 4, 10), 9)):
        gone = (ticking.tick(), queries.cases(actor("1")), queries.cases(actor("7")))

    lines = [line for line in ledger.lines(kind="case", key=str(case)) if line.action == "conduct.expunge"]
    assert (kept, gone, models.Case.objects.count()) == ((0, "书面警告"), (1, [], []), 0)
    assert [len(line.after["contents"]) for line in lines] == [64]
    words = " ".join(str(entry.after) + str(entry.before) for entry in Entry.objects.all())
    assert ("下单" in words, "书面警告" in words, list(ledger.broken_links())) == (False, False, [])


def test_what_is_never_expunged_stays():
    case = decided("解除合同")

    with clock.at(at(date(2030, 1, 1), 9)):
        ticking.tick()
        assert queries.case(actor("1"), case).expunges is None


def test_nobody_hears_or_decides_what_concerns_them_or_they_reported():
    about_the_hearer = report("2", about="7")
    by_the_hearer = report("7", about="1")

    heard = [models.Case.objects.get(pk=pk).hearer.number for pk in (about_the_hearer, by_the_hearer)]
    assert heard == ["6", "6"]


def test_where_nobody_is_left_to_hear_it_says_so():
    Assignment.objects.filter(person__number="7").delete()

    assert refusal_code(report, "2", about="6") == Code.NOBODY_HEARS


def test_a_step_of_who_has_left_goes_to_who_holds_the_position_now():
    case = report()
    Person.objects.filter(number="7").update(left=FRIDAY)
    with clock.at(at(date(2026, 10, 10), 9)):
        waiting = ticking.tick()
        make.post(make.person("9", "新人事"), "电商部", "人事专员")
        piece = work.Work.objects.get()
        work.Work.objects.filter(pk=piece.pk).update(accountable=Person.objects.get(number="7"))
        ticking.tick()

    case = models.Case.objects.get(pk=case)
    # up the line while nobody holds it
    assert (waiting, case.hearer.number, work.Work.objects.get().accountable.number) == (1, "9", "9")


@pytest.mark.parametrize(
    ("who", "said", "code"),
    [
        ("2", {"rule": "偷懒"}, Code.UNKNOWN_RULE),
        ("2", {"about": "77"}, Code.UNKNOWN_PERSON),
        ("2", {"about": "2"}, Code.ONESELF),
        ("2", {"said": " "}, Code.NEEDS_TEXT),
        ("2", {"happened": FRIDAY + timedelta(days=1)}, Code.NOT_HAPPENED),
        ("2", {"happened": date(2025, 12, 31)}, Code.UNKNOWN_RULE),
    ],
)
def test_a_report_makes_sense(who, said, code):
    assert refusal_code(report, who, **said) == code


def test_strangers_report_nothing():
    said = {"rule": "刷单", "about": "1", "happened": FRIDAY, "said": "x"}

    assert refusal_code(actions.report, actor=make.actor(number="77"), **said) == Code.NOT_IN_ROSTER


def test_each_does_only_their_own_step_in_its_turn():
    case = report()

    assert refusal_code(do, "decide", "7", case) == Code.NOT_ALLOWED
    assert refusal_code(do, "appeal", "1", case) == Code.OTHER_STAGE
    assert refusal_code(do, "hear", "2", case) == Code.NOT_ALLOWED
    do("hear", "7", case)
    assert refusal_code(do, "hear", "7", case) == Code.OTHER_STAGE
    assert refusal_code(do, "decide", "6", case, sanction="罚款") == Code.UNKNOWN_SANCTION


def test_two_who_act_at_once_do_not_undo_each_other():
    case = report()
    do("answer", "1", case)

    stale = {"case_id": case, "version": 1, "said": "听过了。"}
    assert refusal_code(actions.hear, actor=actor("7"), **stale) == Code.CHANGED_MEANWHILE


def test_an_unknown_case_is_refused():
    assert refusal_code(actions.hear, actor=actor("7"), case_id=0, version=1, said="x") == Code.UNKNOWN_CASE


def test_what_somebody_may_do_is_said():
    case = report()

    may = {number: queries.case(actor(number), case).may for number in ("1", "2", "7")}
    assert may == {"1": {May.ANSWER}, "2": frozenset(), "7": {May.HEAR}}


def test_without_appeal_in_the_clause_a_decision_is_final():
    text = office.BOOK.replace("    申诉: 5工作日\n    申诉给: 财务专员\n", "")
    make.book(text, FRIDAY)

    assert models.Case.objects.get(pk=decided()).stage == "closed"


def test_the_rule_is_the_one_of_the_day_it_happened():
    text = office.BOOK.replace("受理: 人事专员", "受理: 财务专员")
    make.book(text, FRIDAY)

    cases = [models.Case.objects.get(pk=report(happened=day)) for day in (date(2026, 10, 8), FRIDAY)]
    assert [case.hearer.number for case in cases] == ["7", "8"]


def test_what_is_prohibited_is_listed():
    assert [(one.name, one.text) for one in queries.prohibited()] == [("刷单", "不得虚构交易")]


def test_cases_are_nobody_s_evidence_and_no_row_of_the_lake():
    report()

    found = inboxes.evidence(start=FRIDAY, end=FRIDAY)
    assert (found[0].open, queries.of_work("duty:日报:2026-10-09:1")) == (0, None)
