"""What policies say besides who may serve a call, seen from the client of a running gateway: modes, waivers, words, wishes."""

import json
from datetime import UTC, datetime, timedelta

import openai
import pytest

from tests.integration.conftest import Running
from tests.support.configs import HEALTH, SECRETS, WEB, quickstart_at
from tests.support.processes import process

MODEL = "openai/gpt-oss-120b"
ASKED = [{"role": "user", "content": "Write 12 words about rivers."}]

LANGUAGE = """\
kind: policy
id: warns-of-the-states
title: The United States will go
scope: acme/web
mode: warn
require: {where: endpoint.headquarters != "US"}
---
kind: policy
id: audits-the-price
title: Cheaper would be better
scope: acme/web
mode: audit
caps: {price_output: 0.3}
---
kind: policy
id: two-tries
title: Two tries
scope: acme/web
caps: {attempts: 2, deadline: 20s}
obligations: {store: false}
---
kind: policy
id: draft-words
title: No drafts
owner: ada@acme.example
scope: acme
match: '"draft" in request.tags'
require: {where: "false"}
message: "no drafts with {request.model}; ask {policy.owner}"
---
kind: policy
id: health-is-closed
title: Nothing for the health team
scope: acme/health
waivable: true
require: {where: "false"}
---
kind: waiver
id: health-study
policy: health-is-closed
scope: acme/health
reason: a study
approver: ciso@acme.example
expires: %s
---
kind: waiver
id: forgotten
policy: health-is-closed
scope: acme/web
reason: long ago
approver: ciso@acme.example
expires: 2020-01-31
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Run a gateway on the quickstart with the documents above beside its own."""
    folder = tmp_path_factory.mktemp("language")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    with process("simulate", "--format", "json") as simulated:
        simulator = simulated.wait_for("url")["url"]
        config, state = quickstart_at(simulator, folder), folder / "state"
        (config / "language.yaml").write_text(LANGUAGE % tomorrow)
        arguments = ("--config", str(config), "--state", str(state), "--port", "0", "--admin-port", "0")
        with process("serve", *arguments, environment=SECRETS) as gateway:
            expired = gateway.wait_for("a waiver has expired")
            assert "forgotten" == expired["waiver"]
            said = gateway.wait_for('"serving"')
            yield Running(
                gateway=gateway, url=said["url"], admin=said["admin"], simulator=simulator, config=config, state=state
            )


def client(running, key: str, **options) -> openai.OpenAI:
    """Return an SDK client with one of the quickstart's keys."""
    return openai.OpenAI(base_url=f"{running.url}/v1", api_key=key, max_retries=0, **options)


def recorded(running, call: str) -> dict:
    """Return the journal's decision on a call."""
    lines = [
        json.loads(line)
        for path in (running.state / "journal").glob("*.jsonl")
        for line in path.read_text().splitlines()
    ]
    [found] = [line for line in lines if line["call"] == call and line["kind"] == "decided"]
    return found


def test_a_warning_is_a_header_and_an_audit_is_not(running):
    """Both let the call pass and stand in the journal with what they would have removed."""
    with client(running, WEB) as made:
        answer = made.chat.completions.with_raw_response.create(model=MODEL, messages=ASKED)
    record = recorded(running, answer.headers["x-fairlane-decision"])

    assert "warns-of-the-states" == answer.headers["x-fairlane-warning"]
    assert [("audits-the-price", "audit"), ("warns-of-the-states", "warn")] == [
        (shadow["policy"], shadow["mode"]) for shadow in record["shadows"]
    ]
    assert ["atlantic-gpt-oss"] == record["shadows"][1]["removes"]


def test_caps_and_obligations_stand_in_the_journal(running):
    """The smallest of each, by name."""
    with client(running, WEB) as made:
        answer = made.chat.completions.with_raw_response.create(model=MODEL, messages=ASKED)
    record = recorded(running, answer.headers["x-fairlane-decision"])

    assert {"output_tokens": 4096, "attempts": 2, "deadline": 20.0} == record["caps"]
    assert ["store: false"] == record["obligations"]


def test_a_refusal_speaks_the_policys_own_words(running):
    """And names the policy, its place and the reasons after them."""
    with (
        client(running, WEB, default_headers={"X-Fairlane-Tags": "draft"}) as made,
        pytest.raises(
            openai.PermissionDeniedError, match=r"no drafts with openai/gpt-oss-120b; ask ada@acme\.example"
        ) as caught,
    ):
        made.chat.completions.create(model=MODEL, messages=ASKED)

    assert "draft-words" == caught.value.body["policy"]


def test_a_waiver_lifts_a_policy_until_it_expires(running):
    """The decision names it, so that an auditor finds the exception behind the call."""
    with client(running, HEALTH) as made:
        answer = made.chat.completions.with_raw_response.create(model=MODEL, messages=ASKED)

    assert ["health-study"] == recorded(running, answer.headers["x-fairlane-decision"])["waivers"]


def test_wishes_of_the_sdks_extra_body_narrow_and_order(running):
    """OpenRouter's fields, sent as its users send them, do not reach the provider."""
    with client(running, WEB) as made:
        made_with = made.chat.completions.with_raw_response.create
        ordered = made_with(model=MODEL, messages=ASKED, extra_body={"provider": {"order": ["alpenhost"]}})
        only = made_with(model=f"{MODEL}:floor", messages=ASKED, extra_body={"provider": {"only": ["nordlys"]}})
        chain = made_with(
            model="fast", messages=ASKED, extra_body={"models": [MODEL], "provider": {"ignore": ["nordlys"]}}
        )

    assert ["alpenhost-gpt-oss", "nordlys-gpt-oss", "atlantic-gpt-oss"] == [
        answer.headers["x-fairlane-endpoint"] for answer in (ordered, only, chain)
    ]


def test_a_wish_that_nothing_meets_is_a_refusal_in_the_clients_words(running):
    """And one that nobody knows is an error that names the field."""
    with client(running, WEB) as made:
        with pytest.raises(openai.PermissionDeniedError, match="meets the request's own `provider"):
            made.chat.completions.create(model=MODEL, messages=ASKED, extra_body={"provider": {"only": ["nobody"]}})
        with pytest.raises(openai.BadRequestError, match="did you mean `only`") as caught:
            made.chat.completions.create(model=MODEL, messages=ASKED, extra_body={"provider": {"onyl": ["nordlys"]}})

    assert "provider.onyl" == caught.value.param
