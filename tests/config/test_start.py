"""What a process says when it is told to start with settings that must not run."""

import os
import subprocess
import sys

import pytest

from config.settings.places import ROOT

SECRET = "".join(chr(33 + n) for n in range(60))
PRODUCTION = {
    "SANSHEN_SECRET_KEY": SECRET,
    "SANSHEN_EDITING_HOST": "edit.example.gov.cn",
    "SANSHEN_PUBLIC_HOST": "www.example.gov.cn",
}


@pytest.fixture
def start(tmp_path):
    """Return a function that loads a settings module in a process of its own."""

    def run(module: str, show: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if "SANSHEN_" not in name}
        return subprocess.run(
            [sys.executable, "-c", f"from config.settings import {module} as s; print({show})"],
            cwd=ROOT,
            env={
                **kept,
                "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
                "SANSHEN_DATA": str(tmp_path),
                **variables,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def refused(result: subprocess.CompletedProcess[str], name: str) -> None:
    """Assert one line that begins with the variable, and no traceback."""
    assert result.returncode != 0
    assert result.stderr.startswith(name)
    assert len(result.stderr.splitlines()) == 1


class TestDemo:
    def test_it_starts_with_nothing_set(self, start):
        assert start("demo").returncode == 0

    @pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.20", "::"])
    def test_it_listens_on_the_loopback_address_alone(self, start, address):
        refused(start("demo", SANSHEN_LISTEN=address), "SANSHEN_LISTEN")

    def test_a_data_folder_that_cannot_be_made_stops_it(self, start):
        refused(start("demo", SANSHEN_DATA="/proc/nowhere"), "SANSHEN_DATA")

    def test_nonsense_stops_it_without_a_traceback(self, start):
        refused(start("demo", SANSHEN_PORT="http"), "SANSHEN_PORT")


class TestProduction:
    def test_it_starts_with_a_secret_and_two_host_names(self, start):
        result = start("production", "s.ALLOWED_HOSTS", **PRODUCTION)
        assert result.stdout == "['edit.example.gov.cn', 'www.example.gov.cn']\n"

    @pytest.mark.parametrize("name", sorted(PRODUCTION))
    def test_what_is_missing_stops_it(self, start, name):
        refused(start("production", **{**PRODUCTION, name: ""}), name)

    @pytest.mark.parametrize("secret", ["hunter2", "a" * 80])
    def test_a_secret_that_can_be_guessed_stops_it(self, start, secret):
        result = start("production", **{**PRODUCTION, "SANSHEN_SECRET_KEY": secret})
        refused(result, "SANSHEN_SECRET_KEY")
        assert secret not in result.stderr

    def test_one_host_name_for_both_sides_stops_it(self, start):
        both = {**PRODUCTION, "SANSHEN_EDITING_HOST": "WWW.example.gov.cn"}
        refused(start("production", **both), "SANSHEN_EDITING_HOST")

    @pytest.mark.parametrize(
        ("role", "host"),
        [("editing", "edit.example.gov.cn"), ("public", "www.example.gov.cn")],
    )
    def test_each_role_answers_to_its_own_name(self, start, role, host):
        result = start("production", "s.ALLOWED_HOSTS", **PRODUCTION, SANSHEN_ROLE=role)
        assert result.stdout == f"['{host}']\n"

    def test_the_public_process_installs_nothing_of_the_editing_side(self, start):
        result = start("production", "s.INSTALLED_APPS", **PRODUCTION, SANSHEN_ROLE="public")
        assert "ledger" in result.stdout
        for package in ("wagtail", "cms", "workflow", "django.contrib.auth"):
            assert package not in result.stdout
