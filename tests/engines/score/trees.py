"""Explanations as tests look at them: as JSON, as an outline, node by node."""

import json

from engines.score.world import LIN, NOVEMBER, Tables, regulation
from guiju.engines.score.explain import explain
from guiju.engines.score.node import plain
from guiju.engines.score.outcome import outcomes


def tree(*blocks, people=(LIN,), who="E1", allowed=(), **tables):
    result = outcomes(regulation(*blocks, allowed=allowed), people, NOVEMBER, Tables(**tables))
    return result, explain(result, who)


def told(*blocks, **given):
    """The explanation as JSON, after a journey through text."""
    result, found = tree(*blocks, **given)
    return json.loads(json.dumps(plain(found, result.book), ensure_ascii=False))


def outline(node, depth=0):
    """The tree as indented lines of kind, label and value."""
    yield f"{'  ' * depth}{node['kind']} {node['label']} {node['value']}".rstrip()
    for child in node.get("children", ()):
        yield from outline(child, depth + 1)


def find(node, kind, label=None):
    if node["kind"] == kind and label in {None, node["label"]}:
        return node
    return next((found for child in node.get("children", ()) if (found := find(child, kind, label))), None)
