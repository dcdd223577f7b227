"""The API as a page of the reference, made of its description; ``scripts/api.py`` writes it."""

from collections.abc import Iterator, Mapping
from typing import Any

Spec = Mapping[str, Any]  # Any: an OpenAPI document

HEAD = """# The API

Made of the description at `/api/openapi.json` by `scripts/api.py`; a test holds it.

Each call says a token: `Authorization: Bearer gj_…`. People make tokens in 设置 › 令牌 (Setup › Tokens), for uploads,
for reading, or both; a token may do what its owner may do at that moment, and no more. Cookies open nothing here.
120 calls a minute; `429` says in `Retry-After` when to come again.
Refusals are `{"code": …, "said": …}`: the code is stable, the sentence is for people.

```console
$ API=https://guiju.example/api/v1
$ curl -H "Authorization: Bearer $TOKEN" -F shop=旗舰店 -F file=@ExportOrderList.csv $API/files
{"run": 12, "url": "https://guiju.example/sources/runs/12/", "state_url": "https://guiju.example/api/v1/runs/12"}
$ curl -H "Authorization: Bearer $TOKEN" $API/runs/12
$ curl -H "Authorization: Bearer $TOKEN" "$API/metrics/销售额?by=shop&grain=day&from=2026-10-01&to=2026-10-31"
```
"""


def page(spec: Spec) -> str:
    """The whole page."""
    return "\n".join([HEAD, *_operations(spec), *_shapes(spec)]).rstrip() + "\n"


def _operations(spec: Spec) -> Iterator[str]:
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            yield f"## {method.upper()} {path}\n"
            yield " ".join(operation.get("description", operation["summary"]).split()) + "\n"
            yield "| parameter | in | type | |"
            yield "|---|---|---|---|"
            for one in operation.get("parameters", ()):
                told = one.get("description", "") or _default(one["schema"])
                yield f"| `{one['name']}` | {one['in']} | {_type(one['schema'], spec)} | {told} |"
            for content in operation.get("requestBody", {}).get("content", {}).values():
                for name, schema in content["schema"]["properties"].items():
                    yield f"| `{name}` | form | {_type(schema, spec)} | |"
            known = ", ".join(f"`{status}`" for status in sorted(operation["responses"]))
            yield f"\nAnswers: {known}.\n"


def _shapes(spec: Spec) -> Iterator[str]:
    yield "## Shapes\n"
    for name, schema in sorted(spec["components"]["schemas"].items()):
        if "properties" not in schema or name.endswith("Params"):
            continue
        yield f"### {name}\n"
        yield " ".join(schema.get("description", "").split()) + "\n"
        yield "| field | type | |"
        yield "|---|---|---|"
        for field, inner in schema["properties"].items():
            yield f"| `{field}` | {_type(inner, spec)} | {inner.get('description', '')} |"
        yield ""


def _type(schema: Spec, spec: Spec) -> str:
    """A type in a word or two."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        inner = spec["components"]["schemas"][name]
        return _type(inner, spec) if "enum" in inner else name
    if "enum" in schema:
        return " ".join(f"`{word}`" for word in schema["enum"])
    for key in ("anyOf", "allOf"):
        if key in schema:
            parts = [_type(one, spec) for one in schema[key]]
            return " or ".join("nothing" if part == "null" else part for part in parts)
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'], spec)}"
    return str(schema.get("format") or schema.get("type", "object"))


def _default(schema: Spec) -> str:
    return f"`{schema['default']}` unless said" if schema.get("default") else ""
