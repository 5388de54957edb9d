"""The names of this dialect, where more than one module needs them."""

NAME = "anthropic_messages"
FAMILY = "anthropic"
STREAM_TYPE = "text/event-stream"

PATH = "v1/messages"
COUNT_PATH = "v1/messages/count_tokens"
