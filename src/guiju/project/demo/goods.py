"""The demo's three shops and what they sell: product titles, prices and campaigns, all invented."""

from dataclasses import dataclass
from datetime import date
from functools import cache

# Products that are no goods: a link for price differences and a free gift. Regulations leave both out of sales.
DIFFERENCE, GIFT = "difference", "gift"


@dataclass(frozen=True, slots=True)
class Product:
    """One product; ``price`` is the list price in cents, ``weight`` its popularity, ``winter`` its season (−1 to 1)."""

    id: int
    sku: str
    title: str
    price: int
    weight: float
    winter: float
    variants: tuple[str, ...]
    kind: str = "goods"


@dataclass(frozen=True, slots=True)
class Campaign:
    """One advertising plan of a shop.

    ``budget`` is what it spends on an ordinary day and ``cpc`` the price of a click, both in yuan; ``ctr`` is clicks
    per impression, ``worth`` how well its visitors buy against the shop's mean; ``products`` are places in the shop's
    list. It runs from ``start`` to ``end`` (both included), counted in days from the demo's first day.
    """

    id: int
    name: str
    scene: str
    budget: float
    cpc: float
    ctr: float
    worth: float
    products: tuple[int, ...]
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop: its daily free visitors, its conversion, its service accounts, and the name it bore before, if any."""

    index: int
    name: str
    platform: str
    number: int
    free_visitors: float
    conversion: float
    products: tuple[Product, ...]
    campaigns: tuple[Campaign, ...]
    agents: tuple[str, ...]
    former_name: str = ""
    trend: float = 0.12  # growth in a year
    returns: float = 1.0  # refunds against the usual rate
    free_from: int = 0  # yuan from which freight is free

    def name_on(self, day: date, renamed: date) -> str:
        """The name that a file of this day carries."""
        return self.former_name if self.former_name and day < renamed else self.name


SEARCH, PEOPLE, WHOLE = "关键词推广", "人群推广", "全站推广"

_BED = """
雅眠 60支长绒棉四件套纯棉全棉简约床单被套|399|10|0.5|1.5米床 奶咖,1.8米床 奶咖,1.8米床 雾蓝
雅眠 水洗棉四件套裸睡亲肤三件套学生宿舍|199|9|0.1|0.9米床 灰格,1.5米床 灰格,1.8米床 豆绿
雅眠 95白鹅绒被冬被加厚保暖被芯|699|5|1|150×200cm 2.4斤,200×230cm 3斤
雅眠 大豆纤维四季被春秋被子空调被芯|239|8|0.6|150×200cm 4斤,200×230cm 6斤
雅眠 乳胶枕泰国进口天然护颈枕头一对|169|7|0|低枕,高枕,高低一对
雅眠 决明子荞麦枕芯学生单人枕|69|5|0|单只,一对
雅眠 冰丝凉席三件套可水洗空调软席|159|8|-1|1.5米床,1.8米床
雅眠 天丝夏凉被可机洗薄款空调被|179|7|-0.9|150×200cm,200×230cm
雅眠 牛奶绒四件套加厚双面绒冬季保暖|259|8|1|1.5米床 驼色,1.8米床 驼色,1.8米床 藕粉
雅眠 法兰绒毛毯午睡盖毯办公室沙发毯|89|7|0.9|100×150cm,150×200cm
雅眠 全棉床笠单件防滑固定床垫保护套|79|7|0|1.5米,1.8米
雅眠 防水床垫保护罩隔尿透气床罩|99|4|0|1.5米,1.8米
雅眠 记忆棉床垫学生宿舍软垫加厚折叠|189|5|0.2|0.9米,1.5米
雅眠 遮光窗帘成品卧室客厅简约北欧|149|4|0|1.5×2.7m 一片,2×2.7m 一片
雅眠 桑蚕丝眼罩睡眠遮光透气|39|4|0|香槟,烟灰
雅眠 儿童四件套全棉卡通宿舍床品|229|5|0.1|1.2米床 小熊,1.5米床 恐龙
雅眠 新疆棉花被手工棉絮冬被加厚|209|5|0.9|4斤,6斤,8斤
雅眠 珊瑚绒浴袍睡袍加厚情侣款|119|4|0.9|均码 白,均码 粉
雅眠 全棉浴巾五星级酒店加厚吸水|59|6|0|单条,两条装
雅眠 香薰助眠喷雾薰衣草枕头喷雾|49|3|0|30ml,50ml
雅眠 分区乳胶床垫独立弹簧1.8米|1699|0.6|0|1.5米,1.8米
雅眠 收纳真空压缩袋棉被整理袋|35|5|0.3|6件套,11件套
"""
_KITCHEN = """
知味 麦饭石不粘锅平底锅煎锅电磁炉通用|129|9|0.1|26cm,28cm,30cm
知味 钛合金炒锅无涂层家用铁锅32cm|239|7|0.1|32cm 单锅,32cm 带盖
知味 316不锈钢汤锅加厚煮锅炖锅|159|6|0.6|22cm,24cm
知味 珐琅铸铁锅炖锅焖烧锅24cm|359|4|0.7|樱桃红,墨绿
知味 家用菜刀套装组合切片刀砍骨刀|99|7|0|三件套,七件套
知味 整竹砧板抗菌防霉切菜板双面|69|6|0|38×26cm,45×30cm
知味 304不锈钢保温杯大容量水杯|79|8|0.6|500ml 雾灰,750ml 雾灰
知味 便携榨汁杯无线电动果汁机|139|5|-0.7|白,绿
知味 破壁豆浆机家用全自动免煮|329|4|0.3|1.2L,1.75L
知味 玻璃饭盒微波炉加热上班族便当盒|49|7|0|两格,三格,三件套
知味 陶瓷餐具套装碗碟家用乔迁|169|4|0.1|22头,38头
知味 硅胶锅铲耐高温不粘锅专用套装|45|5|0|五件套,八件套
知味 油壶喷油瓶玻璃防漏控油|29|6|0|单只,两只装
知味 家用空气炸锅大容量可视款5升|299|5|0.3|5L,6.5L
知味 冷萃壶凉水壶大容量冰箱果茶|59|5|-0.9|1.5L,2L
知味 手冲咖啡壶套装家用入门|149|3|0.1|三件套,七件套
"""
_LIVING = """
小栖 桌面收纳盒化妆品抽屉式置物架|45|8|0|单层,双层,三层
小栖 磁吸挂钩免打孔强力粘钩十只装|19|9|0|白,透明
小栖 折叠收纳箱车载后备箱储物|55|6|0|30L,55L
小栖 晾衣架落地折叠卧室室外伸缩|109|5|0|1.5米,2米
小栖 无火香薰精油室内持久卧室摆件|69|6|0.1|白茶,桂花,雪松
小栖 暖水袋注水毛绒小号暖手宝|29|7|1|单只,两只装
小栖 手持小风扇静音便携大风力|49|8|-1|白,蓝
小栖 硅藻泥吸水垫浴室门口防滑脚垫|39|6|0|40×60cm,50×80cm
小栖 衣柜除湿袋防潮干燥剂可挂式|25|5|-0.4|12包,24包
小栖 LED护眼台灯学习宿舍充电|89|5|0.2|触控款,夹子款
小栖 仿真绿植摆件客厅北欧花艺|79|3|0|单盆,三盆组合
小栖 洗衣凝珠持久留香家庭装60颗|59|7|0|60颗,120颗
小栖 厨房清洁湿巾去油污80抽|22|7|0|3包,6包
小栖 宠物粘毛器滚筒可撕式替换装|26|6|0.2|1柄4卷,1柄8卷
"""


def _products(shop: int, listing: str) -> tuple[Product, ...]:
    made = []
    for n, line in enumerate(listing.strip().splitlines(), 1):
        title, price, weight, winter, variants = line.split("|")
        name = f"{'YZX'[shop]}M{n:03d}"
        number = 680_000_000_000 + shop * 10_000_000_000 + n * 137_041_213
        made.append(
            Product(number, name, title, int(price) * 100, float(weight), float(winter), tuple(variants.split(",")))
        )
    number = 690_000_000_000 + shop * 1_000_003
    made.append(Product(number, "BCJ", "补差价专用链接 运费差价补拍 拍前联系客服", 100, 0, 0, ("1元",), DIFFERENCE))
    made.append(Product(number + 7, "ZP", "赠品 非卖品 单拍不发货 晒单礼", 1, 0, 0, ("随机",), GIFT))
    return tuple(made)


@cache
def shops() -> tuple[Shop, ...]:
    """The three shops, the largest first."""
    return (
        Shop(
            0, "云栖家居旗舰店", "天猫", 114_520_031, 1450, 0.0212, _products(0, _BED),
            (
                Campaign(1, "全站推广-床品爆款", WHOLE, 572, 1.55, 0.064, 1.15, (0, 1, 3, 8)),
                Campaign(2, "关键词推广-四件套", SEARCH, 418, 1.72, 0.071, 1.2, (0, 1, 8, 15)),
                Campaign(3, "关键词推广-被芯枕芯", SEARCH, 319, 1.58, 0.068, 1.1, (2, 3, 4, 16)),
                Campaign(4, "人群推广-新客拉新", PEOPLE, 286, 1.28, 0.047, 0.62, (1, 3, 7, 9)),
                Campaign(5, "人群推广-老客召回", PEOPLE, 121, 1.12, 0.055, 1.45, (2, 4, 10, 18)),
                Campaign(6, "人群推广-内容种草测试", PEOPLE, 231, 0.98, 0.031, 0.3, (9, 14, 17, 19), 205, 262),
            ),
            ("云栖家居:小暖", "云栖家居:小满", "云栖家居:小禾", "云栖家居:值班"),
            returns=1.15,
        ),
        Shop(
            1, "云栖厨具专营店", "天猫", 118_730_456, 640, 0.0216, _products(1, _KITCHEN),
            (
                Campaign(11, "全站推广-锅具", WHOLE, 330, 1.5, 0.062, 1.1, (0, 1, 3, 13)),
                Campaign(12, "关键词推广-炒锅不粘锅", SEARCH, 253, 1.66, 0.07, 1.15, (0, 1, 2)),
                Campaign(13, "人群推广-杯壶", PEOPLE, 132, 1.22, 0.05, 0.75, (6, 7, 14)),
            ),
            ("云栖厨具:小勺", "云栖厨具:小碟"),
        ),
        Shop(
            2, "云栖生活馆", "淘宝", 105_226_918, 520, 0.0232, _products(2, _LIVING),
            (
                Campaign(21, "全站推广-收纳好物", WHOLE, 105, 1.08, 0.06, 1.05, (0, 1, 2, 7)),
                Campaign(22, "关键词推广-季节小物", SEARCH, 88, 1.16, 0.066, 1.1, (5, 6, 8)),
            ),
            ("云栖生活:小团", "云栖生活:小圆"),
            former_name="云栖优选杂货铺",
            trend=0.3,
            free_from=39,
        ),
    )  # fmt: skip
