"""A curl command line, read without a shell: what it would send, and what cannot be told from it."""

import pytest

from proxy.cli.curl import is_curl, read_curl
from proxy.errors import InvalidRequest

URL = "https://gateway.example/v1/chat/completions"


@pytest.mark.parametrize("text", ["curl x", "  curl x", "$ curl x", "curl\tx", "curl.exe x"])
def test_a_command_is_known_by_its_first_word(text):
    """With the prompt that documentation puts before it."""
    assert is_curl(text.encode())


@pytest.mark.parametrize("text", ["", "{}", '{"model": "curl x"}', "curly"])
def test_a_body_is_no_command(text):
    """A body is a JSON object, whatever it says."""
    assert not is_curl(text.encode())


def test_url_headers_and_body_are_read():
    """As documentation writes it, over several lines."""
    sent = read_curl(
        f"""$ curl {URL} \\
          -H "Authorization: Bearer fl-1" -H 'X-Fairlane-Tags: phi' \\
          -d '{{"model": "a/b"}}'""".encode()
    )

    assert ("/v1/chat/completions", b'{"model": "a/b"}') == (sent.path, sent.body)
    assert (("Authorization", "Bearer fl-1"), ("X-Fairlane-Tags", "phi")) == sent.headers


@pytest.mark.parametrize(
    "option",
    ["-d '{}'", "-d'{}'", "--data '{}'", "--data-raw '{}'", "--data-binary '{}'", "--json '{}'", "--json='{}'"],
)
def test_a_body_may_come_by_any_option(option):
    """Those that curl has for it."""
    assert b"{}" == read_curl(f"curl -sS -X POST --compressed -o out.json --url {URL} {option}".encode()).body


def test_what_a_browser_quotes_is_unquoted():
    """Browsers copy ANSI-C quoting where a text has quotes or signs that a shell would read."""
    sent = read_curl(rf"""curl '{URL}' --data-raw $'{{"a": "it\'s \u0021 \ud83d\ude00 \\n"}}'""".encode())

    assert rb'{"a": "it' + "'s ! \N{GRINNING FACE} ".encode() + rb'\n"}' == sent.body


def test_a_shells_words_stay_as_they_are():
    """Nothing is run and no variable is read."""
    assert b"$(id) $HOME `id`" == read_curl(f'curl {URL} -d "$(id) $HOME `id`"'.encode()).body


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (f"curl {URL} -d @body.json", "`@file` is not read"),
        (f"curl {URL} --json @body.json", "`@file` is not read"),
        (f"curl {URL} -u me:hunter2 -d x", "`-u` is not understood"),
        (f"curl {URL} -ume:hunter2", "`-u` is not understood"),
        (f"curl {URL} --oauth2-bearer=hunter2", "`--oauth2-bearer` is not understood"),
        (f"curl {URL} -X GET", "-X/--request cannot be read"),
        (f"curl {URL} -d", "cannot be read"),
        (f"curl {URL} -d 'hunter2", "ends too early"),
        ("curl -d x", "0 URLs"),
        ("curl a b", "2 URLs"),
    ],
)
def test_what_cannot_be_told_is_refused(command, expected):
    """With the way out, and without repeating a value that may be a secret."""
    with pytest.raises(InvalidRequest) as caught:
        read_curl(command.encode())

    assert expected in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_raw_data_may_begin_with_an_at_sign():
    """There it names no file."""
    assert b"@x" == read_curl(f"curl {URL} --data-raw @x".encode()).body
