"""How fast the gateway is, always as a ratio to a bare forwarder in the same run; `python -m tests.bench`."""
