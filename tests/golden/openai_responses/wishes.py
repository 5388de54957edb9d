"""What clients wish for beside the conversation, and what each means.

They follow the types of `openai` 3.57.0, OpenAI's guides, and what Codex sends (openai/codex, 2026). All but the model and
`store: false` is written; a case is a body and the fields of its meaning.
"""

from proxy.canonical.request import Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.tools import ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind

HELLO = {"role": "user", "content": "Hello!"}
HELLO_MEANT = Message(role=Role.USER, content="Hello!")
CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {
    "type": "function",
    "name": "get_weather",
    "description": "Weather of a city",
    "parameters": CITY,
    "strict": True,
}
WEATHER_MEANT = ToolDefinition(name="get_weather", description="Weather of a city", parameters=CITY, strict=True)
GRAMMAR = {"type": "grammar", "syntax": "lark", "definition": 'start: "*** Begin Patch" LF'}
PATCH = {"type": "custom", "name": "apply_patch", "description": "Edit files", "format": GRAMMAR}
PATCH_MEANT = ToolDefinition(
    name="apply_patch", kind=ToolKind.CUSTOM, description="Edit files", extra={"format": GRAMMAR}
)

WISHES = {
    "tools": (
        {"input": [HELLO], "tools": [WEATHER], "tool_choice": "auto", "parallel_tool_calls": False},
        {
            "messages": (HELLO_MEANT,),
            "tools": (WEATHER_MEANT,),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.AUTO),
            "parallel_tool_calls": False,
        },
    ),
    "a tool that leaves strictness to the provider": (
        {"input": [HELLO], "tools": [{"type": "function", "name": "f", "parameters": None, "strict": None}]},
        {"messages": (HELLO_MEANT,), "tools": (ToolDefinition(name="f", extra={"strict": None}),)},
    ),
    "one tool by name": (
        {"input": [HELLO], "tools": [WEATHER], "tool_choice": {"type": "function", "name": "get_weather"}},
        {
            "messages": (HELLO_MEANT,),
            "tools": (WEATHER_MEANT,),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.NAMED, name="get_weather"),
        },
    ),
    "some of the tools": (
        {
            "input": [HELLO],
            "tools": [WEATHER, PATCH],
            "tool_choice": {
                "type": "allowed_tools",
                "mode": "required",
                "tools": [{"type": "custom", "name": "apply_patch"}],
            },
        },
        {
            "messages": (HELLO_MEANT,),
            "tools": (WEATHER_MEANT, PATCH_MEANT),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.REQUIRED, allowed=("apply_patch",)),
        },
    ),
    "a provider's own tool by its type": (
        {
            "input": [HELLO],
            "tools": [{"type": "file_search", "vector_store_ids": ["vs_1"]}],
            "tool_choice": {"type": "file_search"},
        },
        {
            "messages": (HELLO_MEANT,),
            "tools": (ToolDefinition(name="file_search", kind=ToolKind.NATIVE, extra={"vector_store_ids": ["vs_1"]}),),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.NAMED, name="file_search", extra={"type": "file_search"}),
        },
    ),
    "providers' own tools": (
        {
            "input": [HELLO],
            "tools": [
                {"type": "web_search", "search_context_size": "low"},
                {"type": "code_interpreter", "container": {"type": "auto"}},
                {"type": "local_shell"},
                {"type": "mcp", "server_label": "docs", "server_url": "https://example.org/mcp"},
            ],
        },
        {
            "messages": (HELLO_MEANT,),
            "tools": (
                ToolDefinition(name="web_search", kind=ToolKind.NATIVE, extra={"search_context_size": "low"}),
                ToolDefinition(name="code_interpreter", kind=ToolKind.NATIVE, extra={"container": {"type": "auto"}}),
                ToolDefinition(name="local_shell", kind=ToolKind.NATIVE),
                ToolDefinition(
                    name="mcp",
                    kind=ToolKind.NATIVE,
                    extra={"server_label": "docs", "server_url": "https://example.org/mcp"},
                ),
            ),
        },
    ),
    "json object and verbosity": (
        {"input": [HELLO], "text": {"format": {"type": "json_object"}, "verbosity": "low"}},
        {
            "messages": (HELLO_MEANT,),
            "response_format": ResponseFormat(kind=ResponseFormatKind.JSON_OBJECT),
            "verbosity": "low",
        },
    ),
    "json schema": (
        {
            "input": [HELLO],
            "text": {
                "format": {
                    "type": "json_schema",
                    "name": "city",
                    "description": "a city",
                    "schema": CITY,
                    "strict": True,
                }
            },
        },
        {
            "messages": (HELLO_MEANT,),
            "response_format": ResponseFormat(
                kind=ResponseFormatKind.JSON_SCHEMA, name="city", description="a city", schema=CITY, strict=True
            ),
        },
    ),
    "reasoning": (
        {
            "input": [HELLO],
            "reasoning": {"effort": "xhigh", "summary": "auto", "context": "all_turns"},
            "include": ["reasoning.encrypted_content"],
        },
        {
            "messages": (HELLO_MEANT,),
            "reasoning": Reasoning(effort="xhigh", summary="auto", extra={"context": "all_turns"}),
        },
    ),
    "no reasoning": (
        {"input": [HELLO], "reasoning": {"effort": "none"}},
        {"messages": (HELLO_MEANT,), "reasoning": Reasoning(effort="none")},
    ),
    "logprobs and other inclusions": (
        {
            "input": [HELLO],
            "include": ["web_search_call.action.sources", "message.output_text.logprobs"],
            "top_logprobs": 3,
        },
        {
            "messages": (HELLO_MEANT,),
            "logprobs": True,
            "top_logprobs": 3,
            "extra": {"include": ["web_search_call.action.sources"]},
        },
    ),
    "everything that stands beside": (
        {
            "input": [HELLO],
            "stream": True,
            "max_output_tokens": 64,
            "temperature": 0.2,
            "top_p": 1,
            "service_tier": "flex",
            "prompt_cache_key": "thread-1",
            "user": "u-1",
            "metadata": {"case": "1"},
        },
        {
            "messages": (HELLO_MEANT,),
            "stream": True,
            "max_output_tokens": 64,
            "temperature": 0.2,
            "top_p": 1,
            "service_tier": "flex",
            "prompt_cache_key": "thread-1",
            "user": "u-1",
            "metadata": {"case": "1"},
        },
    ),
    "the user by the newer name": (
        {"input": [HELLO], "safety_identifier": "u-1"},
        {"messages": (HELLO_MEANT,), "user": "u-1", "extra": {"safety_identifier": "u-1"}},
    ),
    "what has no word in the hub": (
        {
            "input": [HELLO],
            "truncation": "auto",
            "max_tool_calls": 3,
            "stream_options": {"include_obfuscation": False},
            "moderation": {"model": "omni-moderation-latest"},
        },
        {
            "messages": (HELLO_MEANT,),
            "extra": {
                "truncation": "auto",
                "max_tool_calls": 3,
                "stream_options": {"include_obfuscation": False},
                "moderation": {"model": "omni-moderation-latest"},
            },
        },
    ),
}
"""Bodies that are written exactly as they are read."""

REFUSED = {
    "a stored answer": ({"input": [HELLO], "store": True}, "store"),
    "an answer to continue from": ({"input": [HELLO], "previous_response_id": "resp_1"}, "previous_response_id"),
    "a conversation": ({"input": [HELLO], "conversation": {"id": "conv_1"}}, "conversation"),
    "an answer in the background": ({"input": [HELLO], "background": True}, "background"),
    "a template": ({"input": [HELLO], "prompt": {"id": "pmpt_1"}}, "prompt"),
    "an item by its id": ({"input": [HELLO, {"type": "item_reference", "id": "rs_1"}]}, "input[1]"),
    "an item by its id alone": ({"input": [{"id": "rs_1"}]}, "input[0]"),
}
"""Bodies that only a provider that keeps answers can serve, and the field at fault."""
