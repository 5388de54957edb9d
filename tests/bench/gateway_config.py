"""The configuration the benchmark serves: a catalogue and policies of an ordinary size, everything switched on."""

import hashlib
from pathlib import Path

KEY = "fl-bench"
PROVIDERS = 10
POLICIES = 40


def write_config(folder: Path, upstream: str) -> Path:
    """Write a directory whose every endpoint of `bench/bench` stands at *upstream*."""
    (folder / "models.yaml").write_text("kind: model\nid: bench/bench\ntitle: Bench\n")
    (folder / "providers.yaml").write_text("---\n".join(provider(number, upstream) for number in range(PROVIDERS)))
    (folder / "policies.yaml").write_text("---\n".join(policy(number) for number in range(POLICIES)))
    digest = hashlib.sha256(KEY.encode()).hexdigest()
    (folder / "teams.yaml").write_text(
        f'kind: team\nscope: acme/bench\ntitle: Bench\nmodels: ["*"]\nkeys:\n  - {{id: bench, sha256: {digest}}}\n'
    )
    return folder


def provider(number: int, upstream: str) -> str:
    """Return one provider; the first is the cheapest, so every call goes there."""
    return f"""kind: provider
id: p{number}
title: Provider {number}
dialect: openai_chat
base_url: {upstream}/v1
credential: env:BENCH_API_KEY
endpoints:
  - id: p{number}-bench
    model: bench/bench
    upstream_model: bench
    headquarters: {"SE" if number % 2 == 0 else "US"}
    processing: [{"SE" if number % 2 == 0 else "US"}]
    storage: [{"SE" if number % 2 == 0 else "US"}]
    retention_days: {number}
    training: false
    price: {{input: {number + 1}, output: {number + 2}}}
    features: [tools]
"""


def policy(number: int) -> str:
    """Return one policy; a third of them depends on the request, a third names another team."""
    head = f"kind: policy\nid: policy-{number}\ntitle: Policy {number}\n"
    kinds = [
        f"scope: acme\nmatch: '\"class-{number}\" in request.tags'\nrequire: {{retention_days: 0, processing: [eu]}}\n",
        f"scope: acme/team-{number}\nrequire: {{processing: [eu, ch]}}\n",
        "scope: acme\nrequire: {training: false, where: 'endpoint.price.output <= 50'}\n",
    ]
    return head + kinds[number % 3]
