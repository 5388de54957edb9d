"""What tests with real clients share: a gateway before simulated providers of several dialects, and npm's packages."""
