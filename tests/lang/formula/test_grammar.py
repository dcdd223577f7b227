"""The stored parse tables."""

from guiju.lang.formula import grammar


def test_the_stored_tables_are_those_of_the_grammar() -> None:
    built = grammar.build()

    assert built == grammar.tables()
    assert grammar.dump(built) == (grammar.FOLDER / "grammar.json").read_text("utf-8")


def test_where_parsing_stops_the_tokens_that_could_go_on_are_known() -> None:
    kinds = ["NAME", "NAME", grammar.END]

    found = grammar.run(kinds, kinds, lambda action, parts: f"{action}({', '.join(parts)})")

    assert isinstance(found, grammar.Stuck)
    assert found.position == 1
    assert {"PLUS", "DOT", grammar.END} <= found.expected


def test_the_shape_of_a_formula_follows_precedence() -> None:
    kinds = ["NAME", "PLUS", "NAME", "STAR", "NAME", grammar.END]

    found = grammar.run(kinds, ["a", "+", "b", "*", "c", ""], lambda _, parts: f"({''.join(parts)})")

    assert found == "((a)+((b)*(c)))"
