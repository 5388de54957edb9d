"""Logs of the process itself, by structlog: lines for people on a terminal, JSON elsewhere. Calls are in the journal."""

import logging
import sys

import structlog


def configure_logs(*, is_terminal: bool, level: int = logging.INFO) -> None:
    """Set up logging to standard error, once a process."""
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if is_terminal else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


class Log:
    """What may be logged, by name; a room says what happened and this decides how it reads."""

    def __init__(self) -> None:
        self.logger: structlog.typing.FilteringBoundLogger = structlog.get_logger("fairlane")

    def info(self, event: str, **fields: object) -> None:
        """Say that something ordinary happened."""
        self.logger.info(event, **fields)

    def alarm(self, event: str, **fields: object) -> None:
        """Say that something needs a person."""
        self.logger.error(event, **fields)

    def failure(self, event: str, error: BaseException, **fields: object) -> None:
        """Say that something broke that should not be able to, with its traceback."""
        self.logger.error(event, exc_info=error, **fields)
