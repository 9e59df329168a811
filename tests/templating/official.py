"""The official MJML validator, where it is installed among the judges."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from digest.preflight.judges import installed
from tests.needs import missing

_SCRIPT = """
const { components } = require("mjml-core");
const mjml = require("mjml");
const lines = JSON.parse(require("fs").readFileSync(0, "utf8"));
const judged = async (source) => {
  try {
    return (await (mjml.default || mjml)(source, { validationLevel: "soft" })).errors.map((one) => one.message);
  } catch (error) {
    return [String(error.message)];
  }
};
(async () => {
  const kinds = Object.entries(components).map(([name, one]) => [name, one.allowedAttributes || {}]);
  const findings = [];
  for (const source of lines) findings.push(await judged(source));
  console.log(JSON.stringify({ findings, kinds: Object.fromEntries(kinds) }));
})();
"""


@cache
def node_packages() -> Path:
    """The judges' folder of node packages; the test is skipped where it has no mjml."""
    found = installed().modules
    if not installed().has("mjml"):
        missing("no node with the package mjml, whose validator is asked here; `bash .ci/judges` installs it")
    return found


def asked(*sources: str) -> dict[str, Any]:
    """What it says of each letter, as ``findings``, and the ``kinds`` of attributes of each element."""
    done = subprocess.run(
        ["node", "-e", _SCRIPT],
        cwd=node_packages().parent,
        env={**os.environ, "NODE_PATH": str(node_packages())},
        input=json.dumps(sources),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
