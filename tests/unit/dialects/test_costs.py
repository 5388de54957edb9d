"""What a call costs, beside its usage."""

from proxy.canonical.usage import Cost
from proxy.dialects.costs import write


def test_cost_is_told_in_dollars_with_its_shares():
    """OpenRouter's clients read dollars, the whole and the shares of prompt and answer."""
    told = write(Cost(total=1_500_000, input=500_000, output=1_000_000))

    assert 1.5 == told["cost"] == told["cost_details"]["upstream_inference_cost"]
    assert 0.5 == told["cost_details"]["upstream_inference_prompt_cost"]
    assert 1.0 == told["cost_details"]["upstream_inference_completions_cost"]


def test_an_unknown_cost_is_not_told():
    """No price is not a price of nothing."""
    assert {} == write(None)
