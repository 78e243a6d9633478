"""Django's settings. What an operator may set is read from the environment; docs/reference/settings.md lists it."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from luoshi.config import environment as env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.folder("LUOSHI_DATA", Path.home() / ".local" / "share" / "luoshi")

DEBUG = env.flag("LUOSHI_DEBUG", default=False)
SECRET_KEY = env.secret("LUOSHI_SECRET_KEY", DATA / "secret-key")
ALLOWED_HOSTS = env.words("LUOSHI_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.flag("LUOSHI_HTTPS", default=False)
DEMO = env.flag("LUOSHI_DEMO", default=False)

INSTALLED_APPS = [
    "luoshi.records",
    "luoshi.desk",
    "luoshi.config.apps.ConfigConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "bootstrap",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "luoshi.config.requests.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "luoshi.config.requests.PrivatePages",
    "luoshi.config.requests.Bounds",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "luoshi.desk.gate.FirstThingsFirst",
    "luoshi.desk.collisions.Collisions",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "luoshi.config.urls"
WSGI_APPLICATION = "luoshi.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "luoshi.desk.context.desk",
            ]
        },
    }
]

FORM_RENDERER = "luoshi.desk.forms.rendering.PlainWidgets"

# Records.
DATABASES = {"default": env.database("LUOSHI_DATABASE", DATA / "luoshi.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA / "files"
# The key of the events' hashes: it must not be in the database. Made with the first event.
AUDIT_KEY = env.text("LUOSHI_AUDIT_KEY")
AUDIT_KEY_FILE = DATA / "audit-key"
PROTECT_EVENTS = True  # the database itself refuses to change events
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
UPLOAD_LIMIT = env.number("LUOSHI_UPLOAD_MEGABYTES", 50, low=1, high=2000) * 1_000_000
EVIDENCE_LIMIT = env.number("LUOSHI_EVIDENCE_MEGABYTES", 50, low=1, high=500) * 1_000_000
PICTURE_LIMIT = env.number("LUOSHI_PICTURE_MEGABYTES", 20, low=1, high=200) * 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # a pasted report of four million characters
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a grid of 300 rows

# Counters of wrong codes and floods; files, so that every process of a server counts together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA / "cache"),
        # Beyond these counters are dropped by chance: no crowd of addresses shall wash out somebody's wrong codes.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # What a process worked out from a ledger's state; the keys name that state, so processes need not agree.
    "kept": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "kept",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# Jobs.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Notices: mail goes out when a server for it is named; robots only at the hosts that are listed.
ADDRESS = env.origin("LUOSHI_ADDRESS")  # links in mails and messages begin with it; without it they have none
_MAIL = env.mail("LUOSHI_MAIL_URL")
MAIL_ON = bool(_MAIL)
globals().update(_MAIL or {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"})
EMAIL_TIMEOUT = 15  # seconds
EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = env.text("LUOSHI_MAIL_FROM", "luoshi@localhost")
WEBHOOK_HOSTS = env.words(
    "LUOSHI_WEBHOOK_HOSTS", ["oapi.dingtalk.com", "qyapi.weixin.qq.com", "open.feishu.cn", "open.larksuite.com"]
)
WEBHOOK_LOOPBACK = False  # only the tests' own servers are reached on this machine, and without TLS

# Signing in.
AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "luoshi.desk.sessions.SignedIn",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "luoshi.records.hashers.InitialPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "luoshi.desk.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "luoshi.desk.accounts.SocialAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# django-axes locks out by password; what is counted here are wrong codes of a second factor, and floods from an address
# (behind which a whole office may sit).
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "login": "200/m/ip"}
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form could not lead to another host under form-action 'self'
MFA_ADAPTER = "luoshi.desk.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "落实"
SECOND_FACTOR = env.choice("LUOSHI_SECOND_FACTOR", "required", ["required", "optional"])
AXES_FAILURE_LIMIT = env.number("LUOSHI_LOCK_AFTER", 5, low=3, high=20)
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "luoshi.desk.accounts.locked_out"
AXES_CLIENT_IP_CALLABLE = "luoshi.desk.accounts.address_counted"
AXES_USERNAME_CALLABLE = "luoshi.desk.accounts.name_tried"
AXES_VERBOSE = False
SESSION_ENGINE = "luoshi.desk.sessions"
SESSION_COOKIE_AGE = env.number("LUOSHI_SESSION_HOURS", 10, low=1, high=24 * 30) * 3600
OIDC = {
    "provider_id": "oidc",
    "name": env.text("LUOSHI_OIDC_NAME", "统一身份认证"),
    "client_id": env.text("LUOSHI_OIDC_CLIENT"),
    "secret": env.text("LUOSHI_OIDC_SECRET"),
    "settings": {"server_url": env.text("LUOSHI_OIDC_SERVER"), "oauth_pkce_enabled": True},
}
OIDC_ON = bool(env.text("LUOSHI_OIDC_SERVER"))
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC] if OIDC_ON else []}}

# What browsers are told.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the second factor's QR code is a data address
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # the way back from an identity provider brings the session along
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 3600 * 24 * 365 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("LUOSHI_PROXY", default=False) else None
CSRF_TRUSTED_ORIGINS = env.words("LUOSHI_ORIGINS")
CSRF_FAILURE_VIEW = "luoshi.desk.views.errors.forged"

# Language, time, static files.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "desk" / "locale"]
TIME_ZONE = env.text("LUOSHI_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
LUOSHI_TODAY = env.day("LUOSHI_TODAY")  # the day of a demonstration; a real ledger runs on the real one
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns of a folder that is not there
_STATIC = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"  # files are served where they are written
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "luoshi.config.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {
        "handlers": ["stderr"],
        "level": env.choice("LUOSHI_LOG", "WARNING", ["DEBUG", "INFO", "WARNING", "ERROR"]),
    },
    "loggers": {
        "luoshi": {"level": "INFO"},
        "axes": {"level": "ERROR"},  # its warnings name users
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},  # its warnings are pages that are not there
        "django.security": {"level": "ERROR"},  # its warnings repeat what strangers sent
    },
}
