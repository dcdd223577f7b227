"""A table that no connector knows, as a small shop system writes it."""

import pathlib

from guiju.facts.mapping.spec import Fill, Spec, to_raw

HEADER = ("单号", "下单日", "支付日", "顾客电话", "成交额(元)", "运费", "货名", "收件人")
ABOVE = ("某某商城 导出报表", "导出时间 2026-06-03 10:00")


def line(at: int, amount: str = "", *, day: int = 1) -> str:
    when = f"2026-06-{day:02d}"
    return f"M{at:05d}X,{when},{when},1380000{at:04d},{amount or f'{at}.50'},5,高腰裤 {at},张三"


def text(*lines: str) -> bytes:
    return "\n".join([*ABOVE, ",".join(HEADER), *lines, "合计,,,,999,,,"]).encode("gb18030")


def file(folder: pathlib.Path, *lines: str, name: str = "odd.csv") -> pathlib.Path:
    path = folder / name
    path.write_bytes(text(*(lines or [line(at, day=1 + at % 2) for at in range(1, 9)])))
    return path


SPEC = Spec(
    fact="order",
    title="商城订单",
    title_en="Mall orders",
    fills={
        "id": Fill("单号"),
        "created_at": Fill("下单日"),
        "paid_at": Fill("支付日"),
        "paid_amount": Fill("成交额(元)"),
        "title": Fill("货名"),
    },
    skip_column="id",
    skip_words=("合计",),
)


def raw(spec: Spec = SPEC, **looks: object) -> dict[str, object]:
    return to_raw(spec, HEADER, looks, year="2026-06")
