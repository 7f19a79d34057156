"""Decision tables looked at before they run: overlapping, missing and unreachable rules, with example inputs."""

from engine.dmn.analysis.analyse import findings

__all__ = ["findings"]
