"""The reference pages about facts and connectors, written from the YAML that the code itself reads.

``python -m guiju.facts.reference docs/reference`` writes them anew.
"""

import sys
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from guiju.facts.schema import Column, Schema, load_schemas

_MARK = "<!-- Written by guiju.facts.reference from the YAML files. Do not edit. -->"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {"facts.md": facts_page(), "connectors.md": connectors_page()}


def facts_page() -> str:
    """Facts: columns, keys, event times."""
    return _page("Facts 事实", _FACTS, (line for schema in load_schemas().values() for line in _fact(schema)))


def connectors_page() -> str:
    """Exports that are recognised, and how their columns become columns of a fact."""
    folder = files("guiju.facts") / "connectors"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    found = ((path.name.removesuffix(".yaml"), yaml.safe_load(path.read_text("utf-8"))) for path in paths)
    return _page("Connectors 连接器", _CONNECTORS, (line for name, raw in found for line in _connector(name, raw)))


_FACTS = """\
A fact is a kind of row that formulas aggregate: `合计(订单行.实付金额)` or `sum(order_line.paid_amount)`.
Every name exists in Chinese and in English. A row belongs to the period of its **event time**; its
**key** decides which of two rows is newer news of the same thing; `本人` (own) joins a row to the
owner, on that day, of the first of its **owners** that has one. Money is exact to a hundredth of a
分, ratios are fractions (0.5 is 50 %), durations are seconds, times are wall time in Asia/Shanghai.
Personal columns hold a keyed hash."""

_CONNECTORS = """\
A file is recognised by its header alone, whatever its name, encoding (UTF-8, GB18030, UTF-16),
separator, or the row that the header stands on; a file without a header by what its cells are like.
A new export needs one YAML file in `src/guiju/facts/connectors/`. Cells may carry thousands
separators, `%`, `元`, `="…"`, a leading apostrophe or tab, `ID：` before a number; durations may read
`7小时41分52秒`; `-`, `--`, `空` and the like mean nothing. Columns listed as personal are known and never
read; the buyer becomes a keyed hash, and a name that the platform sealed (`##…`, `$$…`) or masked (`张**`)
is missing: it tells nobody apart. Rows whose key or day reads 合计, 总计, 汇总 or the like are sums and left
out. Money in another currency than yuan enters only at a rate that somebody states (`--rate USD=7.12`): it
is never added to yuan as if it were yuan.

CSV, TSV, XLSX, XLS and JSON are read, and gz and zip of them. JSON may be a list of objects or rows
wherever it lies in a document, or one object on each line; `outer.inner` names what lies inside. Of a
workbook every sheet that is recognised is read; the others are named. A file is refused before it costs
anything when its workbook would fill more than 30 million cells, its header is wider than 5,000 columns,
its JSON document larger than 32 MB or nested beyond reason, or its archive bursts.

No connector is for these, though their names are known: columns of parcel tracking (运单号, 揽收时间,
签收时间 …) that stand in tables of others and in no carrier's export. Nobody has stated the headers of
attendance and rosters of DingTalk and WeCom, traffic of JD and reviews of Qianniu. Such files are mapped
once in the browser.
Two columns are named by no source, and the usual names are tried: the account in 飞鸽 and the account in
the performance of Taobao's open platform.

## What a connector file may say

| key | meaning |
|---|---|
| `title`, `fact` | its name in both languages; the fact that it fills |
| `needs`, `without` | groups of names of which one must be there; names that must not be |
| `generations` | headers that were seen, by year |
| `covers`, `whole_months` | the column whose days the file covers; whether months are covered whole |
| `skip`, `absent` | what summary rows read; what stands for nothing |
| `personal` | columns that are known and never read |
| `natural` | columns that, with an ordinal, number a row that has no number |
| `also`, `grouped`, `repeated` | a second fact from the same file, a row for each key; what is taken once |
| `down`, `split`, `stack`, `explained` | cells said once; rows that join several; columns for rows; a row of words |
| `currency`, `joins`, `layouts`, `headless` | the currency; files beside it; rows laid out otherwise; no header |

A column of the fact is a name of the file, a list of names of which the first that is there counts, or says
`from` with `value` or `else` (a constant), `given` (the day said at import), `named` (a pattern in the
file's name), `join`, `times`, `plus`, `over` (of several columns), `or` (another way where the header lacks
the first), `when` (only in rows where another column reads this), `match` (a part of the text), `words`
(one word for another), `unsigned`, `month`, `format`, `scale`, `upper`."""


