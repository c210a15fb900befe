"""The model as it is served: coefficients in JSON, so that loading it runs no code."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

FEATURES = {
    "base": ("contract_monthly", "tenure_months", "support_calls_90d", "usage_trend"),
    "full": (
        "contract_monthly",
        "tenure_months",
        "support_calls_90d",
        "usage_trend",
        "monthly_charges",
        "payment_delays_12m",
    ),
}


def features(data: pd.DataFrame, names: tuple[str, ...]) -> np.ndarray:
    table = data.assign(contract_monthly=(data["contract"] == "monthly").astype(float))
    return table[list(names)].to_numpy(dtype=float)


def rule(data: pd.DataFrame) -> np.ndarray:
    """What the retention desk went by before, and what it falls back to: two or more calls for help in 90 days."""
    return (data["support_calls_90d"] >= 2).to_numpy()


@dataclass(frozen=True)
class ChurnModel:
    features: tuple[str, ...]
    coefficients: tuple[float, ...]  # on the features' own scales
    intercept: float
    threshold: float

    def probabilities(self, data: pd.DataFrame) -> np.ndarray:
        z = features(data, self.features) @ np.array(self.coefficients) + self.intercept
        return 1 / (1 + np.exp(-z))

    def reasons(self, data: pd.DataFrame, average: dict[str, float], top: int = 3) -> list[list[str]]:
        """For each customer, the features that push the score up most against the average customer."""
        values = features(data, self.features) - np.array([average[name] for name in self.features])
        pushes = values * np.array(self.coefficients)
        order = np.argsort(-pushes, axis=1)[:, :top]
        return [[self.features[i] for i in row if push[i] > 0] for row, push in zip(order, pushes, strict=True)]

    def save(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(asdict(self), indent=2) + "\n")

    @staticmethod
    def load(path: Path) -> "ChurnModel":
        state = json.loads(path.read_text())
        return ChurnModel(
            tuple(state["features"]), tuple(state["coefficients"]), state["intercept"], state["threshold"]
        )
