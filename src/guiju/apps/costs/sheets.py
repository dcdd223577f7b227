"""The workbook of costs (成本): goods, freight, commission, and the category of articles."""

from guiju.apps.costs.values import Kind
from guiju.apps.spreadsheet import Column, Sheet
from guiju.apps.spreadsheet import Kind as Cells

PER = {"按件": "piece", "按单": "order", "piece": "piece", "order": "order"}

_SKU = Column("sku", "商家编码", "sku")
_PRODUCT = Column("product", "商品", "product")
_SHOP = Column("shop", "店铺", "shop")
_CATEGORY = Column("category", "类目", "category")
_DAYS = (Column("start", "自", "from", Cells.DATE, required=True), Column("end", "至", "to", Cells.DATE))
_REST = (*_DAYS, Column("note", "备注", "note"), Column("void", "作废", "void", Cells.FLAG))

GOODS = Sheet(
    "货品成本",
    "goods cost",
    (_SKU, _PRODUCT, _SHOP, Column("value", "单位成本", "unit cost", Cells.NUMBER), *_REST),
)
FREIGHT = Sheet(
    "运费",
    "freight",
    (
        _SHOP,
        _CATEGORY,
        Column("per", "计法", "per", required=True, choices=PER),
        Column("value", "金额", "amount", Cells.NUMBER),
        *_REST,
    ),
)
COMMISSION = Sheet("佣金", "commission", (_SHOP, _CATEGORY, Column("value", "比例", "rate", Cells.NUMBER), *_REST))
CATEGORY = Sheet("商品类目", "categories", (_SKU, _PRODUCT, _SHOP, _CATEGORY, *_REST))

SHEETS = {Kind.GOODS: GOODS, Kind.FREIGHT: FREIGHT, Kind.COMMISSION: COMMISSION, Kind.CATEGORY: CATEGORY}
