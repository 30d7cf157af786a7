"""Every setting of Sigap, in one file, read from the environment.

The table for operators is docs/settings.md, generated from these lines by `make docs`.
Defaults are safe for production: debug off, HTTPS assumed, secrets required. `make demo` and
`make run` set SIGAP_DEMO=1, which relaxes what a laptop cannot offer (no HTTPS on loopback).
"""

import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

# --- Where things live ---------------------------------------------------------------------------

VAR_DIR = env.path(
    "SIGAP_VAR", BASE_DIR / "var", "./var", "Folder for database, files, keys, seals."
)
KEYS_DIR = env.path("SIGAP_KEYS", VAR_DIR / "keys", "$SIGAP_VAR/keys", "Folder for key files.")
SEALS_DIR = env.path(
    "SIGAP_SEALS",
    VAR_DIR / "seals",
    "$SIGAP_VAR/seals",
    "Folder for the daily seals of the ledger; best on another machine's disk.",
)

# --- Mode and secrets ----------------------------------------------------------------------------

DEMO = env.flag("SIGAP_DEMO", False, "Demo mode: invented people, plain HTTP on loopback allowed.")
DEBUG = env.flag("SIGAP_DEBUG", False, "Django's debug pages. Never on a public machine.")
SECRET_KEY = env.secret(
    "SIGAP_SECRET_KEY", KEYS_DIR / "secret_key", "Signs sessions and CSRF tokens."
)
LEDGER_KEY = env.secret(
    "SIGAP_LEDGER_KEY",
    KEYS_DIR / "ledger_key",
    "HMAC key of the ledger, 64 hexadecimal digits. Lost, old entries can no longer be verified.",
)
LEDGER_KEY_ID = env.text(
    "SIGAP_LEDGER_KEY_ID", "k1", "Name of the ledger key, kept in every entry."
)
LEDGER_OLD_KEYS = env.words(
    "SIGAP_LEDGER_OLD_KEYS", "", "Earlier ledger keys as name=hex, separated by commas."
)

# --- HTTP ----------------------------------------------------------------------------------------

ALLOWED_HOSTS = env.words(
    "SIGAP_HOSTS", "localhost,127.0.0.1,[::1]", "Host names the server answers to."
)
BASE_URL = env.text(
    "SIGAP_BASE_URL", "http://localhost:8000", "Public address, for links in documents."
)
LINKS = (
    env.flag(
        "SIGAP_LINKS",
        True,
        "Messages carry links that open one order for its recipient, once confirmed by PIN. Needs"
        " SIGAP_BASE_URL.",
    )
    and BASE_URL != "http://localhost:8000"
)
CSRF_TRUSTED_ORIGINS = env.words(
    "SIGAP_TRUSTED_ORIGINS", "", "Origins, with scheme, that may post forms (behind a proxy)."
)
PROXY_HEADER = env.text(
    "SIGAP_PROXY_HEADER",
    "",
    "Header by which a trusted proxy says the request came over HTTPS, such as X-Forwarded-Proto.",
)
TRUSTED_PROXIES = env.number(
    "SIGAP_TRUSTED_PROXIES", 0, "How many proxies in front add to X-Forwarded-For."
)
HTTPS = env.flag("SIGAP_HTTPS", not DEMO, "Demand HTTPS: redirect, secure cookies, HSTS.")

if PROXY_HEADER:
    SECURE_PROXY_SSL_HEADER = ("HTTP_" + PROXY_HEADER.upper().replace("-", "_"), "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = (
    60 * 60 * 24 * env.number("SIGAP_SESSION_DAYS", 30, "Days a sign-in lasts on one device.")
)
X_FRAME_OPTIONS = "SAMEORIGIN"  # the memo editor shows the PDF of the same origin in a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which wants DENY

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# --- Apps, middleware, templates -----------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "config",
    "workflow",
    "files",
    "accounts",
    "instructions",
    "memos",
    "notifications",
    "api",
    "web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "web.bound.BoundVisits",
    "accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "web.middleware.RefusalPages",
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
                "web.context.page",
            ],
        },
    }
]

# --- Database and cache --------------------------------------------------------------------------

