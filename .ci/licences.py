"""Fails when a dependency has a licence the project does not accept."""

import json
import re
import subprocess
import sys

ACCEPTED = {
    "MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "Unicode-3.0",
    "0BSD", "CC0-1.0", "MIT-0", "Unlicense", "BSL-1.0",
}


def accepted(expression):
    """Whether an SPDX expression can be met: every AND part has an accepted OR alternative."""
    plain = expression.replace("(", "").replace(")", "").replace("/", " OR ")
    return all(
        any(choice.strip() in ACCEPTED for choice in re.split(r"\s+OR\s+", part))
        for part in re.split(r"\s+AND\s+", plain)
    )


metadata = json.loads(subprocess.run(
    ["cargo", "metadata", "--format-version", "1", "--locked"], check=True, capture_output=True
).stdout)
refused = [
    f"{package['name']} {package['version']}: {package['license']}"
    for package in metadata["packages"]
    if not accepted(package["license"] or "none stated")
]
print(f"{len(metadata['packages'])} packages, {len(refused)} refused")
print("\n".join(refused))
sys.exit(bool(refused))