def _page(title: str, intro: str, body: Iterable[str]) -> str:
    return "\n".join([f"# {title}", "", _MARK, "", intro, "", *body]).rstrip("\n") + "\n"


def _fact(schema: Schema) -> Iterator[str]:
    yield f"## {schema.name} · `{schema.english}`"
    yield ""
    yield f"{schema.meaning.zh}。{_sentence(schema.meaning.en)}"
    yield ""
    key = " + ".join(_both(schema, name) for name in schema.key)
    yield f"- **Key**: {key}" + ("; several rows may share one" if schema.ordinal else "")
    others = ", else ".join(_both(schema, name) for name in schema.fallbacks if name != schema.event)
    fallback = f"; stored under {others} while it is empty" if others else ""
    yield f"- **Event time**: {_both(schema, schema.event)}{fallback}"
    yield f"- **Dimensions**: {', '.join(_both(schema, name) for name in schema.dimensions)}"
    yield f"- **Owners**: {', '.join(_both(schema, name) for name in schema.owners)}"
    yield f"- **Where it comes from**: {schema.source.zh} ({schema.source.en})"
    yield ""
    yield "| 列 | column | type | unit | meaning |"
    yield "|---|---|---|---|---|"
    yield from (_column(column) for column in schema.columns)
    yield from (_column(column) for column in schema.lookups)
    yield ""


def _both(schema: Schema, english: str) -> str:
    return f"{schema.column(english).name}/`{english}`"


def _column(column: Column) -> str:
    notes = [
        f"{column.meaning.zh} ({column.meaning.en})",
        *(["personal"] if column.personal else []),
        *(["empty counts as 0"] if column.missing_is_zero else []),
        *(["looked up, not brought"] if column.lookup else []),
        *(["missing where nothing is found"] if column.named else []),
    ]
    kind = f"{column.type} of `{column.refers}`" if column.refers else str(column.type)
    return f"| {column.name} | `{column.english}` | {kind} | {column.unit} | {'; '.join(notes)} |"


def _connector(name: str, raw: dict[str, Any]) -> Iterator[str]:  # Any: plain YAML of our own
    schema = load_schemas()[raw["fact"]]
    yield f"## {raw['title']['zh']} · `{name}`"
    yield ""
    yield f"{_sentence(raw['title']['en'])} It fills **{schema.name}/`{schema.english}`**."
    yield ""
    if raw.get("headless"):
        cells = "; ".join(f"{name} is `{like}`" for name, like in raw["headless"].items())
        yield f"- **Recognised without a header by**: {cells}"
    if raw["needs"]:
        yield f"- **Recognised by**: {'; '.join(' or '.join(map(_code, group)) for group in raw['needs'])}"
    if raw.get("without"):
        yield f"- **And by the absence of**: {', '.join(map(_code, raw['without']))}"
    if raw.get("generations"):
        years = ", ".join(f"{year} ({len(names)} columns)" for year, names in raw["generations"].items())
        yield f"- **Generations**: {years}"
    yield f"- **Days covered**: {_days(schema, raw)}"
    yield from _details(raw)
    yield ""
    yield "| column of the fact | column of the file |"
    yield "|---|---|"
    yield from (f"| {_both(schema, column)} | {_take(value)} |" for column, value in raw["columns"].items())
    yield ""


def _days(schema: Schema, raw: dict[str, Any]) -> str:  # Any: plain YAML of our own
    if raw.get("whole_months"):
        return f"the whole months from the first to the last {_both(schema, raw['covers'])}"
    column = _both(schema, raw.get("covers", "day"))
    return f"as stated in the file's name or by `--covers`, else from the first to the last {column}"


