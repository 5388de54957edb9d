"""Every client dialect against every provider, feature by feature, over real HTTP.

A feature is a canonical request and what must be true of it upstream and of its answer. The client's dialect writes the
request and reads the answer, the provider's reads what arrived; both are held to the official SDKs' types elsewhere.
"""
