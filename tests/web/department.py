"""A department as its pages see it: two months of files, scores worked out, and somebody of every role."""

import make
from apps.appraisal import office
from apps.appraisal.office import AUG, SEP
from guiju.apps.appraisal import actions
from guiju.apps.figures.actions import refreshing

ALL = "制度, 指标, 绩效, 奖金, 名册, 数据源, 目标, 输入, 成本"
BOOK = (
    office.BOOK.replace("什么: [制度, 指标, 绩效, 数据源, 目标, 输入], 范围: 全部}", f"什么: [{ALL}], 范围: 全部}}")
    .replace(
        "什么: [指标, 绩效], 范围: 本人}",
        "什么: [绩效, 奖金], 范围: 本人}\n  看数: {谁: [全员], 可: [查看], 什么: [指标], 范围: 全部}",
    )
    .replace("什么: [绩效, 目标, 输入], 范围: 本组}", "什么: [绩效, 名册, 目标, 输入], 范围: 本组}")
)
DIRECTOR, LEADER, SPECIALIST, PEER, OUTSIDER, HR = "9", "3", "1", "2", "4", "8"


def open_department(folder) -> str:
    """Everybody in post with an account, data in, figures measured, August and September worked out."""
    edition = office.open_department(folder, BOOK)
    for number, name, position in ((DIRECTOR, "沈行", "电商总监"), (HR, "苏婉", "人事专员")):
        make.post(make.person(number, name), "电商部", position, leader=number == DIRECTOR)
    for period in (AUG, SEP):
        office.score(SPECIALIST, period, "1")
    refreshing.refresh()
    for period in (AUG, SEP):
        actions.compute(actor=make.operator(), period=period)
    return edition
