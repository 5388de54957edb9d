"""`python -m proxy` is the `fairlane` command."""

import sys

from proxy.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
