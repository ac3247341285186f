"""Measurements of this machine, one module each: how fast, how much memory. Not tests: machines are noisy.

A module measures two things in one run wherever a ratio says more than a figure. `python -m benchmarks [name ...]`.
"""
