"""One module for each kind of document: a valid document to the value that the rest of the house works with.

Everything here is total: the schema has seen the shape, `references` has seen the names.
"""
