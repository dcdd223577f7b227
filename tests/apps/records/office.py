"""A small department with forms of every type of field, and short ways to fill them in."""

from datetime import date

import make
from guiju.apps.audit.actor import Actor
from guiju.apps.people import models as people
from guiju.apps.records import actions, queries
from guiju.apps.rulebook import access

FORMS = """
# 表单 {#forms}

要填的表。

```yaml 规矩
参数:
  预算上限: {值: 50000元, 单位: 元}
表单:
  设计需求:
    字段:
      主题: {类型: 文字, 必填: 是, 列出: 是}
      预算: {类型: 金额, 必填: 是, 列出: 是, 筛选: 是, 说明: 含税}
      紧急: {类型: 选择, 选项: [一般, 紧急], 筛选: 是}
      交付日: {类型: 日期, 列出: 是}
      明细: {类型: 表, 列: {商品: {类型: 商品, 必填: 是}, 数量: {类型: 数, 单位: 件}}}
      附件: 文件
      成品: {类型: 文件, 必填: 是}
      评分: {类型: 数}
    校验:
      - {须: 预算 <= 预算上限, 否则: 超过五万先立项}
      - {须: 紧急 != "紧急" 或 主题 != "随便", 否则: 紧急的需求要写清主题}
      - {须: 合计(明细.数量) <= 100, 否则: 一次最多一百件}
      - {须: 评分 <= 5, 否则: 最高五分}
    标题: 主题
    填写: [流量获取组]
    查看: [人事专员]
    展示: 看板
    流转:
      - {步骤: 受理, 谁: 客服组负责人, 限: 4小时, 可退回: 是}
      - {步骤: 大额审批, 谁: 电商总监, 限: 1工作日, 当: 预算 > 10000元}
      - {步骤: 设计, 谁: 客服专员, 限: 3工作日, 填写: [成品, 评分], 可退回: 是}
      - {步骤: 验收, 谁: 提交人, 限: 1工作日}
  日报:
    字段:
      今日完成: {类型: 长文, 必填: 是, 列出: 是, 预填: 上次.明日计划}
      投产比: 指标
      费用: {类型: 金额, 预填: 推广费}
      比例: {类型: 数, 单位: "%", 预填: 投产比 / 10}
      明日计划: {类型: 长文, 必填: 是}
    查看: [电商总监]
    展示: 日历
  全部字段:
    字段:
      文: 文字
      长: 长文
      数: {类型: 数, 单位: 分钟, 列出: 是}
      率: {类型: 数, 单位: "%", 筛选: 是}
      钱: {类型: 金额, 列出: 是}
      日: {类型: 日期, 列出: 是}
      时: {类型: 时间, 列出: 是}
      选: {类型: 选择, 选项: [甲, 乙], 列出: 是, 筛选: 是}
      多: {类型: 多选, 选项: [子, 丑, 寅], 列出: 是, 筛选: 是}
      否: {类型: 是否, 列出: 是, 筛选: 是}
      人: {类型: 人员, 列出: 是, 筛选: 是}
      位: {类型: 单位, 列出: 是, 筛选: 是}
      店: {类型: 店铺, 列出: 是, 筛选: 是}
      品: {类型: 商品, 列出: 是, 筛选: 是}
      投产比: {类型: 指标, 列出: 是}
      件: 文件
      表: {类型: 表, 列: {物: 文字, 数: {类型: 数, 单位: 小时}, 价: 金额, 人: 人员, 到: 日期, 好: 是否}}
  活动:
    字段:
      名称: {类型: 文字, 必填: 是}
      进度: {类型: 选择, 选项: [筹备, 进行, 结束], 必填: 是}
      开始: {类型: 日期, 必填: 是}
      结束: 日期
    标题: 名称
    展示: 看板
    按: 进度
  排期:
    字段:
      名称: {类型: 文字, 必填: 是}
      开始: {类型: 日期, 必填: 是}
      结束: 日期
    标题: 名称
    展示: 时间线
    按: 开始
```
"""
RIGHTS = """  记录:
    谁: [财务专员]
    可: [查看, 导出]
    什么: [记录]
    范围: 全部
"""
BOOK = make.BOOK.replace("  众人: {谁", RIGHTS + "  众人: {谁") + FORMS
AUTHOR, PEER, LEADER, OUTSIDE_LEADER, OUTSIDER, HR, FINANCE, DIRECTOR = "1", "2", "3", "4", "5", "6", "7", "9"
POSTS = {
    AUTHOR: ("张三", "流量获取组", "推广专员"),
    PEER: ("李四", "流量获取组", "投手"),
    LEADER: ("王五", "流量获取组", "推广组长"),
    OUTSIDE_LEADER: ("何静", "客服组", "客服组长"),
    OUTSIDER: ("小满", "客服组", "客服专员"),
    HR: ("苏婉", "电商部", "人事专员"),
    FINANCE: ("钱多", "电商部", "财务专员"),
    DIRECTOR: ("沈行", "电商部", "电商总监"),
}
WISH = {"主题": "主图", "预算": "1200", "紧急": "一般", "交付日": "2026-10-20"}


def open_department(text: str = BOOK) -> str:
    """People and the regulation; gives the edition's hash."""
    for number, (name, unit, position) in POSTS.items():
        make.post(make.person(number, name), unit, position)
    make.shop("旗舰店", aliases=("天猫旗舰",))
    return make.book(text)


def actor(number: str) -> Actor:
    """Somebody of the department as they may act today."""
    name = people.Person.objects.get(number=number).name
    return Actor(name, "web 10.0.0.7", None, number, grants=access.grants(number, date(2026, 10, 9)))


def draft(number: str = AUTHOR, form: str = "设计需求", answers: dict | None = None, **more) -> int:
    return actions.save_draft(actor=actor(number), form=form, answers=WISH if answers is None else answers, **more)


def filed(number: str = AUTHOR, form: str = "设计需求", answers: dict | None = None, **more) -> int:
    """A filed record; gives its id."""
    said = WISH if answers is None else answers
    record = draft(number, form, said, **more)
    actions.file(actor=actor(number), record_id=record, answers=said)
    return record


def seen(record: int, number: str = AUTHOR):
    return queries.record(actor(number), record)


def brought(number: str = AUTHOR, name: str = "说明.txt", content: bytes = "你好".encode()) -> int:
    """A file that somebody brought; gives its id."""
    return actions.attach(actor=actor(number), name=name, stream=[content])
