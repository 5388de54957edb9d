"""What documents bring into the world to be named by others."""

from proxy.config.names import names_of, text_at
from tests.support.casework import DIRECTORY
from tests.support.configuration import read

DOCUMENTS = read(DIRECTORY)


def test_every_kind_brings_its_names():
    """Endpoints and keys stand inside documents of another kind; headers are compared in lower case."""
    names = names_of(DOCUMENTS)

    assert ({"acme/small", "acme/large"}, {"north", "west"}) == (names.models, names.providers)
    assert ({"north-small", "west-small", "west-large"}, {"nurse"}) == (names.endpoints, names.keys)
    assert ({"study"}, {"x-project"}, {"fast": "acme/small"}) == (names.waivers, names.headers, names.aliases)
    assert ["phi-untrained", "states-will-go"] == list(names.policies)


def test_an_unknown_name_is_a_problem_with_what_was_meant():
    """At the path of whoever wrote it."""
    names = names_of([document for document in DOCUMENTS if document.kind != "model"])
    (alias,) = (document for document in DOCUMENTS if document.kind == "alias")

    assert ["unknown model `acme/small`"] == [problem.message for problem in names.model(alias, ("model",))]
    assert "acme/small" == text_at(alias, ("model",))
