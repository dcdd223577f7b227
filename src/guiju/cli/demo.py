"""guiju demo: sets up the demo department, brings it up to today, and serves it when asked to."""

import argparse
import os
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING

from guiju.cli.language import language

if TYPE_CHECKING:
    from guiju.project.demo.build import Step


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--home", help="演示数据放在哪里，默认 GUIJU_HOME (where the demo is kept)")
    parser.add_argument("--serve", action="store_true", help="随后打开网页服务 (serve it afterwards)")
    parser.add_argument("--host", default="127.0.0.1", help="地址 (address to serve on)")
    parser.add_argument("--port", type=int, default=8000, help="端口 (port to serve on)")
    parser.add_argument("--lang", choices=("zh", "en"), default=None)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build the demo with a line for each step; 2 when the home holds something else than a demo."""
    if args.home:
        os.environ["GUIJU_HOME"] = args.home
    os.environ["GUIJU_DEMO"] = "1"
    # The settings read the environment when they are imported, so nothing that needs them comes earlier.
    import_module("guiju.project").setup(migrate=False)
    build = import_module("guiju.project.demo.build")
    english = language(args.lang) == "en"
    began = time.monotonic()
    try:
        build.build(Lines(english=english))
    except build.NotADemoError:
        sentence = "这里已有别的数据，演示数据不与它混在一起。换一个地方：guiju demo --home 文件夹"
        other = "This home holds other data, which the demo leaves alone. Choose another: guiju demo --home FOLDER"
        print(other if english else sentence, file=sys.stderr)
        return 2
    except build.RefusedError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 2
    seconds = time.monotonic() - began
    print(f"The demo is ready ({seconds:.1f} s)." if english else f"演示部门已就绪（{seconds:.1f} 秒）。")
    return int(import_module("guiju.cli.serve").run(args)) if args.serve else 0


class Lines:
    """Prints a line for each step: as it goes on a terminal, when it is done elsewhere."""

    def __init__(self, *, english: bool) -> None:
        self.english = english
        self.began = time.monotonic()
        self.live = sys.stdout.isatty()

    def __call__(self, step: "Step") -> None:
        """Show where the building is."""
        words = f"[{step.number}/{step.total}] {step.english if self.english else step.chinese}"
        if step.part == 0:
            self.began = time.monotonic()
        if step.part >= 1:
            unit = "s" if self.english else "秒"
            print(f"{'\r' if self.live else ''}{words}  {time.monotonic() - self.began:.1f} {unit}", flush=True)
        elif self.live:
            print(f"\r{words}  {step.part:4.0%}", end="", flush=True)
