"""Selection: only what can do the work, in the lane's order."""

from proxy.catalog.price import Price
from proxy.pool.lane import Choice, Demand, Lane
from proxy.pool.selection import Unfit, select
from tests.support.endpoints import make_endpoint

CHEAP = make_endpoint("cheap", provider="atlantic", price=Price(input=100_000, output=500_000))
DEAR = make_endpoint("dear", provider="alpenhost", price=Price(input=500_000, output=1_800_000))
UNPRICED = make_endpoint("unpriced", provider="mystery", price=None)
TEXT = Demand(needs=frozenset(), input_tokens=1000, output_tokens=1000)


def lane_of(*models, across_models: bool = False, **wanted) -> Lane:
    """Make a lane of the endpoints of each model, all wanted alike."""
    choices = tuple(Choice(endpoints=endpoints, **wanted) for endpoints in models)
    return Lane(choices=choices, across_models=across_models)


def names(lane: Lane, demand: Demand = TEXT) -> list[str]:
    """Return the ids in the order they would be tried."""
    return [endpoint.id for endpoint in select(lane, demand)[0]]


def test_the_cheapest_comes_first_and_the_unpriced_last():
    """By price means by what this request would cost; an unknown price is the worst."""
    assert ["cheap", "dear", "unpriced"] == names(lane_of((UNPRICED, DEAR, CHEAP)))


def test_the_cost_of_the_request_decides_not_one_price():
    """A cheap input price does not win a request that is mostly output."""
    talker = make_endpoint("talker", price=Price(input=10_000, output=9_000_000))
    long_prompt = Demand(needs=frozenset(), input_tokens=1_000_000, output_tokens=10)

    assert ["cheap", "talker"] == names(lane_of((talker, CHEAP)))
    assert ["talker", "cheap"] == names(lane_of((talker, CHEAP)), long_prompt)


def test_named_providers_come_before_any_sort():
    """A policy's `order` goes before its `sort`; the rest follow by it."""
    lane = lane_of((CHEAP, DEAR, UNPRICED), order=("mystery", "alpenhost"))

    assert ["unpriced", "dear", "cheap"] == names(lane)


def test_ties_are_broken_by_id():
    """Endpoints that cost the same keep the order of their ids, in which a lane has them."""
    twins = (make_endpoint("a"), make_endpoint("b"))

    assert ["a", "b"] == names(lane_of(twins)) == names(lane_of(twins, sort="id"))


def test_models_keep_their_order():
    """A cheaper fallback model does not overtake the requested one."""
    assert ["dear", "cheap"] == names(lane_of((DEAR,), (CHEAP,)))


def test_an_endpoint_that_cannot_do_the_work_is_left_out_and_named():
    """What the request needs and the endpoint lacks is said, never tried."""
    able = make_endpoint("able", features=frozenset({"tools", "vision"}))
    demand = Demand(needs=frozenset({"tools", "vision"}), input_tokens=1, output_tokens=0)

    endpoints, unfit = select(lane_of((able, CHEAP)), demand)

    assert (able,) == endpoints
    assert (Unfit(endpoint="cheap", lacks="tools, vision"),) == unfit


def test_a_prompt_is_not_turned_away_by_a_bound_from_above():
    """The token count is an upper bound by bytes, so a context that seems too short may do; the provider knows."""
    short = make_endpoint("short", context_length=999)

    assert ["short"] == names(lane_of((short,)))


def test_an_endpoint_can_be_named_itself():
    """Before its provider, wherever that stands."""
    assert ["dear", "cheap"] == names(lane_of((CHEAP, DEAR), order=("atlantic", "dear")[::-1]))


def test_across_models_the_order_is_one():
    """A cheaper endpoint of a fallback model comes first where the client wants it so."""
    assert ["cheap", "dear"] == names(lane_of((DEAR,), (CHEAP,), across_models=True))


def test_speed_is_not_measured_yet():
    """Until it is, the price stands in for it."""
    assert names(lane_of((DEAR, CHEAP))) == names(lane_of((DEAR, CHEAP), sort="latency"))
    assert names(lane_of((DEAR, CHEAP))) == names(lane_of((DEAR, CHEAP), sort="throughput"))


def test_each_model_has_an_order_of_its_own():
    """As a fallback entry states it."""
    first, second = Choice(endpoints=(CHEAP, DEAR), sort="price"), Choice(endpoints=(CHEAP, DEAR), order=("alpenhost",))

    assert ["cheap", "dear", "dear", "cheap"] == names(Lane(choices=(first, second)))
