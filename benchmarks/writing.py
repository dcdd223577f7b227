"""A keystroke in a regulation of 1,000 clauses: from what was typed to what the checker and the reader say of it.

Each is the whole answer to a signed-in request of the desk: a figure of a clause's words, and the formula of a rule.
The baseline compiles the document anew, as a checker without memory would. Prints one JSON object.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable

import large
from compile import CLAUSE

CLAUSES = int(os.environ.get("GUIJU_BENCH_CLAUSES", "1000"))
STROKES = 30
AIM_MS = 100
HERE = CLAUSES // 2


def document() -> str:
    """The tests' small regulation, and behind it clauses of a metric, a ratio and a target each."""
    import make

    group = CLAUSE.replace("对象: 推广组", "对象: 流量获取组")
    return f"{make.BOOK}\n# 基准 {{#bench}}\n" + "".join(group.format(number=n, target="3.5") for n in range(CLAUSES))


def strokes() -> dict[str, object]:
    """Milliseconds of each stroke, and of compiling everything."""
    from django.conf import settings
    from django.test import Client

    import make
    from guiju import lang
    from guiju.apps.people.models import Person
    from guiju.apps.rulebook import compiled, queries
    from guiju.engines.measure.catalogue import catalogue

    settings.ALLOWED_HOSTS = ["*"]
    edition = make.book(document())
    large.people(10)
    client = Client(headers={"HX-Request": "true", "HX-Target": "div#outcome"})
    client.force_login(make.user(Person.objects.get(number=large.DIRECTOR)))
    page = f"/rulebook/writing/0/clause/c{HERE}/"
    words = "本条的销售额以付款时间为准，花费以报表为准，比值不低于 {figure}。"
    formula = f"销售额{HERE} / 合计(推广.花费) * {{figure}}"
    rule = {"way": "form", "r._name": f"比值{HERE}", "r.unit": "倍", "r.direction": "越高越好"}

    def typed(at: int) -> None:
        _ask(client, page, {"text-0": words.format(figure=f"{at + 1}.5")})

    def ruled(at: int) -> None:
        _ask(client, f"{page}?rule=metric:比值{HERE}", {**rule, "r.formula": formula.format(figure=at + 2)})

    def anew(at: int) -> None:
        files = {name: text + b"\n" * (at + 1) for name, text in queries.sources(edition).files.items()}
        lang.compile(lang.Sources(queries.sources(edition).main, files), catalogue(compiled.schemas()))

    return {"words": _timed(typed), "rule": _timed(ruled), "anew": _timed(anew, 5)}


def _ask(client: object, page: str, data: dict[str, str]) -> None:
    answer = client.post(page, data)  # type: ignore[attr-defined]
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code} for {page}")


def _timed(run: Callable[[int], None], times: int = STROKES) -> tuple[float, float]:
    """The middle and the slowest, in milliseconds, after one that fills what is kept."""
    run(times)
    took = []
    for at in range(times):
        began = time.perf_counter()
        run(at)
        took.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(took), 1), round(max(took), 1)


def main() -> None:
    """Measure in a process of its own, over a fresh home."""
    with large.home() as (_, surroundings):
        found = json.loads(large.child(__file__, surroundings, "strokes").splitlines()[-1])
    (words, words_most), (rule, rule_most), (anew, _most) = found["words"], found["rule"], found["anew"]
    large.say(
        {
            "what": "writing",
            "clauses": CLAUSES,
            "words_p50_ms": words,
            "words_slowest_ms": words_most,
            "rule_p50_ms": rule,
            "rule_slowest_ms": rule_most,
            "anew_ms": anew,
            "ratio": round(max(words, rule) / anew, 2),
            "aim_ms": AIM_MS,
        }
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        from guiju.project import setup

        setup()
        print(json.dumps(strokes()))
    else:
        main()
