"""A small department with duties, and who works in it."""

from datetime import date

DOCUMENT = """---
regulation: duties
title: 电商部规矩
version: 1
effective: 2026-01-01
---

# 组织 {#org}

两个小组。

```yaml 规矩
单位:
  电商部: {负责人: 总监}
  推广组: {上级: 电商部, 负责人: 推广组长}
  客服组: {上级: 电商部, 负责人: 客服组长}
岗位:
  总监: {单位: 电商部}
  推广组长: {单位: 推广组, 上级: 总监}
  推广专员: {单位: 推广组, 上级: 推广组长}
  客服组长: {单位: 客服组, 上级: 总监}
作息:
  客服组: {时间: "08:00-次日02:00", 全年: 是}
```

## 3.1 日报与会议 {#reports}

按时交，按时到。

```yaml 规矩
例行:
  日报: {谁: 全员, 做: 交日报, 何时: 每个工作日, 截止: 下班前30分钟, 证据: 确认}
  周会: {谁: 推广组负责人, 何时: 每周一, 截止: "10:00", 参加: [推广组], 议程: [数据], 证据: 纪要}
  月报: {谁: 总监, 何时: 每月25日前, 截止: 当日, 证据: 确认}
  值日: {谁: 推广组, 何时: 每周五, 截止: "18:00", 共同: 是, 证据: 确认}
```
"""
PEOPLE = [
    {"number": number, "name": name, "joined": date(2026, 1, 1), "left": left}
    for number, name, left in (("1", "张三", None), ("2", "李四", None), ("3", "王五", date(2026, 10, 8)))
]
POSTS = [
    {"number": number, "unit": unit, "position": position, "start": date(2026, 1, 1), "main": main}
    for number, unit, position, main in (
        ("1", "推广组", "推广专员", False),
        ("1", "推广组", "推广组长", True),
        ("2", "推广组", "推广专员", True),
        ("3", "客服组", "客服组长", True),
    )
]
