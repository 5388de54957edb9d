"""Documents to a Snapshot: strict YAML, schemas, references, types; all problems at once, or one immutable value.

`build_snapshot` takes the text of files and returns a `Snapshot` or raises `InvalidConfiguration`; it reads nothing
itself. Reading directories, watching them and resolving secrets is in `sources/`.
"""
