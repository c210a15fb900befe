"""Reads the sample that Sales sent by mail.

The CRM itself is out of reach until access is granted, so `python -m churn.data` makes a stand-in with the same
columns and the same flaws: one row per customer and month, gaps, few churners.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import yaml

FEATURES = ["tenure_months", "monthly_charges", "support_calls_90d", "usage_trend"]
TARGET = "churned"


def sample(rows: int = 420, seed: int = 3) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    data = pd.DataFrame(
        {
            "customer_id": [f"C{i:04d}" for i in rng.integers(0, 180, rows)],
            "snapshot_month": rng.choice(["2026-03", "2026-04", "2026-05"], rows),
            "tenure_months": rng.gamma(2.0, 18.0, rows).round(),
            "monthly_charges": rng.normal(60, 20, rows).round(2),
            "support_calls_90d": rng.poisson(1.2, rows),
            "usage_trend": rng.normal(0, 0.4, rows).round(3),
        }
    )
    score = -2.2 - 0.03 * data["tenure_months"] + 1.0 * data["support_calls_90d"] - 3.0 * data["usage_trend"]
    data[TARGET] = (rng.random(rows) < 1 / (1 + np.exp(-score))).astype(int)
    data.loc[rng.choice(rows, 12, replace=False), "tenure_months"] = None
    return data


def split(data: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    params = yaml.safe_load(Path("params.yaml").read_text())["split"]
    holdout = data.sample(frac=params["holdout_share"], random_state=params["seed"])
    return data.drop(holdout.index), holdout


if __name__ == "__main__":
    sample().to_csv("data/sample.csv", index=False)
