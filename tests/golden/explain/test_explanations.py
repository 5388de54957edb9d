"""What people read of an explanation of the quickstart, at a fixed width: `<name>.txt` for each call.

To write the files anew after a change that is meant: `python -m tests.golden.explain.test_explanations`.
"""

import io
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest

from proxy.cli.asked import Asked, make_call
from proxy.cli.explanation import show_everything
from proxy.cli.output import Format, Output
from proxy.config.snapshot import Snapshot
from proxy.config.source import SourceFile
from proxy.config.sources.files import read_files
from proxy.gateway.explain import explain
from proxy.runtime.build import Builder
from tests.support.calls import FakeClock

FOLDER = Path(__file__).parent
QUICKSTART = str(FOLDER.parents[2] / "examples" / "quickstart")
GPT, LLAMA = "openai/gpt-oss-120b", "meta-llama/llama-3.3-70b-instruct"

SHADOW = b"""\
kind: policy
id: swiss-soon
title: Everything in Switzerland, from next year on
scope: acme
mode: audit
match: '"project" in request.metadata || request.input_tokens > 1'
require: {processing: [ch]}
---
kind: policy
id: keep-nothing
title: Nothing is kept
scope: acme
waivable: true
require: {retention_days: 0}
caps: {attempts: 1, deadline: 30s}
obligations: {store: false}
---
kind: waiver
id: study-2026
policy: keep-nothing
scope: acme/web
reason: a study of prompts
approver: ciso@acme.example
expires: 2026-12-31
"""
"""A policy in the shadow, and one that the web team was waived."""

CALLS = {
    "phi": ("health-demo", GPT, b"", 110),
    "phi-narrow": ("health-demo", GPT, b"", 60),
    "refused": ("health-demo", LLAMA, b"", 110),
    "alias": ("web-demo", "fast", b"", 110),
    "shadow-and-waiver": ("web-demo", GPT, SHADOW, 110),
    "capped": ("health-demo", GPT, SHADOW, 110),
}
"""Name of the file to key, model, further documents, and width."""


def build(extra: bytes) -> Snapshot:
    """Return the quickstart's snapshot with *extra* documents, on the one day of all tests."""
    files = list(read_files([QUICKSTART]))
    files += [SourceFile(path=f"{QUICKSTART}/extra.yaml", text=extra)] if extra else []
    return replace(
        Builder(clock=FakeClock(), simulator_url="http://127.0.0.1:9", gates=False)(files), revision="0123456789ab"
    )


def shown(name: str, form: Format = Format.HUMAN) -> str:
    """Return what is printed for the call with this name."""
    key, model, extra, width = CALLS[name]
    body = b'{"model": "%b", "messages": [{"role": "user", "content": "hi"}]}' % model.encode()
    call = make_call(Asked(body=body, key=key, declared={}), build(extra), FakeClock())
    printed = io.StringIO()
    with redirect_stdout(printed):
        output = Output(form)
        output.out.width = width
        show_everything(explain(call, build(extra)), output, QUICKSTART)
    return "".join(f"{line.rstrip()}\n" for line in printed.getvalue().splitlines())


@pytest.mark.parametrize("name", CALLS)
def test_an_explanation_reads_as_it_should(name):
    """Every part in its place, with file and line."""
    assert (FOLDER / f"{name}.txt").read_text() == shown(name)


@pytest.mark.parametrize("name", CALLS)
def test_a_pipe_gets_no_colours_and_its_rows_in_tabs(name):
    """What is tab separated can be cut and counted."""
    text = shown(name, Format.PLAIN)

    assert "\x1b" not in text + shown(name)
    assert "policy\tmode\tapplies\tbecause\twhere\n" in text


if __name__ == "__main__":
    for each in CALLS:
        (FOLDER / f"{each}.txt").write_text(shown(each))
