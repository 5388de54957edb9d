"""From a lane to attempts: which endpoint first, which next, and when to stop.

All of it decides in synchronous code from values that are passed in; the I/O is in `upstream/`. A plan only ever holds
endpoints of its lane.
"""
