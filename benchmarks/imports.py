"""A report of a million orders into the lake, against transcoding it and reading it with Polars and nothing else.

Prints one JSON object: seconds and peak memory of both, each in a process of its own, and the ratio of the seconds.
"""

import json
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

ROWS = 1_000_000
BATCH = 50_000
COLUMNS = (
    "订单编号,订单创建时间,订单付款时间,发货时间,确认收货时间,订单状态,买家实付金额,退款金额,确认收货打款金额,总金额(旧版),买家应付邮费,"
    "买家应付货款,支付详情,店铺名称,商品标题,商品属性SKU,宝贝总数量,物流单号,物流公司,商家备注,订单关闭原因"
)
FIRST = datetime(2025, 1, 1)  # noqa: DTZ001 - wall time, as platforms write it
PEAK = """
def peak():
    import re, resource
    try:
        return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024 / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
"""
BARE = f"""
import sys, time
{PEAK}
import polars
start = time.perf_counter()
report = open(sys.argv[1], encoding="gb18030", newline="")
with open(sys.argv[2], "w", encoding="utf-8", newline="") as to:
    while piece := report.read(1 << 20):
        to.write(piece)
table = polars.read_csv(sys.argv[2])
assert table.height == {ROWS}, table.height
print(time.perf_counter() - start, peak())
"""
INTO_THE_LAKE = f"""
import sys, time
{PEAK}
from guiju.facts import importing
start = time.perf_counter()
report = importing.run([sys.argv[1]], sys.argv[2])
took = time.perf_counter() - start
(file,) = report.files
assert file.status == "imported" and file.rows == {ROWS} and not file.set_aside, file
print(took, peak())
"""


def write(path: Path) -> None:
    """Write the report as Taobao does: GB18030, order numbers as ``="…"``, one shop, a year."""
    with path.open("w", encoding="gb18030", newline="") as file:
        file.write(COLUMNS + "\r\n")
        for batch in range(0, ROWS, BATCH):
            file.write("".join(map(row, range(batch, batch + BATCH))))


def row(number: int) -> str:
    """One order; every fiftieth was closed."""
    made = FIRST + timedelta(seconds=number * 31)
    paid, sent, done = made + timedelta(minutes=2), made + timedelta(hours=20), made + timedelta(days=5)
    price = f"{number % 900 + 19}.{number % 100:02}"
    closed = number % 50 == 0
    state = "交易关闭" if closed else "交易成功"
    return (
        f'="{2500000000000000000 + number * 7}",{made},{paid},{sent},{done},{state},{price},'
        f"{price if closed else '无退款申请'},{price},{price},0.00,{price},支付宝,晴山旗舰店,"
        f"明前龙井茶叶礼盒 {number % 3000} 号 250g,净含量:250g;口味:清香,{number % 3 + 1},SF{number:012},顺丰速运,,"
        f"{'退款' if closed else '订单未关闭'}\r\n"
    )


def timed(script: str, *arguments: Path) -> tuple[float, float]:
    """Run a script in a process of its own; its seconds and its peak memory in MB."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr.strip().splitlines()[-1])
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)


def main() -> None:
    """Write the report, run both and print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "淘宝订单.csv"
        write(report)
        size = report.stat().st_size / 1e6
        bare, bare_memory = timed(BARE, report, Path(folder) / "utf-8.csv")
        ours, memory = timed(INTO_THE_LAKE, report, Path(folder) / "home")
    figures = {
        "what": "import",
        "rows": ROWS,
        "file_MB": round(size),
        "guiju_s": round(ours, 2),
        "bare_s": round(bare, 2),
        "ratio": round(ours / bare, 2),
        "aim_ratio": 4,
        "guiju_MB": round(memory),
        "bare_MB": round(bare_memory),
        "aim_MB": 600,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
