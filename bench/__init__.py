"""Benchmarks. They print figures and ratios; they assert nothing, since machines differ and are noisy."""
