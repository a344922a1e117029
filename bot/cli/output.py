"""One JSON object a line, for machines."""

import json

import click


def print_json(value: object) -> None:
    """Print the value and flush; text that no encoding can carry (half a surrogate pair) is escaped."""
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(value)
    click.echo(line)
