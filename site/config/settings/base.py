"""What every process has in common, derived from `environment`."""

from datetime import timedelta
from typing import Any

from config.settings import environment
from config.settings.environment import Role
from config.settings.places import ROOT, SITE, places

ENV = environment.load()
BASE_DIR = ROOT

SANSHEN_ROLE = str(ENV.role)
SANSHEN_SEARCH_ENGINE = ENV.search_engine
SANSHEN_ELASTICSEARCH_URL = ENV.elasticsearch_url
SANSHEN_ELASTICSEARCH_INDEX = ENV.elasticsearch_index
SANSHEN_ELASTICSEARCH_CERTIFICATES = ENV.elasticsearch_certificates
SANSHEN_REVIEW_HOURS = ENV.review_hours
SANSHEN_CORRECTION_DAYS = ENV.correction_days
SANSHEN_SCHEDULE = ENV.schedule
SANSHEN_ALARM_TO = [each for each in ENV.alarm_to.split(",") if each]
SANSHEN_ANCHOR_TO = [each for each in ENV.anchor_to.split(",") if each]
SANSHEN_ANCHOR_FOLDER = ENV.anchor_folder
SANSHEN_MIRROR = ENV.mirror
EDITS = ENV.role is not Role.PUBLIC
SHOWS = ENV.role is not Role.EDITING

# ── Places ──────────────────────────────────────────────────────────────────
_PLACES = places(ENV.data)
SANSHEN_DATA = _PLACES["SANSHEN_DATA"]
SANSHEN_KEYS = _PLACES["SANSHEN_KEYS"]
SANSHEN_STORE = _PLACES["SANSHEN_STORE"]
SANSHEN_ASSETS = _PLACES["SANSHEN_ASSETS"]
SANSHEN_HEAD = _PLACES["SANSHEN_HEAD"]
SANSHEN_READINGS = _PLACES["SANSHEN_READINGS"]
EMAIL_FILE_PATH = _PLACES["EMAIL_FILE_PATH"]
MEDIA_ROOT = _PLACES["MEDIA_ROOT"]
STATIC_ROOT = _PLACES["STATIC_ROOT"]
MEDIA_URL = "/workspace-media/"
STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE / "static"]

try:
    # Whitenoise warns about a folder of static files that is not there.
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
except OSError as error:
    environment.refuse(
        f"SANSHEN_DATA is {str(SANSHEN_DATA)!r}, which cannot be made ({error.strerror}): "
        "write a folder this process may write to."
    )

# ── Applications ────────────────────────────────────────────────────────────
# The public process installs nothing that could draft, review or sign.
_PUBLIC_APPS = [
    "config.apps.ConfigConfig",
    "ledger",
    "search",
    "portal",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
]
_EDITING_APPS = [
    "workflow",
    "workflow.desk",
    "workflow.reports",
    "workflow.notices",
    "workflow.accounts",
    "workflow.lexicons",
    "workflow.corrections",
    "cms",
    # Before wagtail.admin: its templates take the place of Wagtail's.
    "cms.admin",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "axes",
]
INSTALLED_APPS = [*_PUBLIC_APPS, *_EDITING_APPS] if EDITS else _PUBLIC_APPS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── Requests ────────────────────────────────────────────────────────────────
ROOT_URLCONF = f"config.urls_{ENV.role}"
WSGI_APPLICATION = "config.wsgi.application"
_EDITING_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.AdminLocaleMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "workflow.accounts.guard.GuardMiddleware",
    "config.readings.ReadingsMiddleware",
    "cms.admin.failing.DamagedForms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.hosts.HostMiddleware",
    "config.headers.HeadersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    *(_EDITING_MIDDLEWARE if EDITS else []),
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# Wagtail's preview shows a page in a frame of the same origin.
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "sanshen_session"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "sanshen_csrf"
if EDITS:
    CSRF_FAILURE_VIEW = "cms.admin.failing.forged"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                *(
                    [
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                    if EDITS
                    else []
                ),
            ]
        },
    }
]

# The static files are found where they stand; production collects and names them by content.
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "assets": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": SANSHEN_ASSETS, "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# ── Database ────────────────────────────────────────────────────────────────
DATABASES = {"default": ENV.database}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes the write lock when it begins, so that what it read still holds when
        # it writes, and waits for its turn instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: a release that was answered survives a power cut.
        # secure_delete: what an order erased is overwritten in the file.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# ── Language and time ───────────────────────────────────────────────────────
LANGUAGE_CODE = ENV.language
# Each in its own words, for somebody who reads only that one.
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
# The second holds words of Wagtail that its own catalogue lacks, or says in words not ours.
LOCALE_PATHS = [SITE / "locale", ROOT / "cms" / "admin" / "borrowed" / "words"]
TIME_ZONE = ENV.time_zone
USE_TZ = True

