"""What a version changes: in words, part by part, and line by line."""

from engine.library.changes.comparing import Change, changes_between
from engine.library.changes.lines import FileChange, Line, files_changed
from engine.library.changes.parts import Side

__all__ = ["Change", "FileChange", "Line", "Side", "changes_between", "files_changed"]
