"""The page of facts: all that an expression may read, from the declarations in `proxy/policy/environment.py`."""

from types import NoneType
from typing import get_args, get_type_hints

from proxy.cli.reference.markdown import code, slug, table
from proxy.policy.celtypes import Record, Type, show
from proxy.policy.environment import CALL_AND_ENDPOINT, Scope
from proxy.policy.view import EndpointView, PriceView

VIEWS = {"endpoint": EndpointView, "price": PriceView}
"""Where an unknown fact is `None`; facts of a call are always known."""

HEAD = """# Facts

What a policy may read of a call and of an endpoint; [functions](functions.md) has what can be done with it.
`match` reads {match}; `where`, under `require`, reads {require}.

A fact that may be unknown is unknown where no document states it, or where its evidence has run out. Reading it then is an
error, and an endpoint whose requirement ends in an error is out; `has(endpoint.zdr)` asks whether it is known.
A `country` is a text of two capitals (ISO 3166-1), and a constant that can be none is a mistake.

"""

EDITORS = """
## In an editor

A JSON Schema ends where a text begins, so an editor with our schemas completes the fields of a document and not what stands
in `match` and `where`. Write the names of this page with their record, as in `request.tags` or `endpoint.price.output`;
quote the whole expression where it begins with a quote or has `: ` or ` #` in it, or put it under `|`:

```yaml
match: '"phi" in request.tags'
require:
  where: |
    endpoint.headquarters != "CN" &&
    (endpoint.retention_days == 0 || endpoint.zdr)
```

`fairlane validate DIR` checks every name and type, with line and column inside the expression and the name that was meant.
Tools that read a CEL environment file can take [`cel-env.yaml`](cel-env.yaml): it declares each record, and each fact by its
dotted name with its type, and of CEL's standard library what we have. To evaluate with it, bind both.
"""


def facts_page() -> str:
    """Return the page."""
    texts = {scope.name.lower(): _listed(scope) for scope in Scope}
    tables = [_record_text(record.name, record) for record in CALL_AND_ENDPOINT.values() if isinstance(record, Record)]
    return HEAD.format(**texts) + "\n".join(tables) + EDITORS


def _listed(scope: Scope) -> str:
    *names, last = (code(name) for name in scope.names)
    return f"{', '.join(names)} and {last}"


def _record_text(path: str, record: Record) -> str:
    """Return the table of a record, and of the records in it."""
    rows = [
        (code(f"{path}.{name}"), _type_text(path, name, kind), _doubt(record, name), record.docs.get(name, ""))
        for name, kind in record.fields.items()
    ]
    inner = [_record_text(f"{path}.{name}", kind) for name, kind in record.fields.items() if isinstance(kind, Record)]
    return "\n".join([f"## {code(path)}\n\n{table(('fact', 'type', 'may be unknown', 'meaning'), rows)}", *inner])


def _type_text(path: str, name: str, kind: Type) -> str:
    return f"[record](#{slug(f'{path}.{name}')})" if isinstance(kind, Record) else code(show(kind))


def _doubt(record: Record, name: str) -> str:
    """Say whether a fact may be unknown: whether the value that expressions read may be `None`."""
    view = VIEWS.get(record.name)
    return "yes" if view and NoneType in get_args(get_type_hints(view)[name]) else ""
