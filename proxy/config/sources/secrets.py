"""`env:NAME` and `file:PATH` to secrets."""

from pathlib import Path

from proxy.catalog.secret import Secret
from proxy.config.sources.environment import read_variable
from proxy.errors import SecretUnavailable

LARGEST = 64 * 1024
"""Bytes; the longest credentials are service-account files of a few kilobytes."""


def read_secret(reference: str) -> Secret:
    """Return the secret that *reference* names, without its last line break; `SecretUnavailable` if there is none."""
    source, _, name = reference.partition(":")
    value = (_from_file(name) if source == "file" else _from_environment(name)).rstrip("\r\n")
    if not value:
        raise SecretUnavailable(f"`{reference}` is empty")
    return Secret(value, reference=reference)


def _from_environment(name: str) -> str:
    value = read_variable(name)
    if value is None:
        raise SecretUnavailable(f"the environment variable `{name}` is not set")
    return value


def _from_file(name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SecretUnavailable(f"the file `{name}` cannot be read: {str(reason).lower()}") from error
    if len(content) > LARGEST:
        raise SecretUnavailable(f"the file `{name}` is larger than a secret can be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SecretUnavailable(f"the file `{name}` is not text") from error
