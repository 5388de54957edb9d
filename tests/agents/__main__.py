"""`python -m tests.agents [pytest's options]`: install the agents and run their tests."""

import os
import sys
from pathlib import Path

import pytest

from tests.agents.agents import ASKED_FOR

os.environ[ASKED_FOR] = "1"
sys.exit(pytest.main(["-m", "agents", "--durations=0", str(Path(__file__).parent), *sys.argv[1:]]))
