"""The provider side: HTTP requests, credentials, attempts, and streams on their way back."""
