"""What policies that do not enforce would have removed."""

from collections.abc import Mapping, Sequence
from typing import Any

from proxy.cli.output import Output


def show_shadows(shadows: Sequence[Mapping[str, Any]], output: Output) -> None:
    """Print each policy that warns or audits, and what of the lane it would have removed."""
    if shadows:
        output.say("")
        rows = [(each["policy"], each["mode"], ", ".join(each["removes"])) for each in shadows]
        output.table(("in the shadow", "mode", "would remove"), rows, styles=["yellow"] * len(rows))
