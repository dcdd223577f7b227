"""Files and functions stay small enough to read."""

import ast
import warnings

from house import files

FILE_HARD, FILE_SOFT, FUNCTION_HARD, TEMPLATE_HARD = 400, 300, 60, 150
TESTS_HARD = 520  # tests of one thing stay together
OURS = ("src/", "tests/", "scripts/", "benchmarks/")


def test_no_python_file_is_too_long():
    lengths = {
        name: text.count("\n")
        for name, text in files.texts(".py")
        if name.startswith(OURS) and "/migrations/" not in name  # Django writes those
    }

    long = {name: n for name, n in lengths.items() if n > FILE_SOFT}
    if long:
        warnings.warn(f"longer than {FILE_SOFT} lines: {long}", stacklevel=1)
    assert {name: n for name, n in long.items() if n > (TESTS_HARD if name.startswith("tests/") else FILE_HARD)} == {}


def test_no_function_is_longer_than_60_lines():
    long = {
        f"{name}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for name, tree in files.python()
        if "/migrations/" not in name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_HARD
    }

    assert long == {}


def test_no_template_is_longer_than_150_lines():
    lengths = {name: text.count("\n") for name, text in files.texts(".html", under="src/")}

    assert {name: n for name, n in lengths.items() if n > TEMPLATE_HARD} == {}
