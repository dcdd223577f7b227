"""Where the database holds a person of the roster, what becomes of it when they ask to be forgotten, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from guiju.facts import Words


class Fate(StrEnum):
    """What becomes of rows when a person is forgotten."""

    DELETE = "delete"
    NAMELESS = "nameless"  # the row stays, the name in it goes
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Holding:
    """One table: what it holds, how the rows of a person are found, and their fate with its reason.

    ``by`` lists fields that lead to the person; ``number`` those that hold the 工号; ``where`` what else must hold.
    ``names`` are texts that repeat the person's name. ``pay`` marks what only those may take along who may see pay.
    Nobody takes along the columns ``sealed``, which open a door or tell of others, nor rows that are ``cases``, of
    reports of what is prohibited.
    """

    model: str
    title: Words
    why: Words
    fate: Fate
    by: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    where: Mapping[str, str] | None = None
    names: tuple[str, ...] = ()
    pay: bool = False
    sealed: tuple[str, ...] = ()
    cases: Mapping[str, str] | None = None


_ORGANISATION = Words("组织沿革，考核按当时的岗位算", "the organisation as it was: scores go by the post held then")
_LAW = Words("工资与考核的凭据，法律要求留存", "evidence of pay and appraisal that the law wants kept")
WORK = Words("工作的凭据：谁在何时办完了什么", "evidence of work: who did what when")
_OWN = Words("只为这个人而留，没有别的用处", "kept for this person alone and of no other use")
_HEARD = Words(
    "听取意见和告知的凭据：仲裁时要能证明（劳动合同法第四条）",
    "evidence that people were heard and told, which an arbitration asks for",
)
_CHAIN = Words(
    "操作记录首尾相接，删一条就看得出；依法留存备查",
    "the ledger is a chain in which a missing line shows; kept for audit",
)

HOLDINGS: tuple[Holding, ...] = (
    Holding("people.Person", Words("名册", "Roster"), _ORGANISATION, Fate.NAMELESS, by=("pk",), names=("name",)),
    Holding("people.Assignment", Words("任职", "Posts held"), _ORGANISATION, Fate.KEEP, by=("person",)),
    Holding("people.Pay", Words("工资基数", "Pay"), _LAW, Fate.KEEP, by=("person",), pay=True),
    Holding("people.Ownership", Words("归属", "Ownership"), _LAW, Fate.KEEP, by=("person",)),
    Holding("people.Deputy", Words("代理人", "Standing deputies"), _ORGANISATION, Fate.KEEP, by=("person", "deputy")),
    Holding("people.Line", Words("汇报关系", "Reporting lines"), _ORGANISATION, Fate.KEEP, by=("person", "leader")),
    Holding("people.SignInFailure", Words("没有成功的登录", "Failed sign-ins"), _OWN, Fate.DELETE, number=("name",)),
    Holding("auth.User", Words("账号", "Account"), _CHAIN, Fate.NAMELESS, user=("pk",), names=("first_name",)),
    Holding("notices.Contact", Words("通知地址", "Addresses for notices"), _OWN, Fate.DELETE, by=("person",)),
    Holding("notices.Feed", Words("日历订阅", "Calendar feed"), _OWN, Fate.DELETE, by=("person",)),
    Holding(
        "work.Notice",
        Words("通知", "Notices"),
        _OWN,
        Fate.DELETE,
        by=("person",),
        cases={"work__source": "case", "key__startswith": "case:"},
    ),
    Holding("work.Absence", Words("请假", "Absences"), WORK, Fate.KEEP, by=("person", "deputy")),
    Holding(
        "work.Work",
        Words("负责的事", "Work"),
        WORK,
        Fate.KEEP,
        by=("accountable", "made_by", "done_by", "excused_by"),
        cases={"source": "case"},
    ),
    Holding(
        "work.Participant",
        Words("参与的事", "Work taken part in"),
        WORK,
        Fate.KEEP,
        by=("person",),
        cases={"work__source": "case"},
    ),
    Holding(
        "work.Step",
        Words("事务的经过", "Steps of work"),
        WORK,
        Fate.NAMELESS,
        by=("person",),
        names=("who",),
        cases={"work__source": "case"},
    ),
    Holding("records.Record", Words("填写的记录", "Records written"), WORK, Fate.KEEP, by=("author",)),
    Holding(
        "records.Version",
        Words("记录的各版", "Versions of records"),
        WORK,
        Fate.NAMELESS,
        number=("number",),
        names=("who",),
    ),
    Holding("records.Attachment", Words("上传的附件", "Files attached"), WORK, Fate.KEEP, by=("by",)),
    Holding(
        "figures.Figure",
        Words("个人的数字", "Figures"),
        _LAW,
        Fate.KEEP,
        number=("key",),
        where={"dim": "person"},
        pay=True,
    ),
    Holding(
        "figures.Target",
        Words("个人的目标", "Targets"),
        _LAW,
        Fate.KEEP,
        number=("subject",),
        where={"subject_kind": "person"},
    ),
    Holding(
        "figures.Entry",
        Words("填报的数", "Figures entered"),
        _LAW,
        Fate.NAMELESS,
        number=("entered_number",),
        names=("entered_by",),
    ),
    Holding(
        "appraisal.Outcome",
        Words("考核结果", "Scores"),
        _LAW,
        Fate.NAMELESS,
        number=("number",),
        names=("name",),
        pay=True,
    ),
    Holding(
        "appraisal.Difference",
        Words("差额", "Differences"),
        _LAW,
        Fate.NAMELESS,
        number=("number",),
        names=("name",),
        pay=True,
    ),
    Holding("formats.Lesson", Words("没教完的文件", "Lessons begun"), _OWN, Fate.DELETE, user=("user",)),
    Holding(
        "rulebook.Draft", Words("写的草稿", "Drafts"), WORK, Fate.NAMELESS, user=("author",), names=("author_name",)
    ),
    Holding("figures.ImportRun", Words("导入", "Imports"), WORK, Fate.NAMELESS, user=("user",), names=("by",)),
    Holding("records.Reader", Words("可看的记录", "Records open to them"), WORK, Fate.KEEP, by=("person",)),
    Holding("work.Project", Words("牵头的项目", "Projects led"), WORK, Fate.KEEP, by=("lead",)),
    Holding("work.Member", Words("参加的项目", "Projects joined"), WORK, Fate.KEEP, by=("person",)),
    Holding("publishing.Comment", Words("对新版的意见", "Comments on new versions"), _HEARD, Fate.KEEP, by=("person",)),
    Holding(
        "publishing.Signature",
        Words("对制度的签收", "Signatures under the regulation"),
        _HEARD,
        Fate.KEEP,
        by=("person",),
    ),
    Holding(
        "publishing.Publication",
        Words("送去发布的版本", "Versions sent on their way"),
        _HEARD,
        Fate.NAMELESS,
        number=("number",),
        user=("user",),
        names=("by",),
    ),
    Holding(
        "publishing.Paper", Words("取出的文件", "Papers taken"), _HEARD, Fate.KEEP, number=("number",), user=("user",)
    ),
    Holding(
        "rulebook.DraftComment",
        Words("对草稿的意见", "Remarks on drafts"),
        WORK,
        Fate.NAMELESS,
        user=("by_id",),
        names=("by",),
    ),
    Holding(
        "rulebook.DraftSave",
        Words("保存的草稿", "Saves of drafts"),
        WORK,
        Fate.NAMELESS,
        user=("by_id",),
        names=("by",),
    ),
    Holding("appraisal.Trial", Words("试算", "Trials"), _OWN, Fate.DELETE, user=("user",)),
    Holding("corrections.Correction", Words("更正单", "Corrections"), WORK, Fate.KEEP, user=("user",)),
    Holding("intake.Source", Words("负责的数据源", "Sources owned"), WORK, Fate.KEEP, by=("owner",)),
    Holding("intake.Folder", Words("负责的文件夹", "Folders owned"), WORK, Fate.KEEP, by=("owner",)),
    Holding("intake.Mailbox", Words("负责的邮箱", "Mailboxes owned"), WORK, Fate.KEEP, by=("owner",)),
    Holding("intake.Token", Words("上传令牌", "Upload tokens"), WORK, Fate.KEEP, user=("user",)),
    Holding(
        "privacy.Request",
        Words("答复的请求", "Requests answered"),
        _CHAIN,
        Fate.NAMELESS,
        user=("user",),
        names=("by",),
    ),
    Holding(
        "rulebook.DraftShare",
        Words("一起写的草稿", "Drafts shared"),
        WORK,
        Fate.NAMELESS,
        user=("user",),
        names=("name",),
    ),
    Holding(
        "impact.Simulation",
        Words("影响测算", "Simulations"),
        WORK,
        Fate.NAMELESS,
        user=("user",),
        names=("by",),
        sealed=("answer",),
    ),
    Holding(
        "exports.Request", Words("导出申请", "Exports asked for"), _CHAIN, Fate.NAMELESS, user=("user",), names=("who",)
    ),
    Holding("upkeep.Deed", Words("送来过的操作", "What was sent"), _OWN, Fate.DELETE, user=("user",), sealed=("key",)),
    Holding("login.Opened", Words("登录过的地方", "Sign-ins"), _OWN, Fate.DELETE, user=("user",), sealed=("session",)),
    Holding("login.Factor", Words("两步验证", "Second factor"), _OWN, Fate.DELETE, user=("user",), sealed=("sealed",)),
    Holding("login.Recovery", Words("恢复码", "Recovery codes"), _OWN, Fate.DELETE, user=("user",)),
    Holding("login.Link", Words("一次性链接", "One-time link"), _OWN, Fate.DELETE, user=("user",)),
    Holding(
        "login.Passkey", Words("通行密钥", "Passkeys"), _OWN, Fate.DELETE, user=("user",), sealed=("data", "handle")
    ),
    Holding("login.Identity", Words("绑定的登录", "Ways to sign in"), _OWN, Fate.DELETE, user=("user",)),
    Holding(
        "audit.Entry",
        Words("操作记录", "Ledger"),
        _CHAIN,
        Fate.KEEP,
        user=("user",),
        sealed=("before", "after"),
        cases={"kind": "case"},
    ),
)
# Reports of what is prohibited are open to those alone whom they concern, and expunged when the regulation says.
ELSEWHERE = {"conduct.case"}
OTHER = Words("其他", "Other")
