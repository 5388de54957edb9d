"""The `fairlane` command: one file per verb."""