def _details(raw: dict[str, Any]) -> Iterator[str]:  # Any: plain YAML of our own
    for column, words in raw.get("skip", {}).items():
        yield f"- **Summary rows left out**: `{column}` is {', '.join(words)}"
    for column, words in raw.get("absent", {}).items():
        yield f"- **Empty**: `{column}` when it reads {', '.join(words)}"
    for join in raw.get("joins", ()):
        need = "needs" if join.get("required") else "takes in, when it lies beside it,"
        yield f"- **Neighbour**: {need} `{join['file']}` (by `{join['by']}`)"
    if raw.get("currency"):
        yield f"- **Money** is in {_take(raw['currency'])}"
    for layout in raw.get("layouts", ()):
        moved = "; ".join(f"`{column}` from {_take(value)}" for column, value in layout["columns"].items())
        yield f"- **Rows whose `{layout['at']}` is like** `{layout['like']}`: {moved}"
    yield from _shape(raw)
    if raw.get("allow_negative"):
        yield "- **Negative amounts** are taken as they are"
    if raw.get("natural"):
        yield f"- **Line number**: made of {', '.join(map(_code, raw['natural']))} and an ordinal among equal rows"
    if raw.get("also"):
        yield f"- **The same file also fills** `{raw['also']}`"
    if raw.get("personal"):
        yield f"- **Personal, never read**: {', '.join(raw['personal'])}"


def _shape(raw: dict[str, Any]) -> Iterator[str]:  # Any: plain YAML of our own
    if raw.get("down"):
        yield f"- **Said once for several rows**: {', '.join(map(_code, raw['down']))}"
    if raw.get("split"):
        split = raw["split"]
        parts, once = (", ".join(map(_code, split[name])) for name in ("parts", "once"))
        yield (
            f"- **Rows that join several** with `{split['by']}` in `{split['at']}` are split: {parts} too; what {once} "
            "say once is the whole order's"
        )
    if raw.get("stack"):
        yield f"- **Columns that become rows**: {', '.join(map(_code, raw['stack']['columns']))}"
    if raw.get("explained"):
        yield f"- **The row below the header** is left out when `{raw['explained']}` holds no digit there"
    if raw.get("repeated"):
        yield f"- **Said on every row of an order, taken once**: {', '.join(map(_code, raw['repeated']))}"


def _take(value: Any) -> str:  # Any: plain YAML of our own
    if isinstance(value, str):
        return _code(value)
    if isinstance(value, list):
        return ", else ".join(map(_code, value))
    if value.get("natural"):
        return "made at import"
    instead = [_take(value["or"])] if "or" in value else []
    for word, sign in (("join", " - "), ("times", " × "), ("plus", " + "), ("over", " ÷ ")):
        if word in value:
            return ", else ".join([sign.join(map(_code, value[word])), *instead])
    named = [_code(name) for name in value.get("from", ())]
    constant = value.get("value", value.get("else"))
    given = ["`--on`, or the date in the file's name"] if value.get("given") else []
    ends = [f"“{constant}”"] if constant is not None else given
    ends += [f"`{value['named']}` in the file's name"] if "named" in value else []
    return ", else ".join([*named, *ends]) + "".join(_notes(value)) + "".join(f", else {one}" for one in instead)


def _notes(value: Any) -> Iterator[str]:  # Any: plain YAML of our own
    if "format" in value:
        yield f", written as `{value['format']}`"
    if "scale" in value:
        yield f", times {value['scale']}"
    if value.get("upper"):
        yield ", in capitals"
    for name, words in value.get("when", {}).items():
        yield f" where `{name}` is {', '.join(words)}"
    if "match" in value:
        yield f", what `{value['match']}` finds"
    if "words" in value:
        yield f" ({', '.join(f'{word} is {meant}' for word, meant in value['words'].items())})"
    if value.get("unsigned"):
        yield ", without its sign"
    if value.get("month"):
        yield ", a month is its first day"


def _code(name: str) -> str:
    return f"`{name}`"


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def main(folder: Path) -> None:
    """Write the pages."""
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
