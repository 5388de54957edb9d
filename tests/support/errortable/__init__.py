"""Every error in every client dialect, as the official SDKs see it: status, words and the class of the exception."""
