"""What the schemas of all fields are made of."""

from typing import Any

from guiju.lang import words

Schema = dict[str, Any]  # JSON has no narrower type

TEXT: Schema = {"type": "string", "minLength": 1}
FORMULA: Schema = {"type": ["string", "number"], "description": "公式 (a formula)"}
FLAG: Schema = {"enum": [*words.YES, *words.NO, True, False]}


def list_of(item: Schema) -> Schema:
    """A list; a single item may stand alone."""
    return {"anyOf": [item, {"type": "array", "items": item}]}
