"""Fairlane: an LLM gateway whose every call runs in a lane that policy files in git have drawn.

The words used everywhere: a **client** sends a request in a **dialect**; **facts** about it go through the **policies**
and come out as a **decision**; the decision's **lane** holds the **endpoints** that survived; the pool makes a **plan**
of **attempts** from it; the **journal** has every decision and every settlement. Importing this package starts nothing.
"""

__version__ = "0.1.0"
