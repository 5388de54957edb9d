"""Configurations for integration tests: the quickstart, with its providers at a simulator."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUICKSTART = ROOT / "examples" / "quickstart"
SECRETS = {f"{name}_API_KEY": f"sk-{name.lower()}" for name in ("NORDLYS", "ALPENHOST", "ATLANTIC", "BARGAIN")}
HEALTH, WEB = "fl-demo-health", "fl-demo-web"


def quickstart_at(simulator: str, folder: Path) -> Path:
    """Copy the quickstart to *folder*, with every provider at the simulator's address; return the copy."""
    copy = folder / "config"
    shutil.copytree(QUICKSTART, copy)
    providers = copy / "providers.yaml"
    text = providers.read_text()
    for name in re.findall(r"^id: (\w+)$", text, re.MULTILINE):
        text = re.sub(rf"(id: {name}\n.*?base_url: )\S+", rf"\g<1>{simulator}/{name}", text, count=1, flags=re.DOTALL)
    providers.write_text(text)
    return copy
