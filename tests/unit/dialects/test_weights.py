"""How many tokens a body may be at most."""

import pytest

from proxy.dialects.weights import (
    AUDIO_CHARACTERS_PER_TOKEN,
    IMAGE_TOKENS,
    OPAQUE_TOKENS,
    weigh_audio,
    weigh_image,
)


@pytest.mark.parametrize("characters", [0, 100, 90_000])
def test_an_image_counts_the_same_whatever_its_bytes(characters):
    """Its characters are in the body's length already, and are taken off again."""
    assert IMAGE_TOKENS == characters + weigh_image(characters)


@pytest.mark.parametrize("characters", [1, 31, 32, 32_000])
def test_audio_counts_by_its_length_in_time(characters):
    """Rounded up, since a part of a token is one."""
    counted = characters + weigh_audio(characters)

    assert characters / AUDIO_CHARACTERS_PER_TOKEN <= counted <= characters // AUDIO_CHARACTERS_PER_TOKEN + 1


def test_audio_that_is_not_there_may_be_of_any_length():
    """It is named by an id, and somebody else has it."""
    assert OPAQUE_TOKENS == weigh_audio(0)
