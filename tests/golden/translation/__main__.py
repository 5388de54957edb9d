"""Writes what is expected of every pair; read the difference before you commit it."""

from tests.golden.translation.cases import page, written
from tests.golden.translation.pairs import PAIRS, Pair


def main() -> None:
    """Run every case of every pair, and write its file."""
    for client, provider in PAIRS:
        pair = Pair(client=client, provider=provider)
        path = page(client, provider)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written({name: pair.run(name) for name in pair.names}))


if __name__ == "__main__":
    main()
