"""The shop's back office: order list (two generations of header), item list and refund list, as GB18030 CSV."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from guiju.project.demo.files.cells import Columns, csv_text, excel_text, money, times
from guiju.project.demo.files.headers import header
from guiju.project.demo.seen import CLOSED, GRANTED, STATUS, Seen
from guiju.project.demo.trade import NEVER, Ints

# Older exports end these headers with a space.
TRAILING = {"收货地址", "联系电话", "订单付款时间", "宝贝标题", "宝贝种类", "物流单号"}
PLACES = (
    "浙江省 杭州市 西湖区", "江苏省 南京市 鼓楼区", "广东省 广州市 天河区", "四川省 成都市 武侯区",
    "山东省 青岛市 市南区", "河南省 郑州市 金水区", "湖北省 武汉市 洪山区", "福建省 厦门市 思明区",
    "辽宁省 大连市 中山区", "陕西省 西安市 雁塔区",
)  # fmt: skip
COURIERS = ("中通快递", "圆通速递", "韵达快递", "极兔速递", "顺丰速运")
CLOSING = ("买家未付款", "我不想买了", "信息填写错误，重新拍", "卖家缺货")
REASONS = (
    "七天无理由退换货",
    "质量问题",
    "尺寸拍错/不喜欢/效果差",
    "材质与商品描述不符",
    "包装/商品破损/污渍",
    "发货太慢",
    "卖家发错货",
    "做工粗糙/有瑕疵",
)
OURS = {1, 4, 5, 6, 7}  # reasons the shop answers for


# What every order list says of every order here.
ALIKE: Columns = {
    "买家支付积分": "0",
    "返点积分": "0",
    "买家实际支付积分": "0",
    "收货人姓名": "李**",
    "运送方式": "快递",
    "联系手机": "'1**********",
    "卖家服务费": "0元",
    "买家服务费": "0",
    "是否上传合同照片": "否",
    "是否上传小票": "否",
    "是否代付": "否",
    "天猫卡券抵扣": "0",
    "集分宝抵扣": "0",
    "是否是O2O交易": "0",
    "是否信用购": "否",
}


def chosen(names: Sequence[str], places: Ints) -> list[str]:
    """A name by place, round and round."""
    return [names[n % len(names)] for n in places.tolist()]


def order_list(view: Seen, picked: Ints, shop_name: str, generation: str) -> bytes:
    """ExportOrderList: one row for each of the picked orders."""
    columns = ALIKE | {"店铺Id": str(view.trade.shop.number), "店铺名称": shop_name}
    columns |= what_was_bought(view, picked) | what_became_of_it(view, picked)
    names = header("taobao_orders", generation)
    if generation == "2019":
        names = tuple(f"{name} " if name in TRAILING else name for name in names)
    known = {name.strip() for name in names}
    return csv_text(names, {k: v for k, v in columns.items() if k in known}, len(picked)).encode("gb18030")


def what_was_bought(view: Seen, picked: Ints) -> Columns:
    """Who ordered what for how much."""
    orders, lines = view.trade.orders, view.trade.lines
    goods, freight = orders.goods[picked], orders.freight[picked]
    buyers = [f"tb{n:012d}" for n in orders.buyer[picked].tolist()]
    return {
        "订单编号": excel_text(orders.number[picked].tolist()),
        "买家会员名": buyers,
        "买家会员昵称": buyers,
        "买家应付货款": money(goods),
        "买家应付邮费": money(freight),
        "总金额": money(goods + freight),
        "收货地址": [f"{text} ***" for text in chosen(PLACES, orders.place[picked])],
        "订单创建时间": times(orders.created[picked]),
        "宝贝标题": [view.trade.shop.products[n].title for n in lines.product[orders.first[picked]].tolist()],
        "宝贝种类": [str(n) for n in orders.lines[picked].tolist()],
        "宝贝总数量": [str(n) for n in orders.quantity[picked].tolist()],
        "是否手机订单": ["手机订单" if phone else "" for phone in orders.phone[picked].tolist()],
        "预售订单": ["是" if deposit else "否" for deposit in orders.deposit[picked].tolist()],
    }


def what_became_of_it(view: Seen, picked: Ints) -> Columns:
    """Whether the orders were paid, shipped, received, closed or given back by now."""
    orders = view.trade.orders
    paid = np.where(np.isnat(view.paid[picked]), 0, (orders.goods + orders.freight)[picked])
    sent = (~np.isnat(view.shipped[picked])).tolist()
    places = orders.place[picked]
    settled = np.where(np.isnat(view.finished[picked]), 0, paid - view.back[picked])
    return {
        "买家实际支付金额": money(paid),
        "订单状态": [STATUS[n] for n in view.status[picked].tolist()],
        "订单付款时间": times(view.paid[picked]),
        "物流单号": [f"No:7{n:014d}" if gone else "" for n, gone in zip(places.tolist(), sent, strict=True)],
        "物流公司": [name if gone else "" for name, gone in zip(chosen(COURIERS, places), sent, strict=True)],
        "订单关闭原因": closing(view, picked),
        "分阶段订单信息": stages(view, picked),
        "退款金额": money(view.back[picked]),
        "确认收货时间": times(view.finished[picked]),
        "打款商家金额": [f"{text}元" for text in money(settled)],
        "发货时间": times(view.shipped[picked]),
    }


def closing(view: Seen, picked: Ints) -> list[str]:
    """Why each closed order was closed: not paid for, or given back whole."""
    closed = view.status[picked] == CLOSED
    unpaid = closed & np.isnat(view.paid[picked])
    reasons = chosen(CLOSING, view.trade.orders.place[picked])
    return [
        reason if a else "退款" if b else ""
        for reason, a, b in zip(reasons, unpaid.tolist(), closed.tolist(), strict=True)
    ]


def stages(view: Seen, picked: Ints) -> list[str]:
    """The two payments of orders with a deposit."""
    orders = view.trade.orders
    deposit = money(orders.deposit_cents[picked])
    rest = money((orders.goods + orders.freight - orders.deposit_cents)[picked])
    paid = ~np.isnat(view.paid[picked])
    rows = zip(orders.deposit[picked].tolist(), deposit, rest, paid.tolist(), strict=True)
    return [
        f"阶段1:定金{d}元 已付款;阶段2:尾款{r}元 {'已付款' if ok else '未付款'}" if two else ""
        for two, d, r, ok in rows
    ]


def item_list(view: Seen, picked: Ints) -> bytes:
    """ExportOrderDetailList: one row for each line of the picked orders."""
    trade, orders, lines = view.trade, view.trade.orders, view.trade.lines
    of = np.flatnonzero(np.isin(lines.order, picked))
    order = lines.order[of]
    products = [trade.shop.products[n] for n in lines.product[of].tolist()]
    paid = np.where(np.isnat(view.paid[order]), 0, lines.goods[of])
    asked = view.line_asked[of].tolist()
    given_back = (view.line_asked[of] == GRANTED) & (view.line_back[of] >= lines.goods[of])
    status = np.where(given_back, CLOSED, view.status[order])
    back = money(view.line_back[of])
    columns: Columns = {
        "子订单编号": excel_text(lines.number[of].tolist()),
        "主订单编号": excel_text(orders.number[order].tolist()),
        "商品标题": [p.title for p in products],
        "商品价格": money(lines.price[of]),
        "购买数量": [str(n) for n in lines.count[of].tolist()],
        "商品属性": [f"规格：{p.variants[n]}" for p, n in zip(products, lines.variant[of].tolist(), strict=True)],
        "订单状态": [STATUS[n] for n in status.tolist()],
        "商家编码": [f"{p.sku}-{n + 1}" for p, n in zip(products, lines.variant[of].tolist(), strict=True)],
        "买家应付货款": money(lines.goods[of]),
        "买家实付金额": money(paid),
        "退款状态": [("没有申请退款", "等待退款", "退款成功", "退款关闭")[n] for n in asked],
        "退款金额": [text if n else "无退款申请" for text, n in zip(back, asked, strict=True)],
        "订单创建时间": times(orders.created[order]),
        "订单付款时间": times(view.paid[order]),
        "商品ID": [str(p.id) for p in products],
    }
    return csv_text(header("taobao_order_items", "2025"), columns, len(of)).encode("gb18030")


class Case(NamedTuple):
    """What the refund list says of one refund in words."""

    open: bool
    granted: bool
    returned: bool
    early: bool
    reason: int
    whole: bool

    def status(self) -> str:
        """The refund's status as exported."""
        if self.open:
            return "等待买家退货" if self.returned else "等待卖家同意"
        return "退款成功" if self.granted else "退款关闭"


