"""The one type that holds a secret; it does not print."""

from typing import final


@final
class Secret:
    """A credential, and where it came from (`env:NAME` or `file:PATH`).

    INVARIANT: the value leaves only through `reveal`, which only `upstream/auth.py` calls; the architecture tests keep
    it so. `repr`, `str`, formatting and pickling give the reference or fail.
    """

    __slots__ = ("__value", "reference")

    def __init__(self, value: str, *, reference: str) -> None:
        self.__value = value
        self.reference = reference

    def reveal(self) -> str:
        """Return the secret itself; call this only to put it on the wire."""
        return self.__value

    def __repr__(self) -> str:
        return f"<secret {self.reference}>"

    def __reduce__(self) -> str:
        raise TypeError("a secret cannot be pickled")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self.__value == other.__value

    def __hash__(self) -> int:
        return hash(self.reference)
