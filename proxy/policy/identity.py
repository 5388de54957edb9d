"""When two parts of expressions are the same thing: equal but for where they stand and how they are spelt.

`request.metadata.project` and `request.metadata["project"]` are one fact.
"""

from collections.abc import Hashable

from proxy.policy.celtypes import MapOf
from proxy.policy.ir import Node, Op

Path = tuple[str, ...]


def identify(node: Node) -> Hashable:
    """Return what is equal for two nodes that always have the same value in one call."""
    if _is_look_up(node):
        return ("key", identify(node.args[0]), key_of(node))
    return (node.op, type(node.value).__name__, node.value, *map(identify, node.args))


def path_of(node: Node) -> Path | None:
    """Return the names from a variable down to a fact (`request`, `metadata`, `project`); `None` for all else."""
    if node.op is Op.NAME:
        return (str(node.value),)
    step = node.value if node.op is Op.SELECT else key_of(node)
    above = path_of(node.args[0]) if isinstance(step, str) else None
    return None if above is None else (*above, str(step))


def key_of(node: Node) -> str | None:
    """Return the constant key that *node* looks up in a map; `None` where it is none or there is no map."""
    if not _is_look_up(node):
        return None
    return str(node.value if node.op is Op.SELECT else node.args[1].value)


def _is_look_up(node: Node) -> bool:
    if node.op not in {Op.SELECT, Op.INDEX} or not isinstance(node.args[0].type, MapOf):
        return False
    return node.op is Op.SELECT or (node.args[1].op is Op.LITERAL and isinstance(node.args[1].value, str))
