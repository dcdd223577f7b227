"""Columns of people: told by the name of the column or by the look of its cells; cells masked for showing."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guiju.facts.schema import Words


class Kind(StrEnum):
    """What a personal column holds."""

    PHONE = "phone"
    NAME = "name"
    ADDRESS = "address"
    ID_NUMBER = "id_number"
    EMAIL = "email"
    ACCOUNT = "account"
    MESSAGE = "message"  # free text that people write their names and numbers into

    @property
    def words(self) -> Words:
        """What it is called."""
        return _CALLED[self]


_CALLED = {
    Kind.PHONE: Words("手机或电话号码", "a phone number"),
    Kind.NAME: Words("姓名", "a person's name"),
    Kind.ADDRESS: Words("地址", "an address"),
    Kind.ID_NUMBER: Words("证件号码", "an ID number"),
    Kind.EMAIL: Words("邮箱", "an e-mail address"),
    Kind.ACCOUNT: Words("买家账号", "a buyer's account"),
    Kind.MESSAGE: Words("常写着姓名电话的留言或备注", "a note that often holds names and phone numbers"),
}

# In this order; the first that is found in the header decides.
_NAMED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.ID_NUMBER, re.compile(r"身份证|证件号|护照|id ?card|idnumber|passport|ssn")),
    (Kind.PHONE, re.compile(r"手机|电话|联系方式|虚拟号|座机|phone|mobile|telephone|(?<![a-z])tel(?![a-z])")),
    (Kind.EMAIL, re.compile(r"邮箱|电子邮件|e-?mail")),
    (
        Kind.ADDRESS,
        re.compile(
            r"地址|街道|门牌|邮编|邮政编码|收货省|收货市|收货区|address|(?<![a-z])addr|street|zip|postal|postcode"
        ),
    ),
    (
        Kind.NAME,
        re.compile(
            r"姓名|收货人|收件人|联系人|真实名|收票人|receiver|recipient|consignee|"
            r"(first|last|full|sur|given|customer|buyer|ship(ping)?|billing|contact)[-_ ]?name"
        ),
    ),
    (Kind.MESSAGE, re.compile(r"留言|备注|备忘|发票抬头|开票|remark|memo|buyer[-_ ]?message|note")),
    (
        Kind.ACCOUNT,
        re.compile(
            r"买家|会员名|会员昵称|用户昵称|用户名|客户昵称|旺旺号|微信|支付宝账|openid|unionid|(?<![a-z])qq|"
            r"buyer|customer[-_ ]?(id|no|number)|user[-_ ]?(id|name)|account[-_ ]?name"
        ),
    ),
)
# Amounts, times and counts of buyers are no buyers.
_NO_PERSON = re.compile(
    r"金额|付款|支付|实付|应付|邮费|运费|货款|时间|日期|数|率|占比|积分|评分|服务费|地址数|客单|amount|total|count|time|date|fee|"
    r"price|rate|qty|quantity|paid"
)

_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9][\d*]{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?")
_EMAIL = re.compile(r"[\w.+*-]+@[\w-]+(?:\.[\w-]+)+")
_ID = re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_ADDRESS = re.compile(r".*(?:省|市|自治区|区|县|镇|乡).*(?:路|街|道|巷|弄|村|号|栋|室|小区|单元).*")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧阳司马上官诸葛"
)
_PERSON = re.compile(rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,3}}|[{_SURNAMES}][\u4e00-\u9fff]?[*＊]+[\u4e00-\u9fff]?")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"

_FEW = 3  # cells below which a look says nothing
_SHARE = 0.5
_NAMES = 0.8  # of the cells, for names: colours and words begin with surnames too
_DISTINCT = 5


def by_name(header: str) -> Kind | None:
    """What a column of that name holds of people, None when nothing."""
    name = unicodedata.normalize("NFKC", header).strip().casefold()
    for kind, pattern in _NAMED:
        if pattern.search(name):
            return None if kind in {Kind.ACCOUNT, Kind.MESSAGE} and _NO_PERSON.search(name) else kind
    return None


def by_look(cells: Iterable[str]) -> Kind | None:
    """What cells hold of people, None when nothing or when there are too few to tell."""
    texts = [text for cell in cells if (text := cell.strip().strip("'=\""))]
    if len(texts) < _FEW:
        return None
    for kind, test in _LOOKS:
        if sum(test(text) for text in texts) >= _SHARE * len(texts):
            return kind
    people = [text for text in texts if _PERSON.fullmatch(text)]
    return Kind.NAME if len(people) >= _NAMES * len(texts) and len(set(people)) >= _DISTINCT else None


def masked(cells: Sequence[str], *, kind: Kind | None) -> list[str]:
    """Cells fit to be shown: those of a personal column but for their first character, others where they look so."""
    return [_mask(cell) if cell.strip() and (kind or _looks(cell)) else cell for cell in cells]


def _mask(cell: str) -> str:
    return f"{cell.strip()[:1]}***"


def _looks(cell: str) -> bool:
    text = cell.strip().strip("'=\"")
    return any(test(text) for _kind, test in _LOOKS)


def _is_id(text: str) -> bool:
    """An ID number by its last digit: order numbers of eighteen digits are many."""
    if not _ID.fullmatch(text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == text[-1].upper()


_LOOKS = (
    (Kind.PHONE, lambda text: bool(_PHONE.fullmatch(text))),
    (Kind.ID_NUMBER, _is_id),
    (Kind.EMAIL, lambda text: bool(_EMAIL.fullmatch(text))),
    (Kind.ADDRESS, lambda text: len(text) < 120 and bool(_ADDRESS.fullmatch(text))),  # noqa: PLR2004 - no address is longer
)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A header with what it seems to hold of people, and whether its name or its cells say so."""

    header: str
    kind: Kind
    named: bool


def suspect(header: str, look: Kind | None) -> Suspect | None:
    """The header under suspicion, by its name first; ``look`` is what its cells look like."""
    named = by_name(header)
    if named:
        return Suspect(header, named, named=True)
    return Suspect(header, look, named=False) if look else None
