"""The data: a stand-in for the CRM's export, its schema, and the split by time.

python -m churn.data export   writes data/customers.csv
python -m churn.data split    writes data/train.csv and data/holdout.csv
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

CONTRACTS = ("monthly", "yearly")
AGE_BANDS = ("18-29", "30-59", "60+")

# column: (lowest, highest) value that the export may hold
RANGES = {
    "tenure_months": (0, 240),
    "monthly_charges": (5, 250),
    "support_calls_90d": (0, 40),
    "payment_delays_12m": (0, 12),
    "usage_trend": (-1, 1),
}
TARGET = "churned"
COLUMNS = ("customer_id", "snapshot_month", "age_band", "contract", *RANGES, TARGET)


def export(rows: int = 6000, seed: int = 7) -> pd.DataFrame:
    """One row per customer, as of the month in which the CRM took the snapshot."""
    rng = np.random.default_rng(seed)
    months = pd.period_range("2025-10", "2026-09", freq="M").astype(str)
    data = pd.DataFrame(
        {
            "customer_id": [f"C{i:06d}" for i in rng.permutation(rows)],
            "snapshot_month": rng.choice(months, rows),
            "age_band": rng.choice(AGE_BANDS, rows, p=(0.25, 0.5, 0.25)),
            "contract": rng.choice(CONTRACTS, rows, p=(0.6, 0.4)),
            "tenure_months": rng.gamma(2.0, 18.0, rows).clip(0, 240).round(),
            "monthly_charges": rng.normal(60, 20, rows).clip(5, 250).round(2),
            "support_calls_90d": rng.poisson(1.2, rows).clip(0, 40),
            "payment_delays_12m": rng.poisson(0.8, rows).clip(0, 12),
            "usage_trend": rng.normal(0, 0.4, rows).clip(-1, 1).round(3),
        }
    )
    # Age does not drive churn: a gap between age bands can only come from the model.
    score = (
        -3.0
        + 2.2 * (data["contract"] == "monthly")
        - 0.04 * data["tenure_months"]
        + 0.02 * (data["monthly_charges"] - 60)
        + 1.1 * data["support_calls_90d"]
        + 0.9 * data["payment_delays_12m"]
        - 4.0 * data["usage_trend"]
    )
    data[TARGET] = (rng.random(rows) < 1 / (1 + np.exp(-score))).astype(int)
    return data.sort_values(["snapshot_month", "customer_id"], ignore_index=True)


def problems(data: pd.DataFrame) -> list[str]:
    """What is wrong with an export; empty when it may be used."""
    if tuple(data.columns) != COLUMNS:
        return [f"columns are {list(data.columns)}"]
    found = []
    if data["customer_id"].duplicated().any():
        found.append("a customer appears twice")
    found += [f"{column} has gaps" for column in COLUMNS if data[column].isna().any()]
    for column, (low, high) in RANGES.items():
        if not data[column].between(low, high).all():
            found.append(f"{column} is outside {low}..{high}")
    if not set(data["contract"]) <= set(CONTRACTS):
        found.append("contract has an unknown kind")
    if not set(data[TARGET]) <= {0, 1}:
        found.append("churned is not 0 or 1")
    return found


def split(data: pd.DataFrame, holdout_from: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Earlier snapshots train, later ones judge: the future never teaches the past."""
    late = data["snapshot_month"] >= holdout_from
    return data[~late].reset_index(drop=True), data[late].reset_index(drop=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=("export", "split"))
    step = parser.parse_args().step
    folder = Path("data")
    if step == "export":
        export().to_csv(folder / "customers.csv", index=False)
        return
    data = pd.read_csv(folder / "customers.csv")
    if found := problems(data):
        raise SystemExit("data/customers.csv: " + "; ".join(found))
    params = yaml.safe_load(Path("params.yaml").read_text())["split"]
    train, holdout = split(data, params["holdout_from"])
    train.to_csv(folder / "train.csv", index=False)
    holdout.to_csv(folder / "holdout.csv", index=False)


if __name__ == "__main__":
    main()
