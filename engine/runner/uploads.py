"""Removes what uploads leave behind: loose ones after their time, contents that no row names, files of uploads that were killed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from engine.attachments.content import kept_before, remove_content, remove_unfinished
from engine.attachments.tables import attachment
from engine.commands.tasks.forget_loose_uploads import ForgetLooseUploads
from engine.kernel.actor import SYSTEM
from engine.runner.running import Door
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

_A_DAY = 24 * 3600.0
_AT_A_TIME = 500


@dataclass(frozen=True)
class NamedContents(Query[frozenset[str]]):
    """Those of ``checksums`` that some attachment names."""

    checksums: tuple[str, ...]

    def answer(self, ctx: ReadContext) -> frozenset[str]:
        return frozenset(ctx.db.execute(select(attachment.c.checksum).where(attachment.c.checksum.in_(self.checksums))).scalars())


def sweep_uploads(engine: Door) -> None:
    """To be called every hour: of the 256 folders of contents each is looked through once a day."""
    now = engine.clock.now()
    before = now.timestamp() - _A_DAY
    after: str | None = ""
    while after is not None:
        forgotten = engine.execute(ForgetLooseUploads(after), actor=SYSTEM)
        _remove_unnamed(engine, forgotten.checksums, before)
        after = forgotten.last
    data_dir = engine.settings.data_dir
    for folder in range(now.hour, 256, 24):
        _remove_unnamed(engine, tuple(kept_before(data_dir, f"{folder:02x}", before)), before)
    remove_unfinished(data_dir, before)


def _remove_unnamed(engine: Door, checksums: Iterable[str], before: float) -> None:
    pending = sorted(checksums)
    for begin in range(0, len(pending), _AT_A_TIME):
        some = tuple(pending[begin : begin + _AT_A_TIME])
        for checksum in set(some) - engine.ask(NamedContents(some), actor=SYSTEM):
            remove_content(engine.settings.data_dir, checksum, before)
