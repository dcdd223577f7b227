"""Sentences about how a new version comes into force."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from guiju.lang.kinds.choices import Passage
from guiju.lang.readback import times
from guiju.lang.readback.words import several

if TYPE_CHECKING:
    from guiju.lang.kinds import Publication
    from guiju.lang.readback.sentences import Voice


def publication(rule: Publication, voice: Voice) -> str:
    """What a new version passes in its order, with the days of each stage, and what happens around a due day."""
    steps = voice.both("，", ", ").join(stage(rule, one, voice) for one in rule.demands)
    said = [voice.both(f"新版制度要经过：{steps}", f"A new version passes: {steps}") if steps else ""]
    said += [*_optional(rule, voice), *_around(rule, voice)]
    return voice.both("；", "; ").join(part for part in said if part) + voice.both("。", ".")


def stage(rule: Publication, one: Passage, voice: Voice) -> str:
    """One stage, with its days and its people."""
    match one:
        case Passage.COMMENTS:
            days = rule.comment_days
            return voice.both(
                f"向全员征求意见至少 {days} 天", f"comments asked of everybody, {_days(days)} at the least"
            )
        case Passage.CONSULTATION:
            whom = several(rule.consults, voice.language)
            return voice.both(
                f"与{whom or '员工'}协商并留纪要", f"consultation with {whom or 'the staff'}, with minutes"
            )
        case Passage.APPROVAL:
            who = several(rule.approves, voice.language)
            return voice.both(
                f"由{who or '有权确认制度的人'}审批，起草人不能批自己的",
                f"approval by {who or 'whoever may confirm the regulation'}, never by the author alone",
            )
        case Passage.NOTICE:
            days = rule.notice_days
            return voice.both(
                f"公示至少 {days} 天后施行", f"notice for {_days(days)} at the least before it is in force"
            )
        case Passage.SIGNATURE:
            days = rule.sign_days
            return voice.both(f"全员 {days} 天内签收全文", f"the whole text signed by everybody within {_days(days)}")


def _optional(rule: Publication, voice: Voice) -> Iterator[str]:
    left = [one for one in Passage if one not in rule.demands]
    if left:
        steps = several((stage(rule, one, voice) for one in left), voice.language)
        yield voice.both(f"可以说明理由不经过：{steps}", f"may be left out with a reason: {steps}")


def _around(rule: Publication, voice: Voice) -> Iterator[str]:
    if rule.remind:
        spans = several((times.allowance(span, voice.language) for span in rule.remind), voice.language)
        yield voice.both(f"截止前 {spans}提醒", f"reminded {spans} before due")
    for step in rule.escalate:
        span, to = times.allowance(step.after, voice.language), step.to or voice.both("上级", "their superior")
        yield voice.both(f"过 {span}还没办，报{to}", f"{span} after due it goes to {to}")


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


SENTENCES: dict[str, Callable[..., str]] = {"publication": publication}
