"""What the preview needs weighs on nobody who wants a report."""

from __future__ import annotations

import subprocess
import sys


def test_a_report_imports_nothing_of_the_previews_server():
    code = (
        "import sys, framing.cli, framing.study, framing.report.pdf\n"
        "tops = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(tops & {'starlette', 'uvicorn', 'anyio', 'h11', 'watchfiles'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
