"""Wire formats, without any I/O: bytes in, values out, and back.

One package per dialect, holding both directions, because a format that clients speak is also one that providers speak.
A dialect knows its own format and the canonical one, never another dialect, a provider, a policy or a socket. Adding
one is a new package and a line in `registry.py`.
"""
