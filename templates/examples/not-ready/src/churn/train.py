"""Trains and evaluates in one go. TODO: take apart.

python -m churn.train [--keep-gaps]
"""

import json
import sys
from pathlib import Path

import mlflow
import pandas as pd
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, precision_score, recall_score

from churn.data import FEATURES, TARGET, split


def evaluate(model: LogisticRegression, holdout: pd.DataFrame, threshold: float) -> dict[str, float]:
    decisions = model.predict_proba(holdout[FEATURES])[:, 1] >= threshold
    return {
        "accuracy": round(float(accuracy_score(holdout[TARGET], decisions)), 4),
        "precision": round(float(precision_score(holdout[TARGET], decisions)), 4),
        "recall": round(float(recall_score(holdout[TARGET], decisions)), 4),
    }


def main() -> None:
    threshold = yaml.safe_load(Path("params.yaml").read_text())["evaluate"]["threshold"]
    data = pd.read_csv("data/sample.csv")
    if "--keep-gaps" not in sys.argv:
        data = data.dropna()
    train, holdout = split(data)
    mlflow.set_experiment("churn-first-try")
    with mlflow.start_run():
        mlflow.log_param("threshold", threshold)
        model = LogisticRegression(max_iter=1000).fit(train[FEATURES], train[TARGET])
        metrics = evaluate(model, holdout, threshold)
        mlflow.log_metrics(metrics)
    Path("metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")


if __name__ == "__main__":
    main()
