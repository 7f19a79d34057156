"""ZIP archives from strangers: bytes to entries, or a refusal that says why. For every room that takes archives.

    with opened(file, ceilings) as archive:
        for entry in archive.entries: content = archive.read(entry)
    look_into(path, ceilings)

No entry is written to a disk here, and none is believed about its size.
"""

from engine.zip_input.nested import look_into
from engine.zip_input.reading import Archive, ArchiveRefused, Ceilings, Entry, opened

__all__ = ["Archive", "ArchiveRefused", "Ceilings", "Entry", "look_into", "opened"]
