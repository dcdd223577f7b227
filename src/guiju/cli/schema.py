"""guiju schema: the JSON Schema of rule blocks, for editors that complete keywords."""

import argparse
import json


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb: none."""
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    from guiju.lang.schema import block_schema

    del args
    print(json.dumps(block_schema(), ensure_ascii=False, indent=2))
    return 0
