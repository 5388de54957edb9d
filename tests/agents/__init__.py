"""Real coding agents through the gateway: each does a scripted task in a folder of its own.

`python -m tests.agents` installs what `package.json` pins (784 MB, into the user's cache) and runs them.
"""
