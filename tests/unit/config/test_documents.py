"""Documents: read in the order of files, all problems of a stage together, each with its place."""

import pytest

from proxy.config.codes import Code
from proxy.config.documents import read_documents, refuse
from proxy.config.problems import Problem
from proxy.config.schema import read_schemas
from proxy.config.sources.shipped import shipped_schemas
from proxy.errors import InvalidConfiguration
from tests.support.configuration import MODEL, POLICY, read, source

SCHEMAS = read_schemas(shipped_schemas())


def test_documents_come_in_the_order_of_files():
    """Whoever lists the directory has no say in what is first."""
    files = [source(POLICY, path="b.yaml"), source(MODEL, MODEL, path="a.yaml")]

    assert ["a.yaml", "a.yaml", "b.yaml"] == [document.file for document in read_documents(files, SCHEMAS)]


def test_a_document_knows_its_kind_and_value():
    """Later stages look at plain values and ask for places only when something is wrong."""
    document = read(MODEL)[0]

    assert ("model", {"kind": "model", "id": "acme/small"}) == (document.kind, document.value)


def test_places_are_those_of_the_file():
    """Every value of the built world can say where it was written."""
    document = read(MODEL, POLICY)[1]

    assert ("a.yaml:4:1", "a.yaml:7:8") == (document.place, document.place_of("scope"))


def test_yaml_problems_stop_before_the_schema():
    """A file that cannot be read has no shape to complain of."""
    with pytest.raises(InvalidConfiguration) as caught:
        read_documents([source("kind: [", path="b.yaml"), source("kind: x\n")], SCHEMAS)

    assert [Code.YAML] == [problem.code for problem in caught.value.problems]


def test_each_problem_is_told_once_and_in_order():
    """Two roads to one mistake give one line."""
    early, late = (Problem(file="a", line=line, column=1, message="m", code=Code.MEANING) for line in (2, 10))
    with pytest.raises(InvalidConfiguration) as caught:
        refuse([late, early, late])

    assert (early, late) == caught.value.problems


def test_no_problems_are_no_refusal():
    """A sound set passes."""
    refuse([])