# ── Accounts ────────────────────────────────────────────────────────────────
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SANSHEN_BEHIND_PROXY = ENV.behind_proxy
SANSHEN_PROOF_MINUTES = ENV.proof_minutes
SANSHEN_SECOND_FACTOR = ENV.second_factor or "optional"
SANSHEN_PASSWORD_DAYS = ENV.password_days
# The guard of `workflow.accounts` ends sessions and says why; what Django keeps lasts longer.
SANSHEN_IDLE_MINUTES = ENV.idle_minutes
SANSHEN_SESSION_HOURS = ENV.session_hours
SESSION_COOKIE_AGE = (ENV.session_hours + 1) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
if EDITS:
    AUTHENTICATION_BACKENDS = [
        "axes.backends.AxesStandaloneBackend",
        "django.contrib.auth.backends.ModelBackend",
    ]
# django-axes counts failed sign-ins, `workflow.accounts.lockout` says for whom.
AXES_HANDLER = "workflow.accounts.lockout.Counting"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username", "ip_address"]
AXES_FAILURE_LIMIT = ENV.lock_after
AXES_COOLOFF_TIME = timedelta(minutes=ENV.lock_minutes)
AXES_USERNAME_CALLABLE = "workflow.accounts.lockout.counted_name"
AXES_CLIENT_IP_CALLABLE = "workflow.accounts.address.client"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
# Its middleware would answer in the place of the form that holds what the person typed.
SILENCED_SYSTEM_CHECKS = ["axes.W002"]
SANSHEN_PASSWORD_RULES: list[dict[str, Any]] = [
    {
        "NAME": "workflow.accounts.strength.LengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "workflow.accounts.strength.MixtureValidator"},
    {"NAME": "workflow.accounts.strength.PatternValidator"},
    {"NAME": "workflow.accounts.strength.CommonValidator"},
    {"NAME": "workflow.accounts.strength.OwnDataValidator"},
    {"NAME": "workflow.accounts.strength.HistoryValidator"},
]
AUTH_PASSWORD_VALIDATORS = SANSHEN_PASSWORD_RULES
# The demo has one password that everybody knows; it would break these two.
SANSHEN_DEMO_PASSWORD_RULES = [
    rule
    for rule in SANSHEN_PASSWORD_RULES
    if not rule["NAME"].endswith(("MixtureValidator", "PatternValidator"))
]

# ── Mail ────────────────────────────────────────────────────────────────────
# Without a server mail goes to files, so that a notice is never lost without a trace.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENV.email_host
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_HOST = ENV.email_host
EMAIL_PORT = ENV.email_port
EMAIL_HOST_USER = ENV.email_user
EMAIL_HOST_PASSWORD = ENV.email_password.get_secret_value()
EMAIL_USE_TLS = ENV.email_encryption == "starttls"
EMAIL_USE_SSL = ENV.email_encryption == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from

# ── Wagtail: a workspace, without its own ways to the public ─────────────────
WAGTAIL_SITE_NAME = "三审"
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_COMMENTS_ENABLED = False
# Who holds the mail of somebody holds no signature: a forgotten password is set by an administrator
# and confirmed by a second person. The own one is changed on a page of ours, which records it.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Signatures and deadlines are read in one zone by everybody; with one, nobody is asked for it.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_USER_LOGIN_FORM = "cms.admin.entrance.EntranceForm"
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{ENV.port}"
# The file goes through our login view, never by an address of the storage.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# A gallery of sixty pictures has some five hundred fields, and one of three hundred is to be told
# that it is too large instead of being lost; a text of ten megabytes likewise.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# A drawing that was uploaded as WebP would be five times as large as PNG.
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"webp": "webp"}
# A picture of fifty million pixels is a poster; more is a mistake or a bomb.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.admin.search"}}

# ── Origins: for absolute addresses in feeds, the sitemap, mail ──────────────
SANSHEN_EDITING_HOST = ENV.editing_host
SANSHEN_PUBLIC_HOST = ENV.public_host
SANSHEN_EDITING_ORIGIN = SANSHEN_PUBLIC_ORIGIN = f"http://127.0.0.1:{ENV.port}"

# ── Headers ─────────────────────────────────────────────────────────────────
# Sent by `config.headers` with what Django answers and by the front with what the store holds.
SANSHEN_PUBLIC_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Wagtail's admin needs scripts and styles inside its pages; the rest is closed.
SANSHEN_EDITING_HEADERS = {
    "Content-Security-Policy": (
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "Cache-Control": "no-store, private",
}
# The desk and its reports have no script and no style inside their pages, and none comes in.
SANSHEN_DESK_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
