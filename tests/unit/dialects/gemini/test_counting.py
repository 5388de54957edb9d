"""What clients ask before they send."""

from proxy.dialects.gemini import counting


def test_the_request_inside_is_what_is_counted():
    """`countTokens` takes contents alone, or a whole request."""
    assert b'{"contents":[]}' == counting.asked(b'{"contents":[]}')
    assert b'{"contents":[]}' == counting.asked(b'{"generateContentRequest":{"contents":[]}}')
    assert b'{"contents":[]}' == counting.asked(b'{"generate_content_request":{"contents":[]}}')


def test_the_answer_is_the_count():
    """The answer has the one member that clients read."""
    assert b'{"totalTokens":7}' == counting.answer(7)
