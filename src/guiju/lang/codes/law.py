"""Problems with floors of law."""

from guiju.lang.codes.entry import Code, error, warning

_LAW = """---
regulation: example
title: 例
version: 2026.1
effective: 2026-01-01
---

# 法律底线 {#law}

"""
_HOURS = (
    _LAW + "每周不超过 44 小时。\n\n```yaml 规矩\n单位:\n  一组: {负责人: 组长}\n"
    "岗位:\n  组长: {单位: 一组}\n底线:\n"
    "  最长工时: {约束: 每周工时, 不超过: 44小时, 自: 1995-01-01, 来源: 《劳动法》第三十六条}\n```\n\n"
    "# 作息 {#hours}\n\n```yaml 规矩\n作息:\n  一组: {时间: '09:00-12:00, 13:00-18:30', 休息: ["
)
_LESS = _HOURS.replace("44", "40").replace("18:30", "18:00")
_STANDARD = _LESS.replace("最长工时: {", "标准工时: {力度: 标准, ")
_FINES = (
    _LAW + "没有法律依据不罚款。\n\n```yaml 规矩\n单位:\n  一组: {负责人: 组长}\n岗位:\n  组长: {单位: 一组}\n"
    "  组员: {单位: 一组, 上级: 组长}\n底线:\n"
    "  不得罚款: {约束: 条文, 不得: [罚款, 扣…元], 来源: 《劳动法》第五十条, 许可: 记警告}\n```\n\n"
    "# 纪律 {#conduct}\n\n"
)
_STEPS = "内容: 不得虚构交易, 受理: 组员, 听取: 3工作日, 决定: 组长, 决定时限: 5工作日"
_BREACH = "按时到岗。\n\n```yaml 规矩\n禁止:\n  刷单: {" + _STEPS + ", 处理: [{名: "
_DECISIONS = _FINES.replace(
    "不得罚款: {约束: 条文, 不得: [罚款, 扣…元]", "人工复核: {约束: 自动化决策, 须写: [复核, 申诉]"
).replace("没有法律依据不罚款", "由系统算出的，可以请人再看")

ALL: dict[str, Code] = {
    "C901": error(
        "「{quote}」低于法律底线「{floor}」：{sums}",
        "“{quote}” lies below the floor of law “{floor}”: {sums}",
        "可以这样：{allowed}（{source}；不是法律意见）",
        "allowed: {allowed} ({source}; not legal advice)",
        _HOURS + "周日]}\n```\n",
        _HOURS + "周六, 周日]}\n```\n",
    ),
    "C902": warning(
        "「{quote}」超出法定标准「{floor}」：{sums}",
        "“{quote}” goes beyond the legal standard “{floor}”: {sums}",
        "超出的按规定付出代价，或改成：{allowed}（{source}；不是法律意见）",
        "pay what the law asks for it, or make it: {allowed} ({source}; not legal advice)",
        _STANDARD + "周日]}\n```\n",
        _STANDARD + "周六, 周日]}\n```\n",
    ),
    "C903": error(
        "这条规则低于法律底线「{floor}」：{sums}",
        "this rule lies below the floor of law “{floor}”: {sums}",
        "可以这样：{allowed}（{source}；不是法律意见）",
        "allowed: {allowed} ({source}; not legal advice)",
        _FINES + _BREACH + "罚款, 消除: 6个月}]}\n```\n",
        _FINES + _BREACH + "书面警告, 消除: 6个月}]}\n```\n",
    ),
    "C904": warning(
        "这句话可能低于法律底线「{floor}」：{sums}",
        "this sentence may lie below the floor of law “{floor}”: {sums}",
        "可以这样：{allowed}（{source}；不是法律意见）",
        "allowed: {allowed} ({source}; not legal advice)",
        _FINES + "迟到一次罚款。\n",
        _FINES + "迟到一次提醒一次，不罚款。\n",
    ),
    "C905": warning(
        "法律底线「{floor}」要求写明的没有写：{sums}",
        "what the floor of law “{floor}” wants said is not said: {sums}",
        "补上：{allowed}（{source}；不是法律意见）",
        "add it: {allowed} ({source}; not legal advice)",
        _DECISIONS + "```yaml 规矩\n等级:\n  月度: {档: {A: 90, B: 0}}\n```\n",
        _DECISIONS + "不同意等级的，可以向组长申诉。\n\n```yaml 规矩\n等级:\n  月度: {档: {A: 90, B: 0}}\n```\n",
    ),
    "C906": error(
        "底线「{quote}」没有写界限",
        "the floor “{quote}” states no bound",
        "写上{fields}",
        "add {fields}",
        "底线:\n  最长工时: {约束: 每周工时, 来源: 《劳动法》第三十六条}\n",
        "底线:\n  最长工时: {约束: 每周工时, 不超过: 44小时, 来源: 《劳动法》第三十六条}\n",
    ),
    "C907": error(
        "参数作为「{role}」要以{unit}计",
        "a parameter as {role} is told in {unit}",
        "改单位，或改「作为」",
        "change its unit, or what it stands for",
        "参数:\n  加班上限: {值: 3元, 作为: 每日加班}\n",
        "参数:\n  加班上限: {值: 3小时, 作为: 每日加班}\n",
    ),
}
