"""Which of Cohere's models think."""

import pytest

from proxy.dialects.cohere_chat import models


@pytest.mark.parametrize(
    "name",
    [
        "command-r-08-2024",
        "command-r-plus-08-2024",
        "command-r7b-12-2024",
        "command-r7b-arabic-02-2025",
        "command-a-03-2025",
        "command-a-vision-07-2025",
        "command-a-translate-08-2025",
        "command",
        "command-light",
        "c4ai-aya-expanse-32b",
    ],
)
def test_models_before_reasoning_and_beside_it_do_not(name):
    """They answer the wish with an error."""
    assert not models.thinks(name)


@pytest.mark.parametrize(
    "name", ["command-a-reasoning-08-2025", "command-a-plus-05-2026", "my-tuned-model", "command-b"]
)
def test_any_other_is_taken_for_one_that_does(name):
    """So that a new model is not held back."""
    assert models.thinks(name)
