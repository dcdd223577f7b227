"""The keywords of kinds, fields and parts of rules, Chinese and English."""

from collections.abc import Mapping

Words = tuple[str, ...]  # the Chinese word, then the English one, then others that are understood

KIND_WORDS: Mapping[str, Words] = {
    "unit": ("单位", "unit"),
    "position": ("岗位", "position"),
    "parameter": ("参数", "parameter"),
    "metric": ("指标", "metric"),
    "input": ("输入", "input"),
    "target": ("目标", "target"),
    "scorecard": ("计分卡", "scorecard"),
    "grade": ("等级", "grade"),
    "bonus": ("奖金", "bonus"),
    "alert": ("预警", "alert"),
    "access": ("权限", "access"),
    "duty": ("例行", "duty"),
    "form": ("表单", "form"),
    "schedule": ("作息", "schedule"),
    "raci": ("责任矩阵", "raci"),
    "prohibition": ("禁止", "prohibition"),
    "principle": ("原则", "principle"),
    "scope": ("适用", "scope"),
    "interpretation": ("解释", "interpretation"),
}

# what may stand at the top of a block beside the kinds
BLOCK_WORDS: Mapping[str, Words] = {"basis": ("依据", "basis"), "examples": ("例子", "examples")}

COMMON: Mapping[str, Words] = {
    "basis": ("依据", "basis"),
    "note": ("说明", "note"),
    "aliases": ("别名", "aliases"),
    "overrides": ("例外于", "overrides"),
    "when": ("当", "when"),
}

_UNIT: Mapping[str, Words] = {"unit": ("单位", "unit")}
_BOUNDS: Mapping[str, Words] = {"min": ("最小", "min"), "max": ("最大", "max")}
_LIMITS: Mapping[str, Words] = {"cap": ("封顶", "cap"), "floor": ("保底", "floor")}
_REACH: Mapping[str, Words] = {
    "direction": ("方向", "direction"),
    "attainment": ("达成", "attainment"),
    "baseline": ("基线", "baseline"),
    **_LIMITS,
}
_PERIOD: Mapping[str, Words] = {"period": ("周期", "period")}
_SUBJECT: Mapping[str, Words] = {"subject": ("对象", "subject")}
_VALUE: Mapping[str, Words] = {"values": ("值", "value")}
_IS: Mapping[str, Words] = {"formula": ("算法", "is")}
_TEXT: Mapping[str, Words] = {**COMMON, "text": ("内容", "text")}

