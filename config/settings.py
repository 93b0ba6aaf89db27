"""All settings, read from the environment by typed readers.

SANDBOX=1 alone allows generated secrets, the simulated carrier, the moved clock and sample
log-ins; without it the start needs every secret and says which is missing.
"""

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env
from kombu import Queue

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env(expand_vars=False)
env.read_env(str(BASE_DIR / ".env"), recurse=False)

SANDBOX = env.bool("SANDBOX", False)
DEBUG = False
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)


def secret(name: str, sandbox_value: str) -> str:
    """A required setting. Only the sandbox may do without it."""
    value = env.str(name, "")
    if value:
        return value
    if SANDBOX:
        return sandbox_value
    raise ImproperlyConfigured(
        f"{name} is not set. Put it in the environment or in .env (see .env.example), "
        "or set SANDBOX=1 to try Reprieve without a carrier."
    )


def sandbox_key(name: str) -> str:
    """A secret made once for this sandbox and kept beside its data; none outside the sandbox."""
    if not SANDBOX:
        return ""
    path = DATA_DIR / name
    if not path.exists():
        made = DATA_DIR / f"{name}.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_text(os.urandom(32).hex())
        with suppress(FileExistsError):
            os.link(made, path)  # all of it or nothing: nobody ever reads half a key
        made.unlink()
    return path.read_text()


SECRET_KEY = secret("SECRET_KEY", sandbox_key("secret_key"))
PUBLIC_URL = secret("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname or "localhost"]
if SANDBOX:
    ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "knox",
    "clinic",
    "questions",
    "notifications",
    "intake",
    "surveys",
    "summaries",
    "desk",
    "api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads what it packs by a random length, so that a token's length is not told (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "config.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "questions.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clinic.clock.ClockMiddleware",
    "clinic.audit.ReadingMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desk.context.desk",
            ],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR}/reprieve.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE is what removes "database is locked": a transaction takes the writer's place at
    # its start instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "clinic.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "clinic.sign_in.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {} if SANDBOX else {"login_failed": "10/m/ip,5/5m/key"}
MFA_ALLOW_UNVERIFIED_EMAIL = True
LOGIN_REDIRECT_URL = "desk:home"
LOGIN_URL = "account_login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# `no-referrer` would make browsers send `Origin: null`, which Django's CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = SANDBOX
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if SANDBOX
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- the API: denied by default, JSON only. REST framework is no app here: its pages stay out ---
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.BearerToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.HasRole"],
    "DEFAULT_PARSER_CLASSES": ["api.case_body.CaseParser"],
    "DEFAULT_RENDERER_CLASSES": ["api.case_body.LineRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "120/min"},
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "api.errors.say",
    "URL_FORMAT_OVERRIDE": None,
}
# The prefix lets a scanner of leaked secrets know what it found.
REST_KNOX = {
    "AUTH_HEADER_PREFIX": "Bearer",
    "TOKEN_PREFIX": "reprieve_",
    "TOKEN_TTL": timedelta(days=90),
}

# --- texts ---
TWILIO_ACCOUNT_SID = secret("TWILIO_ACCOUNT_SID", "AC" + "0" * 32)
TWILIO_AUTH_TOKEN = secret("TWILIO_AUTH_TOKEN", sandbox_key("carrier_token"))
TWILIO_MESSAGING_SERVICE_SID = env.str("TWILIO_MESSAGING_SERVICE_SID", "")
TWILIO_FROM = env.str("TWILIO_FROM", "+15550100100" if SANDBOX else "")
if not (TWILIO_MESSAGING_SERVICE_SID or TWILIO_FROM):
    raise ImproperlyConfigured(
        "Set TWILIO_MESSAGING_SERVICE_SID or TWILIO_FROM: texts need a sender."
    )
# Only the sandbox may talk to a carrier other than Twilio itself.
TWILIO_BASE_URL = env.str("TWILIO_BASE_URL", "http://127.0.0.1:8025" if SANDBOX else "")
if TWILIO_BASE_URL and not SANDBOX:
    raise ImproperlyConfigured("TWILIO_BASE_URL is for the sandbox: unset it, or set SANDBOX=1.")
# While the token is being changed: webhooks signed with the one before are taken too.
TWILIO_AUTH_TOKEN_OLD = env.str("TWILIO_AUTH_TOKEN_OLD", "")
TWILIO_READ_SECONDS = env.float("TWILIO_READ_SECONDS", 10)
SENDING_THREADS = env.int("SENDING_THREADS", 8)
CLAIM_LEASE_SECONDS = env.int("CLAIM_LEASE_SECONDS", 120)
# The first and the longest wait before a text the carrier did not take is tried again.
RETRY_SECONDS = env.list("RETRY_SECONDS", [30, 300], subcast=float)
# When a text in doubt is looked up at the carrier, counted from the attempt.
LOOKUP_AFTER_SECONDS = env.list("LOOKUP_AFTER_SECONDS", [30, 120, 300, 900], subcast=float)
SWEEP_SECONDS = env.float("SWEEP_SECONDS", 60)
POLL_SECONDS = env.float("POLL_SECONDS", 300)

# --- Celery: the database is the truth, a lost task only costs a delay ---
BROKER_DIR = DATA_DIR / "broker"
CELERY_BROKER_URL = env.str("BROKER_URL", "filesystem://localhost")
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if CELERY_BROKER_URL.startswith("filesystem"):
    for folder in ("messages", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.1,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "max_retries": 0 if CELERY_BROKER_URL.startswith("amqp") else 1,
        "socket_timeout": 1,
        "socket_connect_timeout": 1,
        "interval_start": 0,
        "interval_step": 0,
        "interval_max": 0,
    }
    if CELERY_BROKER_URL.startswith("amqp"):
        for option in ("socket_timeout", "socket_connect_timeout"):
            del CELERY_BROKER_TRANSPORT_OPTIONS[option]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ALWAYS_EAGER = env.bool("TASKS_INLINE", False)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# After a lost connection it would talk to RabbitMQ from the sending threads, all on one socket:
# what they read of each other's answers leaves a worker that consumes nothing any more.
CELERY_WORKER_ENABLE_PREFETCH_COUNT_REDUCTION = False
CELERY_WORKER_CONCURRENCY = SENDING_THREADS
# A worker consumes all of them unless -Q names some.
CELERY_TASK_QUEUES = [Queue(name) for name in ("urgent", "messages", "inbound", "documents")]
CELERY_TASK_DEFAULT_QUEUE = "messages"
CELERY_TASK_ROUTES = {"notifications.tasks.handle_inbound": {"queue": "inbound"}}
# Obeyed by worker processes; threads rely on the time-outs of what they call.
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 100, 120
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {
    "release-due": {"task": "surveys.tasks.release_due", "schedule": SWEEP_SECONDS},
    "sweep-messages": {"task": "notifications.tasks.sweep", "schedule": SWEEP_SECONDS},
    "look-up": {"task": "notifications.tasks.look_up", "schedule": SWEEP_SECONDS},
    "poll-inbound": {"task": "notifications.tasks.poll_inbound", "schedule": POLL_SECONDS},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"links": {"()": "config.log_filter.LinkFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["links"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    # It logs every request at INFO, phone numbers included.
    "loggers": {"twilio.http_client": {"level": "WARNING"}},
}
