"""Problems for code scanning: the fields of SARIF 2.1.0 that GitHub reads, and what the specification asks of them."""

import json

from proxy.cli.listing.sarif import write_log
from proxy.config.codes import Code
from tests.support.listing import problem


def run_of(*problems):
    """Return the one run of the log of *problems*, as a reader of its JSON gets it."""
    log = json.loads(json.dumps(write_log(problems)))
    assert ("2.1.0", 1) == (log["version"], len(log["runs"]))
    assert log["$schema"].startswith("https://")
    return log["runs"][0]


def test_every_code_is_a_rule():
    """Code scanning explains an alert by its rule."""
    driver = run_of()["tool"]["driver"]

    assert "fairlane" == driver["name"]
    assert [code.value for code in Code] == [rule["id"] for rule in driver["rules"]]
    assert all(
        {"shortDescription", "fullDescription", "help", "defaultConfiguration"} <= set(rule) for rule in driver["rules"]
    )


def test_a_problem_is_a_result_at_its_place():
    """Rule, level, text, file, line and column are where the specification has them."""
    result = run_of(problem(hint="mend it"))["results"][0]

    assert ("FL004", "error") == (result["ruleId"], result["level"])
    assert {"text": "unknown name `x` (mend it)"} == result["message"]
    assert [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a.yaml"},
                "region": {"startLine": 2, "startColumn": 3},
            }
        }
    ] == result["locations"]


def test_the_index_of_a_result_is_that_of_its_rule():
    """Both say the same of a result, as the specification demands."""
    run = run_of(problem())
    result = run["results"][0]

    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]


def test_no_problems_are_a_run_without_results():
    """A list that is there and empty closes the alerts of the last run; one that is absent does not."""
    assert [] == run_of()["results"]


def test_a_file_is_named_by_an_address():
    """Blanks and other letters are escaped; an absolute path is absolute as an address too."""
    places = [run_of(problem(file=file))["results"][0]["locations"][0] for file in ("./a b/ü.yaml", "/x/a.yaml")]

    assert ["a%20b/%C3%BC.yaml", "file:///x/a.yaml"] == [
        place["physicalLocation"]["artifactLocation"]["uri"] for place in places
    ]


def test_columns_count_characters():
    """Without a word, a reader would count UTF-16 units."""
    assert "unicodeCodePoints" == run_of()["columnKind"]
