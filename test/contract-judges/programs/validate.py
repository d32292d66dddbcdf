"""Judges a corpus with a validator for Python: jsonschema, or jsonschema-rs, which is written in Rust.

usage: validate.py jsonschema|jsonschema_rs SCHEMAS_DIR CORPUS
Prints a verdict a line. Schemas that cannot be compiled are named on stderr, and their verdicts are errors.
"""

import json
import pathlib
import sys


def check_with_jsonschema(schema):
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema).is_valid


def check_with_jsonschema_rs(schema):
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema).is_valid


CHECKS = {"jsonschema": check_with_jsonschema, "jsonschema_rs": check_with_jsonschema_rs}


def main(name, folder, corpus):
    checks = {}
    for path in sorted(pathlib.Path(folder).glob("*.schema.json")):
        try:
            checks[path.name] = CHECKS[name](json.loads(path.read_text(encoding="utf8")))
        except Exception as error:
            print(f"{path.name}: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
    for line in open(corpus, encoding="utf8"):
        row = json.loads(line)
        try:
            print("valid" if checks[row["schema"]](json.loads(row["text"])) else "invalid")
        except Exception as error:
            print(f"error {type(error).__name__}")


main(*sys.argv[1:])
