"""The providers that speak Chat Completions, by the name that `provider` documents give their flavour.

A fact stands here only with its source; whatever is merely unknown about a provider is left as it is in the dialect. A
member that a provider is known to ignore without a word is among those it refuses, so that the client is told. Sources,
read in November 2026 where no other date stands:

- OpenAI: the types of `openai` 3.57.0; it answers any other member with "Unrecognized request argument supplied".
- Azure OpenAI: "Azure OpenAI v1 API" (learn.microsoft.com, `openai/latest` and `api-version-lifecycle`): since August 2025
  `openai/v1/...` without `api-version` is the current one, with the key in `api-key`; the path with the deployment's name
  needs a version, of which 2024-10-21 is the last generally available. Models are called by their deployment's name.
- Mistral: `ChatCompletionRequest` of its Python SDK (client-python, 2026). It answers any other member with 422
  `extra_forbidden`, `stream_options` among them (lobehub/lobe-chat#6825), and counts in the last chunk without being asked.
  Its roles are system, user, assistant and tool. `tool_choice` may be `required` there now, as well as `any`.
- DeepSeek: its guide to thinking mode (October 2026): thoughts must come back as `reasoning_content` where tools are used.
  It answers the role `developer` with "unknown variant", and a list of texts with "invalid type: sequence, expected a
  string" (BerriAI/litellm#6642, QwenLM/qwen-code#2318 of 2026-03).
- Groq: "OpenAI Compatibility" (console.groq.com): `logprobs`, `logit_bias`, `top_logprobs`, `messages[].name` and an `n`
  over 1 are answered with 400; so is `reasoning_content` in a turn (NousResearch/hermes-agent#11089).
- Perplexity: "OpenAI compatibility" of its Sonar API and Bifrost's page on it: no tools, none of `stop`, `seed`,
  `logit_bias`, `logprobs`, `top_logprobs`, `parallel_tool_calls`, `service_tier`; the bound is `max_tokens`.
- Fireworks: "Migrate to Fireworks" and Bifrost's page on it: thoughts come back as `reasoning_content`.
- Together, DeepInfra: their chat completion pages, which have the bound as `max_tokens` alone.
- OpenRouter: its OpenAPI, and its guides to reasoning tokens and prompt caching, 2026-08-22.
- vLLM: `ChatCompletionRequest` of its source (2026): both bounds, and thoughts as `reasoning`.
- Ollama: `openai/openai.go` of its source: `max_tokens`, no word of the members refused below; it makes a message of each
  part of a content, and takes thoughts back as `reasoning`.
- llama.cpp and LM Studio: the README of llama.cpp's server and LM Studio's list of payload parameters (2026): `max_tokens`,
  and `repeat_penalty` for what others call `repetition_penalty`.
- xAI has nothing here that would hold for all its models.

A server that merely claims to be compatible gets its bound as `max_tokens`: every imitator knows it, while one that
overlooks `max_completion_tokens` would overlook a policy's cap. For the same reason it is not told of developers.
"""

from collections.abc import Mapping
from types import MappingProxyType

from proxy.dialects.flavour import Auth, Flavour
from proxy.dialects.openai_chat.flavour import PLAIN, ChatFlavour
from proxy.dialects.openai_chat.quirks import DeepSeek, Mistral

OLD_BOUND = {"max_completion_tokens": "max_tokens"}
OWN_PENALTY = {"repetition_penalty": "repeat_penalty"}
NOT_OPENAIS = frozenset({"top_k", "min_p", "repetition_penalty", "include_reasoning", "cache_control"})
OLD_TOOLS = frozenset({"functions", "function_call"})

FLAVOURS: Mapping[str, Flavour] = MappingProxyType(
    {
        flavour.name: flavour
        for flavour in (
            PLAIN,
            ChatFlavour(
                name="openai_compatible", title="OpenAI-compatible server", renames=OLD_BOUND, has_developer=False
            ),
            ChatFlavour(name="openai", title="OpenAI", refuses=NOT_OPENAIS),
            ChatFlavour(
                name="azure_openai",
                title="Azure OpenAI",
                auth=Auth.API_KEY,
                path="openai/v1/chat/completions",
                prefix="openai/v1/",
                refuses=NOT_OPENAIS,
            ),
            ChatFlavour(
                name="azure_openai_deployments",
                title="Azure OpenAI, by deployment",
                auth=Auth.API_KEY,
                path="openai/deployments/{model}/chat/completions",
                prefix="openai/deployments/{model}/",
                query={"api-version": "2024-10-21"},
                refuses=NOT_OPENAIS,
            ),
            Mistral(
                name="mistral",
                title="Mistral AI",
                renames={**OLD_BOUND, "seed": "random_seed"},
                refuses=NOT_OPENAIS
                | OLD_TOOLS
                | {
                    "audio",
                    "logit_bias",
                    "logprobs",
                    "modalities",
                    "moderation",
                    "prompt_cache_options",
                    "prompt_cache_retention",
                    "safety_identifier",
                    "service_tier",
                    "store",
                    "stream_options",
                    "top_logprobs",
                    "user",
                    "verbosity",
                    "web_search_options",
                },
                has_developer=False,
            ),
            DeepSeek(
                name="deepseek",
                title="DeepSeek",
                renames=OLD_BOUND,
                thoughts="reasoning_content",
                has_developer=False,
                has_parts=False,
            ),
            ChatFlavour(name="xai", title="xAI"),
            ChatFlavour(
                name="groq",
                title="Groq",
                refuses=frozenset({"logprobs", "top_logprobs", "logit_bias", "n"}),
                turn_refuses=frozenset({"name", "reasoning_content"}),
            ),
            ChatFlavour(name="together", title="Together AI", renames=OLD_BOUND),
            ChatFlavour(name="fireworks", title="Fireworks AI", thoughts="reasoning_content"),
            ChatFlavour(name="deepinfra", title="DeepInfra", renames=OLD_BOUND),
            ChatFlavour(
                name="perplexity",
                title="Perplexity",
                renames=OLD_BOUND,
                refuses=OLD_TOOLS
                | {
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "stop",
                    "seed",
                    "logit_bias",
                    "logprobs",
                    "top_logprobs",
                    "service_tier",
                },
                has_developer=False,
            ),
            ChatFlavour(name="openrouter", title="OpenRouter", has_marks=True, has_details=True, thoughts="reasoning"),
            ChatFlavour(name="vllm", title="vLLM", thoughts="reasoning"),
            ChatFlavour(
                name="llama_cpp",
                title="llama.cpp",
                renames=OLD_BOUND | OWN_PENALTY,
                thoughts="reasoning_content",
                has_developer=False,
            ),
            ChatFlavour(
                name="ollama",
                title="Ollama",
                renames=OLD_BOUND,
                refuses=OLD_TOOLS
                | {
                    "logit_bias",
                    "min_p",
                    "n",
                    "parallel_tool_calls",
                    "repetition_penalty",
                    "tool_choice",
                    "top_k",
                },
                thoughts="reasoning",
                has_developer=False,
                has_parts=False,
            ),
            ChatFlavour(name="lm_studio", title="LM Studio", renames=OLD_BOUND | OWN_PENALTY, has_developer=False),
        )
    }
)
