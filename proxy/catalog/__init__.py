"""What exists: providers, models, endpoints, prices, and the governance facts that policies may rely on.

An **endpoint** is one model at one provider in one region. A fact that nobody could verify is `None`, which means
*unknown*; a policy that reads an unknown fact removes the endpoint. Nothing here knows a policy, a wire format or a file.
"""
