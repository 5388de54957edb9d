"""A small directory with two endpoints and two policies, and cases to be run in it."""

from proxy.catalog.secret import Secret
from proxy.config.snapshot import Snapshot
from proxy.config.sources.shipped import shipped_schemas
from proxy.gateway.casework import Outcome, arrange, run
from tests.support.configuration import source
from tests.support.snapshots import build_snapshot

TODAY = "2026-11-24"
DIGEST = "ab" * 32

DIRECTORY = f"""\
kind: gateway
headers: [x-project]
---
kind: model
id: acme/small
---
kind: model
id: acme/large
---
kind: alias
id: fast
model: acme/small
---
kind: team
scope: acme
models: [acme/*]
---
kind: team
scope: acme/health
models: ['*']
tags: [phi]
keys: [{{id: nurse, sha256: {DIGEST}}}]
---
kind: provider
id: north
dialect: openai_chat
base_url: https://north.example/v1
endpoints:
  - {{id: north-small, model: acme/small, upstream_model: s, training: false, headquarters: SE, features: [tools],
      price: {{input: 2, output: 4}},
      evidence: {{source: trust page, verified_at: 2026-01-01, valid_until: 2026-12-31}}}}
---
kind: provider
id: west
dialect: openai_chat
base_url: https://west.example/v1
endpoints:
  - {{id: west-small, model: acme/small, upstream_model: s, training: true, headquarters: US, price: {{input: 1, output: 2}}}}
  - {{id: west-large, model: acme/large, upstream_model: l, training: true, headquarters: US}}
---
kind: policy
id: phi-untrained
title: Nobody trains on patients
scope: acme
waivable: true
match: '"phi" in request.tags'
require: {{training: false}}
caps: {{output_tokens: 100, deadline: 30s}}
obligations: {{store: false}}
---
kind: policy
id: states-will-go
title: The United States will go
scope: acme
mode: warn
require: {{where: endpoint.headquarters != "US"}}
---
kind: waiver
id: study
policy: phi-untrained
scope: acme/health
reason: a study
approver: ciso@acme.example
expires: 2026-10-31
"""

HEAD = "kind: cases\nid: some\n"


def build(*documents: str, today: str = TODAY) -> Snapshot:
    """Build the directory with *documents* beside it, in a file of their own."""
    files = [source(DIRECTORY, path="directory.yaml"), source(*documents, path="cases.yaml")]
    return build_snapshot(
        files,
        schemas=shipped_schemas(),
        secret=lambda reference: Secret("x", reference=reference),
        today=today,
        simulator_url="http://127.0.0.1:9",
    )


def outcomes(*documents: str, today: str = TODAY) -> list[Outcome]:
    """Run the cases of *documents* in the directory."""
    return [run(arranged) for arranged in arrange(build(*documents, today=today), today)]


def one(case: str, head: str = "") -> Outcome:
    """Run one case: its fields as YAML flow entries, behind *head*, the fields of its document."""
    (outcome,) = outcomes(f"{HEAD}{head}cases:\n  - {{name: c, {case}}}\n")
    return outcome


def failures(case: str, head: str = "") -> list[str]:
    """Return what fails of one case, as it prints."""
    return [str(failure) for failure in one(case, head).failures]
