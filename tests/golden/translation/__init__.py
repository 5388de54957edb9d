"""Every pair of a client's dialect and a provider's: what goes up, and what comes back whole and streamed.

`clients/` has bodies as clients of a dialect send them, `providers/` answers and streams as providers of a dialect do, both
written by hand. `expected/<client>/<provider>.json` is what becomes of them on the way. It is written by
`python -m tests.golden.translation` and is read before it is committed: a line that changes is a claim about the wire.
"""
