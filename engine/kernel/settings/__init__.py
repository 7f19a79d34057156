"""Settings, read once from the environment and checked at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from math import inf
from pathlib import Path

from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.settings.texts import say
from engine.kernel.texts import Text, joined

Address = IPv4Address | IPv6Address


class Networks(tuple[IPv4Network | IPv6Network, ...]):
    """Addresses and networks of them."""

    __slots__ = ()

    def hold(self, address: Address) -> bool:
        """Whether one of them is, or has, ``address``."""
        return any(address in network for network in self)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an installation may choose. Sizes in bytes, times in seconds."""

    database_url: str = "sqlite:///zhidu-data/zhidu.db"
    migration_database_url: str | None = None
    """PostgreSQL: how the owner of the tables reaches them. Then ``database_url`` may be of a role that can only run the product."""
    data_dir: Path = Path("zhidu-data")
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str | None = None
    """Set it when the product is reached through https: cookies are then marked Secure."""
    allowed_hosts: tuple[str, ...] = ()
    """Hosts as which the product lets itself be called, beside that of ``public_url``, ``host`` and loopback; ``*`` allows all."""
    trusted_proxies: Networks = Networks()  # noqa: RUF009 - immutable
    """Web servers in front, whose word on the caller's address counts."""
    access_log: bool = False
    """One JSON line to stderr for each request."""
    session_idle_seconds: int = 8 * 3600
    session_max_seconds: int = 7 * 24 * 3600
    upload_max_bytes: int = 20 * 1024 * 1024
    loose_uploads_files: int = 100
    """Files of a person that no form has taken up yet."""
    loose_uploads_bytes: int = 200 * 1024 * 1024
    loose_uploads_seconds: int = 24 * 3600
    """After which they are let go of, unless a draft names them."""
    scheduler: bool = True
    """Whether this node runs due jobs itself; off where workers do it."""
    scheduler_interval: float = 1.0
    lock_wait_seconds: float = 5.0
    """How long a command waits for what another one has locked, before it is refused as busy."""
    statement_seconds: float = 60.0
    """How long one statement may take (PostgreSQL)."""
    migration_wait_seconds: float = 60.0
    """How long a migration waits for another one to end (PostgreSQL)."""
    migration_statement_seconds: float = 900.0
    """How long a statement of a migration may take (PostgreSQL)."""
    seal_dir: str | None = None
    """The folder of seals; ``seals`` in the data folder where none is named. Best one that the database's administrators cannot write."""
    seal_key: str | None = None
    """The file of the key that seals; ``seal-key.pem`` in the data folder where none is named."""
    seal_url: str | None = None
    """An https address that each seal is posted to besides."""
    seal_interval: float = 60.0
    """How often heads that grew are sealed."""
    time_zone: str = "Asia/Shanghai"
    http_allowed_hosts: tuple[str, ...] = ()
    """Hosts (``name`` or ``name:port``) that the http connector may call; none by default."""
    http_deadline: float = 20.0
    """How long one call of the http connector may take, from finding the host to the answer's last byte."""
    outside_calls: int = 8
    """Calls of other systems that a node makes at the same time."""
    outside_calls_per_peer: int = 4
    """How many of them one system may have at the same time: a slow one leaves the rest to the others."""
    max_steps: int = 10_000
    max_steps_at_once: int = 100
    """Steps in one transaction; what is more goes on as a job, so that no lock is held for long."""
    max_tokens: int = 2_000
    max_loop_cardinality: int = 500
    max_call_depth: int = 10
    max_impulse_hops: int = 100
    """Through how many cases something may go on by messages, signals and started procedures without a person or time in between."""
    max_impulse_jobs: int = 5_000
    """How many jobs may follow from one thing, without a person or time in between."""
    max_case_queue: int = 5_000
    """Jobs of one case that wait for their turn, timers not counted."""
    max_procedure_queue: int = 20_000
    """The same of all cases of a procedure."""

    @property
    def seals(self) -> Path:
        """The folder of seals."""
        return Path(self.seal_dir) if self.seal_dir else self.data_dir / "seals"

    @property
    def sealing_key(self) -> Path:
        """The file of the key that seals."""
        return Path(self.seal_key) if self.seal_key else self.data_dir / "seal-key.pem"

    @property
    def over_https(self) -> bool:
        """Whether people reach the product through https."""
        return (self.public_url or "").lower().startswith("https://")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``ZHIDU_<NAME>`` variables. All faults are reported at once (``InvalidInput``)."""
    faults: list[Fault] = []
    values: dict[str, object] = {}
    for name, default in _defaults().items():
        variable = f"ZHIDU_{name.upper()}"
        text = environ.get(variable)
        if text is None or text == "":
            continue
        try:
            values[name] = _https(text) if name == "seal_url" else _converted(text, default)
        except _Wrong as wrong:
            faults.append(
                Fault(
                    where=variable,
                    code="setting_invalid",
                    text=say("setting_invalid", variable=variable, expected=wrong.expected, text=text),
                )
            )
    if faults:
        raise InvalidInput(say("settings_invalid", why=joined((fault.text for fault in faults), Text(" ", ""))), faults=faults)
    return Settings(**values)  # type: ignore[arg-type]


class _Wrong(ValueError):
    """``expected``: what the text of a setting should have been."""

    def __init__(self, expected: Text) -> None:
        super().__init__(expected.en)
        self.expected = expected


def _defaults() -> dict[str, object]:
    defaults = Settings()
    return {name: getattr(defaults, name) for name in Settings.__slots__}


def _https(text: str) -> str:
    if not text.startswith("https://"):
        raise _Wrong(say("an_https_address"))
    return text


def _converted(text: str, default: object) -> object:
    match default:
        case bool():
            if text.lower() not in {"0", "1", "true", "false"}:
                raise _Wrong(say("a_flag"))
            return text.lower() in {"1", "true"}
        case int():
            if not text.isdigit():
                raise _Wrong(say("a_whole_number"))
            return int(text)
        case float():
            try:
                number = float(text)
            except ValueError:
                raise _Wrong(say("a_number")) from None
            if not 0 < number < inf:
                raise _Wrong(say("a_number_above_zero"))
            return number
        case Path():
            return Path(text)
        case tuple():
            parts = tuple(part.strip().lower() for part in text.split(",") if part.strip())
            return _networks(parts) if isinstance(default, Networks) else parts
    return text


def _networks(parts: tuple[str, ...]) -> Networks:
    try:
        return Networks(ip_network(part, strict=False) for part in parts)
    except ValueError:
        raise _Wrong(say("addresses_or_networks")) from None
