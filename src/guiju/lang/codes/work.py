"""Problems of duties, forms, schedules, matrices and prohibitions that cannot be read."""

from guiju.lang.codes.entry import Code, error

ALL: dict[str, Code] = {
    "R131": error(
        "「{quote}」看不出是什么时候",
        "“{quote}” does not say when",
        "可以写：每日、每个工作日、每周一、每周一和周四、每两周周五、每月25日、每月25日前、每月1日和15日、每月最后一天、"
        "每月最后一个工作日、每月第3个工作日、每月第一个周一、每季最后一个工作日、每季度末月25日前、每半年最后一个工作日、"
        "每年1月15日，或 RRULE:FREQ=…",
        "what can be said: every day, every workday, every Monday and Thursday, every two weeks on Friday, "
        "monthly on the 25th, monthly by the 25th, last day of the month, last workday of the quarter, "
        "3rd workday of the month, first Monday of the month, yearly on January 15, or RRULE:FREQ=…",
        "例行:\n  周报: {谁: 组员, 何时: 每周, 截止: '18:00', 证据: 文件}\n",
        "例行:\n  周报: {谁: 组员, 何时: 每周五, 截止: '18:00', 证据: 文件}\n",
    ),
    "R132": error(
        "「{quote}」这样的日子永远不会来",
        "“{quote}” is a day that never comes",
        "改日子；每月最多 31 日、23 个工作日，要月末写「最后一天」",
        "change the day; a month has at most 31 days and 23 working days, and its end is “last day”",
        "例行:\n  盘点: {谁: 组员, 何时: 每年2月30日, 截止: '18:00', 证据: 文件}\n",
        "例行:\n  盘点: {谁: 组员, 何时: 每年2月28日, 截止: '18:00', 证据: 文件}\n",
    ),
    "R133": error(
        "RRULE 里的「{part}」不能用",
        "“{part}” cannot stand in the RRULE",
        "以 FREQ=DAILY、WEEKLY、MONTHLY 或 YEARLY 开头，后面用 ; 隔开 INTERVAL、BYDAY、BYMONTHDAY、BYMONTH、BYSETPOS、"
        "UNTIL；时刻写在「截止」",
        "start with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, then INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, UNTIL "
        "after semicolons; the time of day goes under due",
        "例行:\n  巡检: {谁: 组员, 何时: RRULE:FREQ=HOURLY, 截止: '18:00', 证据: 确认}\n",
        "例行:\n  巡检: {谁: 组员, 何时: RRULE:FREQ=DAILY;INTERVAL=2, 截止: '18:00', 证据: 确认}\n",
    ),
    "R134": error(
        "「{quote}」看不出是几点之前",
        "“{quote}” does not say by what time",
        "可以写：12:00、次日9:00、上班后15分钟、下班前1小时、当日",
        "what can be said: 12:00, 15 minutes after start, 1 hour before end, end of day",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: 中午, 证据: 文件}\n",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '12:00', 证据: 文件}\n",
    ),
    "R135": error(
        "「{quote}」看不出是多长时间",
        "“{quote}” does not say how long",
        "可以写：30分钟、2小时、2小时工时（只算上班时间）、3天、3工作日",
        "what can be said: 30 minutes, 2 hours, 2 service hours (time at work only), 3 days, 3 workdays",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '12:00', 证据: 文件, 提醒: 稍早}\n",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '12:00', 证据: 文件, 提醒: 1小时}\n",
    ),
    "R136": error(
        "「{quote}」看不出是几点到几点",
        "“{quote}” does not say from when to when",
        "写成「09:00-12:00, 13:30-18:00」，前后相接、不重叠；花括号里加引号",
        "write “09:00-12:00, 13:30-18:00”, one after the other; in braces put it in quotes",
        "作息:\n  一组: {时间: 朝九晚六}\n",
        "作息:\n  一组: {时间: '09:00-12:00, 13:00-18:00'}\n",
    ),
    "R137": error(
        "「{quote}」不是星期几",
        "“{quote}” is no day of the week",
        "写成 周一 … 周日，几天写成 [周六, 周日]",
        "write Monday … Sunday; several as [Saturday, Sunday]",
        "作息:\n  一组: {时间: 9:00-18:00, 休息: 双休}\n",
        "作息:\n  一组: {时间: 9:00-18:00, 休息: [周六, 周日]}\n",
    ),
    "R138": error(
        "「{quote}」没有说凭什么算做完",
        "“{quote}” does not say what shows that it was done",
        "写上「表单」「清单」「指标」或「证据」；本人点一下就算的，写「证据: 确认」",
        "add a form, a checklist, metrics or evidence; when the person's word is enough, say “evidence: tick”",
        "例行:\n  关灯: {谁: 组员, 何时: 每个工作日, 截止: 下班前}\n",
        "例行:\n  关灯: {谁: 组员, 何时: 每个工作日, 截止: 下班前, 证据: 确认}\n",
    ),
    "R139": error(
        "「{quote}」要有且只有一个负责（A），这里有 {count} 个",
        "exactly one answers for “{quote}” (A); here are {count}",
        "写成「A: 岗位」，其余的人写在「R」里",
        "write “A: position”; the others go under R",
        "责任矩阵:\n  上新:\n    选品: {A: [组长, 组员], R: [组员]}\n",
        "责任矩阵:\n  上新:\n    选品: {A: 组长, R: [组员]}\n",
    ),
    "R140": error(
        "「{quote}」看不出何时消除",
        "“{quote}” does not say when it is expunged",
        "写成「6个月」「1年」或「不消除」",
        "write “6 months”, “1 year” or “never”",
        "禁止:\n  刷单: {内容: 不得虚构交易, 受理: 组员, 听取: 3工作日, 决定: 组长, 决定时限: 5工作日, "
        "处理: [{名: 警告, 消除: 以后}]}\n",
        "禁止:\n  刷单: {内容: 不得虚构交易, 受理: 组员, 听取: 3工作日, 决定: 组长, 决定时限: 5工作日, "
        "处理: [{名: 警告, 消除: 6个月}]}\n",
    ),
    "R141": error(
        "「{quote}」是选择，却没有选项",
        "“{quote}” is a choice without options",
        "补上「选项: [甲, 乙]」",
        "add “options: [a, b]”",
        "表单:\n  申请: {字段: {事由: 文字, 紧急: 选择}, 查看: [组长]}\n",
        "表单:\n  申请: {字段: {事由: 文字, 紧急: {类型: 选择, 选项: [一般, 紧急]}}, 查看: [组长]}\n",
    ),
    "R142": error(
        "表的列里不能再有表",
        "a column of a table cannot be a table",
        "把里面的表写成单独的字段",
        "make the inner table a field of its own",
        "表单:\n  入库: {字段: {明细: {类型: 表, 列: {批次: {类型: 表, 列: {数量: 数}}}}}, 查看: [组长]}\n",
        "表单:\n  入库: {字段: {明细: {类型: 表, 列: {批次: 文字, 数量: 数}}}, 查看: [组长]}\n",
    ),
    "R143": error(
        "「{quote}」写了两次",
        "“{quote}” is written twice",
        "删掉一个，或换一个名称",
        "remove one or give it another name",
        "表单:\n  申请: {字段: {紧急: [一般, 紧急, 一般]}, 查看: [组长]}\n",
        "表单:\n  申请: {字段: {紧急: [一般, 紧急]}, 查看: [组长]}\n",
    ),
    "R144": error(
        "{type}不能有「{field}」",
        "{type} cannot have “{field}”",
        "删掉它，或换类型：「单位」属于 数，「选项」属于 选择、多选，「指标」属于 指标，「列」属于 表；"
        "表的列不能列出、筛选、预填",
        "remove it or change the type: a unit belongs to number, options to choice and choices, a metric to metric, "
        "columns to table; columns of a table are not listed, filtered or prefilled",
        "表单:\n  申请: {字段: {事由: {类型: 文字, 单位: 元}}, 查看: [组长]}\n",
        "表单:\n  申请: {字段: {事由: {类型: 数, 单位: 元}}, 查看: [组长]}\n",
    ),
    "N111": error(
        "不知道「{quote}」是谁",
        "nobody is known as “{quote}”",
        "写岗位、单位（每个成员）、「单位名+负责人」、各组负责人 或 全员",
        "write a position, a unit (each member), “leader of a unit”, leaders or everyone",
        "例行:\n  日报: {谁: 专员, 何时: 每个工作日, 截止: '12:00', 证据: 文件}\n",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '12:00', 证据: 文件}\n",
    ),
    "N112": error(
        "表单里没有「{quote}」这个字段",
        "the form has no field “{quote}”",
        "用「字段」里的名称",
        "use the name of one of its fields",
        "表单:\n  申请: {字段: {事由: 文字}, 标题: 主题, 查看: [组长]}\n",
        "表单:\n  申请: {字段: {事由: 文字}, 标题: 事由, 查看: [组长]}\n",
    ),
}
