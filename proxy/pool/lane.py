"""A lane: the endpoints a call may use, and the order it prefers them in. What is not in it is never tried."""

from proxy.catalog.endpoint import Endpoint
from proxy.values import value


@value
class Choice:
    """The endpoints of one model in the order of ids, and how they are wanted.

    `sort` is a name of `selection.ORDERINGS`; `order` has provider ids, which come first.
    """

    endpoints: tuple[Endpoint, ...]
    sort: str = "price"
    order: tuple[str, ...] = ()


@value
class Lane:
    """Endpoints by model, the requested model first.

    With `across_models`, the endpoints of all models are ordered together, as those of the first are wanted.
    """

    choices: tuple[Choice, ...]
    across_models: bool = False


@value
class Demand:
    """What the request takes: features and parameters it cannot do without, and how many tokens in and out at most."""

    needs: frozenset[str]
    input_tokens: int
    output_tokens: int
    """The client's bound or the policies' cap, whichever is smaller; 0 where there is none."""
    parameters: frozenset[str] = frozenset()
    """What must be sayable in an endpoint's dialect."""
    operation: str = "chat"
