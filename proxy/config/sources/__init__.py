"""Where documents and secrets come from: files, watched directories, the environment."""
