"""What can be set from outside, and how nonsense is refused."""

from pathlib import Path

import pytest
from pytest_django import Settings

from config.settings.environment import Environment, Nonsense, Role, read
from config.settings.places import ROOT


class TestDefaults:
    def test_nothing_needs_to_be_set_for_a_demo(self):
        environment = read({})
        assert environment.role is Role.ALL
        assert environment.time_zone == "Asia/Shanghai"
        assert environment.listens_on_loopback

    def test_the_database_is_a_file_in_the_data_folder(self):
        assert read({"SANSHEN_DATA": "/srv/portal"}).database["NAME"] == (
            "/srv/portal/sanshen.sqlite3"
        )

    def test_a_relative_data_folder_is_relative_to_the_project(self):
        assert read({"SANSHEN_DATA": "var/other"}).data == ROOT / "var" / "other"

    def test_an_empty_value_means_the_default(self):
        assert read({"SANSHEN_PORT": ""}).port == 8000

    def test_variables_of_other_programs_are_not_ours(self):
        assert read({"PORT": "x", "PATH": "/bin"}).port == 8000


class TestPostgreSQL:
    def test_one_address_says_everything(self):
        url = "postgres://desk:secret@db.internal:5433/portal"
        database = read({"SANSHEN_DATABASE_URL": url}).database
        assert database["ENGINE"] == "django.db.backends.postgresql"
        assert (database["USER"], database["HOST"], database["PORT"], database["NAME"]) == (
            "desk",
            "db.internal",
            5433,
            "portal",
        )


class TestElasticsearch:
    @pytest.mark.parametrize(
        ("written", "read_as"),
        [
            ("http://127.0.0.1:19200", "http://127.0.0.1:19200"),
            ("http://search.internal", "http://search.internal:9200"),
            ("https://u:p@search.internal/es/", "https://u:p@search.internal:443/es"),
        ],
    )
    def test_an_address_is_completed(self, written, read_as):
        assert read({"SANSHEN_ELASTICSEARCH_URL": written}).elasticsearch_url == read_as

    def test_the_name_that_other_programs_use_counts_when_ours_is_not_there(self):
        other = {"ELASTICSEARCH_URL": "http://other:9200"}
        assert read(other).elasticsearch_url == "http://other:9200"
        ours = {"SANSHEN_ELASTICSEARCH_URL": "http://ours:9200"}
        assert read(other | ours).elasticsearch_url == "http://ours:9200"


class TestNonsense:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("SANSHEN_PORT", "http"),
            ("SANSHEN_PORT", "70000"),
            ("SANSHEN_ROLE", "both"),
            ("SANSHEN_LANGUAGE", "klingon"),
            ("SANSHEN_TIME_ZONE", "Mars/Olympus"),
            ("SANSHEN_LISTEN", "everywhere"),
            ("SANSHEN_BEHIND_PROXY", "perhaps"),
            ("SANSHEN_SEARCH_ENGINE", "telepathy"),
            ("SANSHEN_ELASTICSEARCH_INDEX", "Sanshen_*"),
            ("SANSHEN_ELASTICSEARCH_CERTIFICATES", "/nowhere.pem"),
            ("SANSHEN_EMAIL_FROM", "nobody"),
            ("SANSHEN_EMAIL_ENCRYPTION", "rot13"),
            ("SANSHEN_PUBLIC_HOST", "https://www.example.gov.cn/"),
        ],
    )
    def test_a_refusal_names_the_variable_its_value_and_what_to_write(self, name, value):
        with pytest.raises(Nonsense) as refusal:
            read({name: value})
        field = name.removeprefix("SANSHEN_")
        assert str(refusal.value) == (
            f"{name} is {value!r}: write {Environment.what_to_write(field)}."
        )

    @pytest.mark.parametrize("url", ["mysql://root:hunter2@h/x", "postgres://u:hunter2@h:port/x"])
    def test_a_refusal_does_not_print_a_password(self, url):
        with pytest.raises(Nonsense) as refusal:
            read({"SANSHEN_DATABASE_URL": url})
        assert "hunter2" not in str(refusal.value)

    @pytest.mark.parametrize(
        "url", ["ftp://u:hunter2@h/", "http://u:hunter2@h:port", "hunter2", "http://h/?hunter2"]
    )
    @pytest.mark.parametrize("name", ["SANSHEN_ELASTICSEARCH_URL", "ELASTICSEARCH_URL"])
    def test_no_address_of_elasticsearch_is_printed_either(self, name, url):
        with pytest.raises(Nonsense, match="SANSHEN_ELASTICSEARCH_URL is not usable") as refusal:
            read({name: url})
        assert "hunter2" not in str(refusal.value)

    def test_elasticsearch_is_not_chosen_without_its_address(self):
        with pytest.raises(Nonsense, match="SANSHEN_ELASTICSEARCH_URL says nothing"):
            read({"SANSHEN_SEARCH_ENGINE": "elastic"})

    def test_a_misspelt_variable_is_refused_with_the_one_that_was_meant(self):
        with pytest.raises(Nonsense, match="did you mean SANSHEN_PORT"):
            read({"SANSHEN_PROT": "8000"})


class TestDocumentation:
    def test_every_variable_is_explained_in_the_settings_document(self):
        prose = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
        prose = prose.partition("## The variables, one by one")[2]
        left_out = {
            name
            for name in Environment.model_fields
            if f"SANSHEN_{name.upper()}`" not in prose and not name.startswith("email_")
        }
        assert left_out == set()

    def test_every_line_of_the_example_is_a_variable_with_a_value_that_is_accepted(self):
        lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
        pairs = [line[1:].partition("=") for line in lines if line.startswith("#SANSHEN_")]
        assert {name for name, _, _ in pairs} == {
            f"SANSHEN_{name.upper()}" for name in Environment.model_fields if name[:4] != "test"
        }
        read({name: value for name, _, value in pairs})


@pytest.mark.parametrize("data", [b"some bytes"])
def test_a_test_with_a_parameter_called_data_still_has_a_folder_of_its_own(
    data: bytes, settings: Settings, tmp_path: Path
) -> None:
    assert data
    assert tmp_path in Path(settings.SANSHEN_ASSETS).parents
