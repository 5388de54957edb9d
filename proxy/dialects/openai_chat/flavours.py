"""The providers that speak Chat Completions, by the name that `provider` documents give their flavour."""

from collections.abc import Mapping
from types import MappingProxyType

from proxy.dialects.flavour import Flavour
from proxy.dialects.openai_chat.flavour import PLAIN

FLAVOURS: Mapping[str, Flavour] = MappingProxyType({flavour.name: flavour for flavour in (PLAIN,)})