DATABASE_URL = env.text(
    "DATABASE_URL",
    "",
    "Database, such as postgresql://user@host/sigap. Empty: SQLite in $SIGAP_VAR/sigap.sqlite3.",
)
if DATABASE_URL and not DATABASE_URL.startswith("sqlite"):
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    DATABASES = {
        "default": {
            "ENGINE": "config.sqlite",
            # Opening SQLite anew for every request doubles the cost of a small write.
            "CONN_MAX_AGE": 60,
            "NAME": (
                dj_database_url.parse(DATABASE_URL)["NAME"]
                if DATABASE_URL
                else str(VAR_DIR / "sigap.sqlite3")
            ),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                ),
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        # Shared by every process, so that the limits on sign-in hold across all of them.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_row",
        # The default of 300 would let somebody flush the counters of wrong tries.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Sign-in -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["accounts.signin.ByNipPhoneOrEmail"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/masuk/"

ACCOUNT_ADAPTER = "accounts.signin.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",  # a whole office may sign in from behind one address in the morning
    # Per address only against trying one secret on everybody; a person's own count is the second,
    # and for a PIN the row of accounts.access.tries.
    "login_failed": "100/5m/ip,5/5m/key",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "accounts.signin.PasskeyAdapter"
HEADLESS_ENABLED = True
HEADLESS_CLIENTS = ("app",)
HEADLESS_ADAPTER = "accounts.signin.HeadlessAdapter"
HEADLESS_TOKEN_STRATEGY = "accounts.signin.TokenStrategy"  # noqa: S105 - a class, no secret
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
HEADLESS_SERVE_SPECIFICATION = False

# --- API -----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.SessionToken",
        "api.authentication.WebSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.AutoSchema",
    "EXCEPTION_HANDLER": "api.problems.handle",
    "UNAUTHENTICATED_USER": None,
}

# --- Files ---------------------------------------------------------------------------------------

