"""The hub format: what any dialect's request, answer and stream mean, in one set of frozen values.

A codec in `dialects/` turns a wire format into these and back. Nothing here knows a wire format, a provider or a
policy. What a codec does not know it keeps in `extra`, verbatim, to be replayed to the same dialect only. A field that
the client did not send is `UNSET`, never `None`: providers refuse explicit nulls.
"""
