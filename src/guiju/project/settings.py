"""Django's settings, all fed by one typed ``Env``; importing them touches nothing."""

from pathlib import Path

from django.utils.csp import CSP
from django.utils.functional import lazy

from guiju.project import env

ENV = env.read()
SOURCE = Path(__file__).resolve().parents[1]
WEB = SOURCE / "web"

GUIJU_HOME = ENV.home
GUIJU_NOW = ENV.now
GUIJU_DEMO = ENV.demo
GUIJU_QUIET = ENV.quiet
GUIJU_URL = ENV.url or next((f"{origin}/" for origin in ENV.origins), "")
GUIJU_LINKS = {"work": "work/%s/", "wishes": "setup/mine/"}  # where messages lead to, behind GUIJU_URL
GUIJU_ALLOW_PRIVATE = ENV.private
GUIJU_INBOXES = ENV.inboxes
GUIJU_RATES = ENV.rates
GUIJU_PROXIES = ENV.proxies or ("127.0.0.0/8", "::1/128")
GUIJU_BEHIND = ENV.https or bool(ENV.proxies)  # a proxy is in front, and what it says of addresses is to be believed
GUIJU_EXPORT_ROWS = ENV.export_rows

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key or lazy(env.kept_secret, str)(ENV.home, "django_key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ENV.hosts]
CSRF_FAILURE_VIEW = "guiju.web.layout.middleware.stale_form"
CSRF_TRUSTED_ORIGINS = list(ENV.origins)

# Areas of pages are no Django apps: their templates, tags, static files and messages are found by where they lie.
APPS = [
    f"guiju.apps.{name}"
    for name in (
        "audit",
        "people",
        "rulebook",
        "figures",
        "costs",
        "records",
        "work",
        "appraisal",
        "notices",
        "conduct",
        "corrections",
        "insight",
        "impact",
        "publishing",
        "intake",
        "formats",
        "privacy",
        "exports",
        "upkeep",
        "login",
    )
    if (SOURCE / "apps" / name / "models.py").exists()
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks_db",
    *APPS,
]

MIDDLEWARE = [
    "guiju.project.proxies.middleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "guiju.project.packed.Files",
    "guiju.project.packed.Pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "guiju.web.account.knocking.middleware",
    "guiju.web.account.door.middleware",
    "guiju.web.account.fresh.middleware",
    "guiju.web.layout.once.middleware",
    "guiju.web.layout.middleware.middleware",
    "guiju.web.exports.gate.middleware",
]
ROOT_URLCONF = "guiju.project.urls"
WSGI_APPLICATION = "guiju.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB],  # a page's template stands beside its code: "today/today.html"
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guiju.web.layout.context.frame",
            ],
            # Components and translation are words of every template; no page has to load them.
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "guiju.web.kit.tags"],
        },
    }
]

DATABASES = {"default": {**env.database(ENV), "ATOMIC_REQUESTS": False}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Who is told, in order: of people, shops or rules that changed (``since`` a day, see apps.hooks), and by the worker of
# figures, targets or inputs that changed (``months`` and ``actor``, see figures.tasks).
GUIJU_AFTER_CHANGE = ["guiju.apps.figures.actions.following.since", "guiju.apps.records.tasks.changed"]
GUIJU_AFTER_REFRESH = [
    "guiju.apps.appraisal.actions.follow",
    "guiju.apps.costs.telling.follow",
    "guiju.apps.insight.actions.looking.follow",
    "guiju.apps.impact.health.follow",
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ENV.home / "cache" / "locale"]  # filled from every .po file by guiju.project.messages
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# A message may hold a new password: it never leaves the database for a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MESSAGE_TAGS = {20: "next", 25: "kept", 30: "wait", 40: "broken"}  # the tones of guiju.web.kit

STATIC_URL = "static/"
STATICFILES_DIRS = [path for path in (WEB / "static",) if path.is_dir()]
WHITENOISE_USE_FINDERS = True  # served from where they lie: no copying step at set-up
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["guiju.apps.people.signin.LimitedBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

SESSION_COOKIE_AGE = 14 * 86400
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENV.https
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
SECURE_HSTS_SECONDS = 31536000 if ENV.https else 0
SECURE_SSL_REDIRECT = ENV.https
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked from within, by whoever watches
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000  # a year of months for a few hundred subjects in one form
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # larger files go to disk while they arrive

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "no_secrets": {"()": "guiju.project.logs.NoSecrets"},
        "one_line": {"()": "guiju.project.logs.OneLine"},
    },
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_secrets"]}},
    "root": {"handlers": ["stderr"], "level": ENV.log_level},
    # that tasks start and end is nothing to tell; that one failed is
    "loggers": {
        **{name: {"level": "ERROR"} for name in ("django_tasks_db", "django.tasks")},
        "fido2": {"level": "WARNING"},  # the ledger tells of passkeys
        "django.security.DisallowedHost": {"filters": ["one_line"]},
    },
}
