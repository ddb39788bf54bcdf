"""JUnit, SARIF and Prometheus parsers read what scan writes."""

import json
import os

from peers import Logs, need, tfevents

need("tensorboardX")
schemas = os.environ.get("TFEVENTS_SCHEMAS", "")


def module(name):
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def junit(folder):
    text = tfevents("scan", folder, "-f", "junit")
    said = []
    parser = module("junitparser")
    if parser:
        suites = list(parser.JUnitXml.fromstring(text.encode()))
        cases = [case for suite in suites for case in suite]
        assert len(cases) == 7
        bad = [case.name for case in cases if case.result and not isinstance(case.result[0], parser.Skipped)]
        assert "exp1/seed1" in bad, bad
        assert suites[0].failures + suites[0].errors == len(bad)
        said.append("junitparser")
    path = os.path.join(schemas, "junit-10.xsd")
    schema = module("xmlschema")
    if schema and os.path.exists(path):
        schema.XMLSchema(path).validate(text)
        said.append("junit-10.xsd")
    return said


def sarif(folder):
    log = json.loads(tfevents("scan", folder, "-f", "sarif"))
    results = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert len(results) == 7
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    path = os.path.join(schemas, "sarif-2.1.0.json")
    validator = module("jsonschema")
    if validator and os.path.exists(path):
        with open(path) as file:
            validator.validate(log, json.load(file))
        return ["sarif-2.1.0.json"]
    return []


def prometheus(folder):
    client = module("prometheus_client")
    if not client:
        return []
    from prometheus_client.parser import text_string_to_metric_families

    families = {f.name: f for f in text_string_to_metric_families(tfevents("scan", folder, "-f", "prometheus"))}
    assert sum(s.value for s in families["tfevents_runs"].samples) == 7
    assert len(families["tfevents_run_verdict"].samples) == 7
    names = {s.labels["run"] for s in families["tfevents_run_best"].samples}
    assert "exp0/seed0" in names
    return ["prometheus_client"]


with Logs() as folder:
    print("reports:", ", ".join(junit(folder) + sarif(folder) + prometheus(folder)) or "nothing installed")
