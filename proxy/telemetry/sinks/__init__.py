"""What leaves the process about calls: logs, metrics, journal files."""
