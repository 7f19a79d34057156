"""What holds for request handling besides its scenarios."""

from __future__ import annotations

import re
import tomllib

from tests.processes.scenario import bundle_files


def test_every_status_that_a_case_takes_has_words_in_both_languages() -> None:
    files = bundle_files("request_handling")
    facts = tomllib.loads(files["procedure.toml"].decode("utf-8"))["facts"]
    (status,) = (fact for fact in facts if fact["variable"] == "status")
    diagram = files["request_handling.bpmn"].decode("utf-8")
    taken = set(re.findall(r'source="=&quot;(\w+)&quot;" target="status"', diagram)) | {"at_desk"}
    assert {choice["value"] for choice in status["choices"]} == taken
