"""Documents to a Snapshot: strict YAML, schemas, references, types; all problems at once, or one immutable value.

`check_documents` and `assemble` take the text of files to a `Snapshot` or raise `InvalidConfiguration`; they read
nothing themselves. Reading directories, watching them and resolving secrets is in `sources/`.
"""
