"""docs/demonstration.md is typed as it stands, and each check finds what it says."""

import os
import re
import subprocess

from config.settings.places import ROOT

STEP = re.compile(r"<!-- (run|finds: (?P<words>[^>]*)) -->\n```sh\n(?P<script>.*?)```", re.S)
TEXT = (ROOT / "docs" / "demonstration.md").read_text("utf-8")
# Between the steps the shell keeps its variables; each tells how it ended and what it said.
MARK = "---- step"


def test_every_block_is_a_step():
    assert TEXT.count("```sh") == len(STEP.findall(TEXT))


def test_each_check_finds_what_was_changed(tmp_path):
    steps = list(STEP.finditer(TEXT))
    script = "".join(
        f"{step['script']}\nstatus=$?\necho '{MARK}' {number} $status\n"
        for number, step in enumerate(steps)
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SANSHEN_")}
    done = subprocess.run(
        ["bash", "-c", f"exec 2>&1; {script}"],
        cwd=ROOT,
        env={**kept, "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = re.split(rf"{MARK} (\d+) (\d+)\n", done.stdout)
    ended = {int(said[n + 1]): (int(said[n + 2]), said[n]) for n in range(0, len(said) - 1, 3)}
    for number, step in enumerate(steps):
        status, output = ended[number]
        if step["words"] is None:
            assert status == 0, f"{step['script']}\n{output}"
        else:
            assert status == 1, f"{step['script']}\n{output}"
            assert step["words"].strip() in output, f"{step['script']}\n{output}"
