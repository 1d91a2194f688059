"""Where a database is and as whom."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from deploy.errors import CannotStart


@dataclass(frozen=True)
class Address:
    """One login to one database. A `host` beginning with a slash is the folder of a socket."""

    host: str
    port: int
    database: str
    user: str
    password: str
    ssl: str = ""

    def login(self, user: str, password: str) -> "Address":
        return replace(self, user=user, password=password)

    def to(self, database: str) -> "Address":
        return replace(self, database=database)

    def url(self, scheme: str = "postgresql") -> str:
        """The form that asyncpg and libpq read."""
        return self._url(scheme, "sslmode")

    def sqlalchemy_url(self) -> str:
        """The form that SQLAlchemy reads; its driver calls the TLS mode `ssl`."""
        return self._url("postgresql+asyncpg", "ssl")

    def _url(self, scheme: str, ssl: str) -> str:
        login = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}"
        socket = self.host.startswith("/")
        query = {"host": self.host, "port": str(self.port)} if socket else {}
        query |= {ssl: self.ssl} if self.ssl else {}
        host = f"[{self.host}]" if ":" in self.host else self.host
        place = "" if socket else f"{host}:{self.port}"
        tail = f"?{urlencode(query, safe='/')}" if query else ""
        return f"{scheme}://{login}@{place}/{quote(self.database, safe='')}{tail}"


def parse_address(url: str) -> Address:
    """Read an operator's URL, `postgresql://user:password@host:5432/database`, with `?sslmode=`, `?host=`, `?port=`."""
    example = "DUDAO_DATABASE_URL must look like postgresql://admin:password@host:5432/dudao"
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        port = int(query.pop("port", parts.port or 5432))
    except ValueError as error:
        raise CannotStart(f"{example} ({error}).") from error
    host, ssl = query.pop("host", parts.hostname or ""), query.pop("sslmode", "")
    database = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in ("postgresql", "postgres") or not host or not database or not parts.username:
        raise CannotStart(f"{example}.")
    if query:
        raise CannotStart(f"{example}; of what may follow it only sslmode, host and port are known, not {min(query)}.")
    return Address(host, port, database, unquote(parts.username), unquote(parts.password or ""), ssl)