MEDIA_ROOT = env.path("SIGAP_FILES", VAR_DIR / "files", "$SIGAP_VAR/files", "Folder for evidence.")
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if TESTING or DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["jpg", "png", "woff2", "gz", "br", "map"]
UPLOAD_MAX_BYTES = 1_048_576 * env.number(
    "SIGAP_UPLOAD_MB", 15, "Largest file of evidence, in MiB."
)
UPLOAD_KEEP_HOURS = env.number(
    "SIGAP_UPLOAD_KEEP_HOURS", 48, "Hours an upload waits for the report it belongs to."
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Chat channels -------------------------------------------------------------------------------

WHATSAPP_URL = env.text(
    "SIGAP_WHATSAPP_URL", "https://graph.facebook.com", "Base address of the WhatsApp Cloud API."
)
WHATSAPP_VERSION = env.text("SIGAP_WHATSAPP_VERSION", "v23.0", "Version of that API.")
WHATSAPP_PHONE_ID = env.text(
    "SIGAP_WHATSAPP_PHONE_ID", "", "Phone number id of Sigap's number. Empty: channel off."
)
WHATSAPP_TOKEN = env.secret(
    "SIGAP_WHATSAPP_TOKEN", KEYS_DIR / "whatsapp_token", "Access token of the WhatsApp channel."
)
WHATSAPP_APP_SECRET = env.secret(
    "SIGAP_WHATSAPP_APP_SECRET",
    KEYS_DIR / "whatsapp_app_secret",
    "Signs what WhatsApp sends to /kait/whatsapp/. Empty: nothing is received.",
)
WHATSAPP_VERIFY_TOKEN = env.text(
    "SIGAP_WHATSAPP_VERIFY_TOKEN", "", "A word of your own, entered beside the webhook's address."
)
WHATSAPP_TEMPLATE_ORDER = env.text(
    "SIGAP_WHATSAPP_TEMPLATE_ORDER",
    "sigap_perintah",
    "Approved template of an order: four parameters and three quick replies.",
)
WHATSAPP_TEMPLATE_NOTICE = env.text(
    "SIGAP_WHATSAPP_TEMPLATE_NOTICE",
    "sigap_kabar",
    "Approved template of everything else: the same four parameters, no buttons.",
)

TELEGRAM_URL = env.text(
    "SIGAP_TELEGRAM_URL", "https://api.telegram.org", "Base address of the Telegram Bot API."
)
TELEGRAM_BOT = env.text("SIGAP_TELEGRAM_BOT", "", "Name of the bot without @. Empty: channel off.")
TELEGRAM_TOKEN = env.secret(
    "SIGAP_TELEGRAM_TOKEN", KEYS_DIR / "telegram_token", "Token of the bot, from BotFather."
)
TELEGRAM_SECRET = env.secret(
    "SIGAP_TELEGRAM_SECRET",
    KEYS_DIR / "telegram_secret",
    "The secret_token given to setWebhook for /kait/telegram/. Empty: nothing is received.",
)
SMS_IN_SECRET = env.secret(
    "SIGAP_SMS_IN_SECRET",
    KEYS_DIR / "sms_in_secret",
    "What the SMS gateway sends as X-Sigap-Secret to /kait/sms/. Empty: nothing is received.",
)

# --- Regency, language and time ------------------------------------------------------------------

REGENCY_NAME = env.text("SIGAP_REGENCY", "Kabupaten Sarolangun", "Name of the regency.")
REGENCY_SEAT = env.text("SIGAP_REGENCY_SEAT", "Sarolangun", "Place printed before a date.")
INSPECTORATE_UNIT = env.text(
    "SIGAP_INSPECTORATE_UNIT",
    "inspektorat",
    "Code of the unit whose positions a surat tugas for inspection may name.",
)
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text(
    "SIGAP_TIME_ZONE",
    "Asia/Jakarta",
    "Time zone: Asia/Jakarta or Asia/Pontianak (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT).",
)
CONTROLLER = env.text(
    "SIGAP_CONTROLLER",
    "",
    "Kind of position that is pengendali of leaders' ordinary orders to several recipients, unless"
    " the giver says otherwise: sekda or asisten. Empty: nobody.",
)
METRICS_TOKEN = env.text(
    "SIGAP_METRICS_TOKEN", "", "Bearer token that opens /metrics. Empty: there is no such page."
)
HEARTBEAT_URL = env.text(
    "SIGAP_HEARTBEAT_URL",
    "",
    "Address the worker asks once a minute while it works, so that an outside watch misses it when"
    " it stands still. Empty: none.",
)
LADDER_TRIAL_DAYS = env.number(
    "SIGAP_LADDER_TRIAL_DAYS",
    30,
    "Days after the first order in which the ladder only reminds recipients, and records what it"
    " would have told secretaries, superiors and givers. 0: it works from the first day.",
)
QUIET_HOURS = env.flag(
    "SIGAP_QUIET_HOURS",
    True,
    "Whether messages about orders wait for the hours of their urgency: Biasa for office hours,"
    " Segera for 06.00, Sangat segera never. The bell rings at once.",
)
REQUEST_KEEP_DAYS = env.number(
    "SIGAP_REQUEST_KEEP_DAYS", 7, "Days a stored answer is kept for repeats with the same key."
)

# --- Channels ------------------------------------------------------------------------------------

SEND_TIMEOUT = env.number(
    "SIGAP_SEND_TIMEOUT", 8, "Seconds a provider of messages may take to answer."
)
WEB_PUSH_KEY = env.secret(
    "SIGAP_VAPID_KEY",
    KEYS_DIR / "vapid_key",
    "Private key of Web Push (VAPID, RFC 8292), base64url. Lost or changed, every device must be"
    " entered again.",
)
WEB_PUSH_CONTACT = env.text(
    "SIGAP_VAPID_CONTACT",
    "mailto:admin@localhost",
    "Whom a push service may write to: mailto: or https: address.",
)
PUSH_SERVICES = env.words(
    "SIGAP_PUSH_SERVICES",
    "fcm.googleapis.com,push.services.mozilla.com,push.apple.com,notify.windows.com",
    "Push services that browsers may name; others are refused. With a scheme: exactly that origin.",
)
EMAIL_HOST = env.text("SIGAP_EMAIL_HOST", "", "SMTP server. Empty: no e-mail is sent.")
EMAIL_PORT = env.number("SIGAP_EMAIL_PORT", 587, "Port of the SMTP server.")
EMAIL_HOST_USER = env.text("SIGAP_EMAIL_USER", "", "Name at the SMTP server.")
EMAIL_HOST_PASSWORD = env.secret(
    "SIGAP_EMAIL_PASSWORD", KEYS_DIR / "email_password", "Password at the SMTP server."
)
EMAIL_USE_TLS = env.flag("SIGAP_EMAIL_TLS", True, "STARTTLS with the SMTP server.")
DEFAULT_FROM_EMAIL = env.text("SIGAP_EMAIL_FROM", "Sigap <sigap@localhost>", "Sender of e-mail.")
SMS_URL = env.text(
    "SIGAP_SMS_URL", "", "Address of an SMS gateway; may hold {to}, {text}, {id}. Empty: no SMS."
)
SMS_METHOD = env.text("SIGAP_SMS_METHOD", "POST", "Method of the gateway: POST, PUT or GET.")
SMS_FORMAT = env.text("SIGAP_SMS_FORMAT", "json", "How the body is written: json or form.")
SMS_BODY = env.text(
    "SIGAP_SMS_BODY",
    '{"to": "{to}", "text": "{text}", "id": "{id}"}',
    "The body, with {to}, {text} and {id} in their places.",
)
SMS_AUTHORIZATION = env.secret(
    "SIGAP_SMS_AUTHORIZATION", KEYS_DIR / "sms_authorization", "Authorization header, whole."
)
SMS_SUCCESS = env.text(
    "SIGAP_SMS_SUCCESS", "", "Regular expression an answer must match besides status 2xx."
)
SMS_ID = env.text(
    "SIGAP_SMS_ID", "", "Regular expression whose first group is the gateway's id of the message."
)

# --- Electronic signatures -----------------------------------------------------------------------

SIGNING = env.text(
    "SIGAP_SIGNING",
    "local" if DEMO else "off",
    "Who signs electronically: bsre-v2 or bsre-v1 (eSign Client Service of BSrE), local"
    " (certificates of our own, for demonstrations), or off.",
)
SIGNING_LEVEL = env.text(
    "SIGAP_SIGNING_LEVEL",
    "B-B",
    "PAdES level of local signatures: B-B, B-T (with a time stamp) or B-LTA (for archives).",
)
SIGNING_KEYS = env.path(
    "SIGAP_SIGNING_KEYS",
    KEYS_DIR / "signing",
    "$SIGAP_KEYS/signing",
    "Folder for the certificates of local signatures.",
)
SIGNING_TRUST = env.path(
    "SIGAP_SIGNING_TRUST",
    KEYS_DIR / "trust",
    "$SIGAP_KEYS/trust",
    "Folder of the root certificates (PEM or DER) and revocation lists by which signatures are"
    " judged; put BSrE's here.",
)
TSA_URL = env.text(
    "SIGAP_TSA_URL", "", "Time stamping authority (RFC 3161) of the levels B-T and B-LTA."
)
BSRE_URL = env.text("SIGAP_BSRE_URL", "", "Base address of the institution's eSign Client Service.")
BSRE_USER = env.text("SIGAP_BSRE_USER", "", "Name at the eSign Client Service.")
BSRE_PASSWORD = env.secret(
    "SIGAP_BSRE_PASSWORD", KEYS_DIR / "bsre_password", "Password at the eSign Client Service."
)
BSRE_TIMEOUT = env.number(
    "SIGAP_BSRE_TIMEOUT", 120, "Seconds the eSign Client Service may take to sign."
)
NIK_KEY = env.secret(
    "SIGAP_NIK_KEY",
    KEYS_DIR / "nik_key",
    "Encrypts the NIK of those who sign, 64 hexadecimal digits. Lost, every NIK is entered again.",
)

# --- Logs ----------------------------------------------------------------------------------------

LOG_LEVEL = env.text("SIGAP_LOG_LEVEL", "INFO", "Level of the log lines on standard output.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "config.logs.json_formatter"},
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        # At DEBUG it writes addresses, and some providers take a token or a NIK in theirs.
        "urllib3": {"level": "INFO"},
        "weasyprint": {"level": "WARNING"},
    },
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Sigap API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Perintah, jawaban, bukti, dan naskah dinas. Lihat docs/api.md.",
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "InstructionStatus": "instructions.lifecycle.Status",
        "AssignmentStatus": "instructions.lifecycle.State",
        "MemoStatus": "memos.lifecycle.Status",
        "InstructionPart": "instructions.lifecycle.Part",
        "MemoType": "memos.models.MemoType",
        "MemoPart": "memos.lifecycle.Part",
        "LetterPart": "memos.letters.lifecycle.Part",
        "LetterStatus": "memos.letters.lifecycle.Status",
        "InspectionStatus": "instructions.oversight.Mandate",
        "Classification": "instructions.models.Classification",
        "FileKind": "files.models.Kind",
        "AbsenceStatus": "accounts.lifecycle.AbsenceStatus",
        "PositionKind": "accounts.models.PositionKind",
        "UnitKind": "accounts.models.UnitKind",
    },
}
