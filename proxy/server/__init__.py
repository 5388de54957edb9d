"""The client side: HTTP routes, authentication, limits, and answers as they stream."""
