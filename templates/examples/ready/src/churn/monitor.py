"""Watches what is sent to the model: how far today's inputs have drifted from the training data."""

import numpy as np
import pandas as pd

from churn.data import RANGES

ALERT_ABOVE = 0.2  # population stability index; 0.2 is the usual limit for 'look into it'


def psi(expected: np.ndarray, actual: np.ndarray, bins: int = 10) -> float:
    """Population stability index over the deciles of what was expected."""
    edges = np.unique(np.quantile(expected, np.linspace(0, 1, bins + 1)))[1:-1]

    def shares(values: np.ndarray) -> np.ndarray:
        counts = np.bincount(np.searchsorted(edges, values, side="right"), minlength=len(edges) + 1)
        return np.clip(counts / len(values), 1e-4, None)

    before, now = shares(expected), shares(actual)
    return float(((now - before) * np.log(now / before)).sum())


def drifted(training: pd.DataFrame, live: pd.DataFrame) -> dict[str, float]:
    """The features whose index is above the alert's limit."""
    indices = {name: psi(training[name].to_numpy(), live[name].to_numpy()) for name in RANGES}
    return {name: round(value, 3) for name, value in indices.items() if value > ALERT_ABOVE}


def worth_releasing(candidate: dict[str, float], current: dict[str, float], tolerance: float = 0.01) -> bool:
    """A retrained model replaces the current one only if it is not worse."""
    return all(candidate[name] >= current[name] - tolerance for name in ("recall", "precision"))
