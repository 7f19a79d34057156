"""Sentences for what is found in the process as drawn: flows, gateways, events, people, expressions, references."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {}
