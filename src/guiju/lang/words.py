"""The one table of keywords, Chinese and English: kinds, fields and choices."""

from collections.abc import Mapping
from enum import StrEnum

from guiju.lang.formula.names import key_of
from guiju.lang.kinds import choices

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
    "principle": _TEXT,
    "scope": _TEXT,
    "interpretation": _TEXT,
    # parts of rules and documents
    "section": {"weight": ("权重", "weight"), "items": ("指标", "metrics")},
    "item": {"weight": ("权重", "weight"), "scope": ("范围", "scope"), **_LIMITS},
    "dated": {"from": ("自", "from"), "value": ("值", "value")},
    "example": {"given": ("已知", "given"), "then": ("则", "then"), "rule": ("规则", "rule")},
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

CHOICE_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Words]] = {
    choices.Direction: {
        choices.Direction.HIGHER: ("越高越好", "higher"),
        choices.Direction.LOWER: ("越低越好", "lower"),
        choices.Direction.NONE: ("仅观察", "none"),
    },
    choices.Attainment: {
        choices.Attainment.RATIO: ("比值", "ratio"),
        choices.Attainment.DIFFERENCE: ("差额", "difference"),
        choices.Attainment.BASELINE: ("基线线性", "baseline"),
        choices.Attainment.MET: ("达标", "met"),
    },
    choices.Period: {
        choices.Period.DAY: ("日", "day", "天"),
        choices.Period.WEEK: ("周", "week"),
        choices.Period.MONTH: ("月", "month"),
        choices.Period.QUARTER: ("季", "quarter", "季度"),
        choices.Period.YEAR: ("年", "year", "年度"),
    },
    choices.SubjectKind: {
        choices.SubjectKind.DEPARTMENT: ("部门", "department"),
        choices.SubjectKind.UNIT: ("单位", "unit"),
        choices.SubjectKind.POSITION: ("岗位", "position"),
        choices.SubjectKind.PERSON: ("人", "person"),
        choices.SubjectKind.SHOP: ("店铺", "shop"),
    },
    choices.ItemScope: {
        choices.ItemScope.DEPARTMENT: ("部门", "department"),
        choices.ItemScope.GROUP: ("本组", "group"),
        choices.ItemScope.OWN: ("本人", "own"),
    },
    choices.OnMissing: {
        choices.OnMissing.PENDING: ("待补", "pending"),
        choices.OnMissing.ZERO: ("记零", "zero"),
        choices.OnMissing.REWEIGHT: ("重分权重", "reweight"),
    },
    choices.MoneyStep: {
        choices.MoneyStep.FEN: ("分", "fen"),
        choices.MoneyStep.JIAO: ("角", "jiao"),
        choices.MoneyStep.YUAN: ("元", "yuan"),
    },
    choices.AlertLevel: {
        choices.AlertLevel.NOTICE: ("提醒", "notice"),
        choices.AlertLevel.WARNING: ("警告", "warning"),
        choices.AlertLevel.SEVERE: ("严重", "severe"),
    },
    choices.Action: {
        choices.Action.VIEW: ("查看", "view"),
        choices.Action.EDIT: ("编辑", "edit"),
        choices.Action.IMPORT: ("导入", "import"),
        choices.Action.EXPORT: ("导出", "export"),
        choices.Action.CONFIRM: ("确认", "confirm"),
    },
    choices.Thing: {
        choices.Thing.REGULATION: ("制度", "regulation"),
        choices.Thing.METRICS: ("指标", "metrics"),
        choices.Thing.APPRAISAL: ("绩效", "appraisal"),
        choices.Thing.BONUSES: ("奖金", "bonuses"),
        choices.Thing.ROSTER: ("名册", "roster"),
        choices.Thing.SOURCES: ("数据源", "sources"),
        choices.Thing.TARGETS: ("目标", "targets"),
        choices.Thing.INPUTS: ("输入", "inputs"),
    },
    choices.Range: {
        choices.Range.OWN: ("本人", "own"),
        choices.Range.GROUP: ("本组", "group"),
        choices.Range.ALL: ("全部", "all"),
    },
    choices.Within: {
        choices.Within.DEPARTMENT: ("部门", "department"),
        choices.Within.UNIT: ("单位", "unit"),
    },
}

YES: Words = ("是", "yes", "真", "true")
NO: Words = ("否", "no", "假", "false")
EVERYONE: Words = ("全员", "everyone")


def _index[Key](words: Mapping[Key, Words]) -> dict[str, Key]:
    return {key_of(word): key for key, known in words.items() for word in known}


_KINDS = _index(KIND_WORDS)
_BLOCK = _index(BLOCK_WORDS)
_FIELDS = {kind: _index(fields) for kind, fields in FIELD_WORDS.items()}
_CHOICES = {enum: _index(known) for enum, known in CHOICE_WORDS.items()}


def kind_of(word: str) -> str | None:
    """The kind that a top-level key names, or ``None``."""
    return _KINDS.get(key_of(word))


def block_key(word: str) -> str | None:
    """``basis`` or ``examples`` when a top-level key names one, or ``None``."""
    return _BLOCK.get(key_of(word))


def field_of(kind: str, word: str) -> str | None:
    """The attribute that a key names in a rule of ``kind`` (or a part such as ``item``), or ``None``."""
    return _FIELDS[kind].get(key_of(word))


def choice_of[Choice: StrEnum](enum: type[Choice], word: str) -> Choice | None:
    """The member of a closed set that a word names, or ``None``."""
    found = _CHOICES[enum].get(key_of(word))
    return None if found is None else enum(found)


def flag_of(word: str) -> bool | None:
    """The truth that a word names, or ``None``."""
    folded = key_of(word)
    return True if folded in YES else False if folded in NO else None


def kind_candidates() -> tuple[str, ...]:
    """All words that may stand at the top of a block."""
    return tuple(word for table in (KIND_WORDS, BLOCK_WORDS) for known in table.values() for word in known)


def field_candidates(kind: str) -> tuple[str, ...]:
    """All words that may stand as keys in a rule of ``kind``."""
    return tuple(word for known in FIELD_WORDS[kind].values() for word in known)


def choice_candidates(enum: type[StrEnum]) -> tuple[str, ...]:
    """All words of a closed set."""
    return tuple(word for known in CHOICE_WORDS[enum].values() for word in known)
