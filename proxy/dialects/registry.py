"""Every dialect by its name, as `provider` documents and routes name it."""

from collections.abc import Mapping
from types import MappingProxyType

from proxy.dialects.base import Dialect
from proxy.dialects.openai_chat import OPENAI_CHAT

DIALECTS: Mapping[str, Dialect] = MappingProxyType({dialect.name: dialect for dialect in (OPENAI_CHAT,)})