# attribute of the model: its words; a kind's fields stand in the order in which `guiju fmt` and the schema list them
FIELD_WORDS: Mapping[str, Mapping[str, Words]] = {
    "unit": {
        "parent": ("上级", "parent"),
        "leader": ("负责人", "leader"),
        "mandate": ("职责", "mandate"),
        **COMMON,
    },
    "position": {
        **_UNIT,
        "reports_to": ("上级", "reports_to"),
        "responsibilities": ("职责", "responsibilities"),
        "headcount": ("人数", "headcount"),
        **COMMON,
    },
    "parameter": {**_VALUE, **_UNIT, **_BOUNDS, **COMMON},
    "metric": {
        **_IS,
        **_UNIT,
        **_REACH,
        "card": ("口径", "card"),
        "owner": ("负责", "owner"),
        "decimals": ("小数", "decimals"),
        "lifeline": ("生命线", "lifeline"),
        **COMMON,
    },
    "input": {
        **_UNIT,
        **_SUBJECT,
        **_PERIOD,
        "default": ("默认", "default"),
        "enters": ("填报", "enters"),
        "confirms": ("确认", "confirms"),
        "due": ("期限", "due"),
        "evidence": ("证据", "evidence"),
        **_BOUNDS,
        **_REACH,
        **COMMON,
    },
    "target": {**_VALUE, **_SUBJECT, **_PERIOD, "set_by": ("制定", "set_by"), **COMMON},
    "scorecard": {
        **_SUBJECT,
        **_PERIOD,
        "core": ("核心", "core"),
        "process": ("过程", "process"),
        "quantitative": ("定量", "quantitative"),
        "qualitative": ("定性", "qualitative"),
        "results": ("业绩", "results"),
        "sections": ("分组", "sections"),
        "on_missing": ("缺项", "on_missing"),
        **_LIMITS,
        "round": ("取整", "round"),
        **COMMON,
    },
    "grade": {
        "bands": ("档", "bands"),
        "shares": ("比例", "shares"),
        "from_people": ("适用人数", "from_people"),
        "within": ("分布范围", "within"),
        **_PERIOD,
        **COMMON,
    },
    "bonus": {
        **_SUBJECT,
        **_PERIOD,
        **_IS,
        "pool": ("池", "pool"),
        "share": ("份额", "share"),
        "round": ("取整", "round"),
        **_LIMITS,
        **COMMON,
    },
    "alert": {
        **_SUBJECT,
        **_PERIOD,
        "level": ("级别", "level"),
        "tell": ("通知", "tell"),
        **COMMON,
    },
    "access": {
        "who": ("谁", "who"),
        "may": ("可", "may"),
        "what": ("什么", "what"),
        "range": ("范围", "range"),
        **COMMON,
    },
    "duty": {
        "who": ("谁", "who"),
        "does": ("做", "does"),
        "recurs": ("何时", "on"),
        "due": ("截止", "due"),
        "ahead": ("提前", "ahead"),
        "shift": ("遇假", "shift"),
        "shared": ("共同", "shared"),
        "evidence": ("证据", "evidence"),
        "form": ("表单", "form"),
        "checklist": ("清单", "checklist"),
        "metrics": ("指标", "metrics"),
        "attend": ("参加", "attend"),
        "agenda": ("议程", "agenda"),
        "reviewer": ("交给", "reviewer"),
        "informed": ("知会", "informed"),
        "remind": ("提醒", "remind"),
        "escalate": ("升级", "escalate"),
        "missed": ("错过", "missed"),
        "grace": ("宽限", "grace"),
        **COMMON,
    },
    "form": {
        "fields": ("字段", "fields"),
        "checks": ("校验", "checks"),
        "title": ("标题", "title"),
        "files": ("填写", "files"),
        "readers": ("查看", "readers"),
        "layout": ("展示", "layout"),
        "by": ("按", "by"),
        "stages": ("流转", "stages"),
        **COMMON,
    },
    "schedule": {
        **_SUBJECT,
        "hours": ("时间", "hours"),
        "rest": ("休息", "rest"),
        "always": ("全年", "always"),
        **COMMON,
    },
    "raci": {"lines": ("任务", "tasks"), **COMMON},
    "prohibition": {
        "text": ("内容", "text"),
        "hears": ("受理", "hears"),
        "hearing": ("听取", "hearing"),
        "decides": ("决定", "decides"),
        "decision": ("决定时限", "decision"),
        "sanctions": ("处理", "sanctions"),
        "appeal": ("申诉", "appeal"),
        "appeals_to": ("申诉给", "appeals_to"),
        **COMMON,
    },
    "principle": _TEXT,
    "scope": _TEXT,
    "interpretation": _TEXT,
    # parts of rules and documents
    "section": {"weight": ("权重", "weight"), "items": ("指标", "metrics")},
    "item": {"weight": ("权重", "weight"), "scope": ("范围", "scope"), **_LIMITS},
    "dated": {"from": ("自", "from"), "value": ("值", "value")},
    "example": {"given": ("已知", "given"), "then": ("则", "then"), "rule": ("规则", "rule")},
    "escalation": {"after": ("过", "after"), "to": ("给", "to")},
    "field": {
        "type": ("类型", "type"),
        "unit": ("单位", "unit"),
        "options": ("选项", "options"),
        "metric": ("指标", "metric"),
        "columns": ("列", "columns"),
        "required": ("必填", "required"),
        "prefill": ("预填", "prefill"),
        "listed": ("列出", "listed"),
        "filtered": ("筛选", "filtered"),
        "help": ("说明", "help"),
    },
    "check": {"formula": ("须", "must"), "says": ("否则", "says")},
    "stage": {
        "name": ("步骤", "name", "step"),
        "who": ("谁", "who"),
        "within": ("限", "within"),
        "fills": ("填写", "fills"),
        "may_return": ("可退回", "may_return"),
        "when": ("当", "when"),
    },
    "line": {
        "accountable": ("负责", "A", "accountable"),
        "responsible": ("执行", "R", "responsible"),
        "consulted": ("咨询", "C", "consulted"),
        "informed": ("知会", "I", "informed"),
    },
    "sanction": {"name": ("名", "name", "名称"), "expunged": ("消除", "expunged")},
    "include": {"file": ("文件", "file"), "parameters": ("参数", "parameters")},
    "front": {
        "regulation": ("制度", "regulation"),
        "chapter": ("章节", "chapter"),
        "title": ("标题", "title"),
        "version": ("版本", "version"),
        "effective": ("生效", "effective"),
        "calendar": ("日历", "calendar"),
        "includes": ("包含", "includes"),
    },
}

SECTIONS = ("core", "process", "quantitative", "qualitative", "results")  # keys of a scorecard that are sections