def refund_list(view: Seen, picked: Ints) -> bytes:
    """The refund list: one row for each of the picked refunds, under way, granted or refused."""
    trade, lines, refunds = view.trade, view.trade.lines, view.trade.refunds
    line, order = refunds.line[picked], refunds.order[picked]
    products = [trade.shop.products[n] for n in lines.product[line].tolist()]
    closed = np.where(refunds.closed[picked] <= view.now, refunds.closed[picked], NEVER)
    rows = [
        Case(*fields)
        for fields in zip(
            np.isnat(closed).tolist(),
            refunds.granted[picked].tolist(),
            refunds.returned[picked].tolist(),
            refunds.before_shipping[picked].tolist(),
            (refunds.reason[picked] % len(REASONS)).tolist(),
            (refunds.cents[picked] >= lines.goods[line]).tolist(),
            strict=True,
        )
    ]
    given = np.where(np.isnat(closed) | ~refunds.granted[picked], 0, refunds.cents[picked])
    columns: Columns = {
        "订单编号": excel_text(trade.orders.number[order].tolist()),
        "退款编号": excel_text(refunds.number[picked].tolist()),
        "订单付款时间": times(view.paid[order]),
        "退款申请时间": times(refunds.asked[picked]),
        "退款完结时间": times(closed),
        "商品id": [str(p.id) for p in products],
        "商品编码": [p.sku for p in products],
        "宝贝标题": [p.title for p in products],
        "买家实际支付金额": money(lines.goods[line]),
        "买家退款金额": money(refunds.cents[picked]),
        "退款总额": money(refunds.cents[picked]),
        "退给买家金额": money(given),
        "退给平台金额": "0.00",
        "手工退款/系统退款": "手工退款",
        "售后类型": ["退货退款" if case.returned else "仅退款" for case in rows],
        "退款状态": [case.status() for case in rows],
        "货物状态": ["未收到货" if case.early else "已收到货" for case in rows],
        "客服介入状态": "无",
        "买家退款原因": ["多拍/拍错/不想要" if case.early else REASONS[case.reason] for case in rows],
        "责任方": ["卖家" if case.reason in OURS and not case.early else "买家" for case in rows],
        "售中或售后": ["售中" if case.early else "售后" for case in rows],
        "部分退款/全部退款": ["全部退款" if case.whole else "部分退款" for case in rows],
        "业务类型": "普通",
        "是否帮他退款": "否",
        "小额收款": "否",
        "淘特订单": "否",
    }
    return csv_text(header("taobao_refunds", "2026"), columns, len(picked)).encode("gb18030")


def order_name(start: date, end: date) -> str:
    """The order export's file name, with the time that it covers."""
    return f"ExportOrderList_{start}_{end}.csv"


def item_name(start: date, end: date) -> str:
    """The item export's file name."""
    return f"ExportOrderDetailList_{start}_{end}.csv"


def refund_name(start: date, end: date) -> str:
    """The refund export's file name."""
    return f"退款列表_{start}_{end}.csv"
