"""Policies: documents, compiled with CEL, that narrow what a call may reach, and say why.

The words here are CEL's own inside (environment, check, program, activation) and Cedar's outside (principal, decision,
reason). `compile_policies` turns documents and a catalogue into a `PolicySet`; `PolicySet.decide` turns facts into a
`Decision`; `PolicySet.explain` gives the reason for every endpoint that is not in the lane. Everything is pure: the
time is a fact of the request.
"""
