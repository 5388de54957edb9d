"""One call from end to end, as a story; async, but without any I/O of its own."""
