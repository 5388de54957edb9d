"""Simulated providers that speak the real wire formats over HTTP, with faults to order; for demos, tests and drills."""
