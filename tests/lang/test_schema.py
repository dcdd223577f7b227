"""The JSON Schema of blocks: every keyword in both languages, and the library's blocks are valid by it."""

import re
from pathlib import Path

import pytest
import yaml

from guiju.lang import document, words
from guiju.lang.schema import block_schema
from lang import sample

DOCUMENTS = [
    *sorted((Path(__file__).parents[2] / "regulations").glob("*.md")),
    *sorted((Path(__file__).parent / "cases/good").glob("*/*.md")),
]
SCHEMA = block_schema()


def problems(value, schema, place=""):
    """What a value breaks of the few words of JSON Schema that we use; all scalars are texts here."""
    if "$ref" in schema:
        return problems(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], place)
    if "anyOf" in schema and all(problems(value, one, place) for one in schema["anyOf"]):
        return [f"{place}: none fits {value!r}"]
    found = [one for each in schema.get("allOf", ()) for one in problems(value, each, place)]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place}: {value!r}")
    types = {"object": dict, "array": list, "string": str, "null": type(None)}
    wanted = schema.get("type", ())
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if wanted and not any(isinstance(value, types[one]) for one in wanted if one in types):
        return [*found, f"{place}: {value!r} is no {wanted}"]
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        found.append(f"{place}: {value!r} against its pattern")
    if isinstance(value, dict):
        found += [f"{place}: lacks {key}" for key in schema.get("required", ()) if key not in value]
        for key, one in value.items():
            rest = schema.get("additionalProperties", {})
            below = schema.get("properties", {}).get(key, rest)
            found += [f"{place}: unknown {key}"] if below is False else problems(one, below, f"{place}/{key}")
    if isinstance(value, list):
        found += [one for item in value for one in problems(item, schema.get("items", {}), place)]
    return found


def empty_is_nothing(value):
    if isinstance(value, dict):
        return {key: empty_is_nothing(one) for key, one in value.items()}
    return None if value == "" else value


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_good_blocks_are_valid(path):
    for segment in document.segments(path.read_text("utf-8"), 0):
        for fence in (fence for part in segment.parts for fence in part.fences if fence.marked):
            block = yaml.load(fence.text, Loader=yaml.BaseLoader)
            assert problems(empty_is_nothing(block), SCHEMA) == []


@pytest.mark.parametrize(
    "block",
    [
        {"元则": {}},
        {"指标": {"甲": {"单位": "元"}}},
        {"指标": {"甲": {"算法": "1", "方向": "越大越好"}}},
        {"岗位": {"甲": {"上司": "乙"}}},
        {"目标": {"甲": {"值": [{"自": "今天", "值": "1"}]}}},
        {"例子": [{"已知": {"甲": "1"}}]},
    ],
)
def test_bad_blocks_are_not(block):
    assert problems(block, SCHEMA) != []


def test_every_keyword_of_both_languages_is_in_the_schema():
    text = repr(SCHEMA)
    known = {word for table in (words.KIND_WORDS, words.BLOCK_WORDS) for both in table.values() for word in both}
    known |= {w for kind in words.KIND_WORDS for both in words.FIELD_WORDS[kind].values() for w in both}

    assert {word for word in known if f"'{word}'" not in text} == set()


def test_the_sample_says_what_the_schema_describes():
    assert SCHEMA["properties"]["指标"]["description"].startswith("指标 (metric): A computed number")
    assert SCHEMA["properties"]["指标"] == SCHEMA["properties"]["metric"]
    assert sample.CATALOGUE.facts
