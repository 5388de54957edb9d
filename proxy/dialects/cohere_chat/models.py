"""Which of Cohere's models think, by their names (Cohere's guides to its models and to reasoning, November 2026).

Reasoning began with Command A Reasoning; the models before it, and those for vision and translation beside it, answer
`thinking` with an error. A name that is not known, a newer or a tuned model's, is taken for one that thinks.
"""

import re

PLAIN = re.compile(r"command(-light|-nightly|-r\b|-r7b|-r-plus|-a-03-2025|-a-vision|-a-translate|$)|c4ai-|aya|tiny-aya")


def thinks(name: str) -> bool:
    """Say whether the model with this *name* can think before it answers."""
    return PLAIN.match(name) is None
