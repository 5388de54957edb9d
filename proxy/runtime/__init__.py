"""The running process: the one place where everything is put together, reloaded and drained."""
