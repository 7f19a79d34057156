"""Decision tables looked at before they run: overlapping, missing and unreachable rules, with example inputs."""

from engine.dmn.analysis.analyse import findings
from engine.dmn.analysis.budget import Allowance

__all__ = ["Allowance", "findings"]
