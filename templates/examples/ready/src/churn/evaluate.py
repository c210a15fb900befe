"""Judges a model on the holdout, writes metrics.json, records the run in MLflow and registers the model.

python -m churn.evaluate models/churn.json metrics.json
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import precision_score, recall_score, roc_auc_score

from churn.data import AGE_BANDS, CONTRACTS, TARGET
from churn.model import ChurnModel, rule


def flagged(model: ChurnModel, data: pd.DataFrame) -> np.ndarray:
    return model.probabilities(data) >= model.threshold


def recall(data: pd.DataFrame, decisions: np.ndarray, rows: pd.Series) -> float:
    return recall_score(data.loc[rows, TARGET], decisions[rows.to_numpy()])


def metrics(model: ChurnModel, data: pd.DataFrame) -> dict[str, float]:
    decisions, truth = flagged(model, data), data[TARGET]
    by_age = [recall(data, decisions, data["age_band"] == band) for band in AGE_BANDS]
    selected = [decisions[(data["age_band"] == band).to_numpy()].mean() for band in AGE_BANDS]
    found = {
        "recall": recall_score(truth, decisions),
        "precision": precision_score(truth, decisions),
        "roc_auc": roc_auc_score(truth, model.probabilities(data)),
        "baseline_recall": recall_score(truth, rule(data)),
        "baseline_precision": precision_score(truth, rule(data)),
        "recall_gap_age_band": max(by_age) - min(by_age),
        "selection_ratio_age_band": min(selected) / max(selected),
    }
    for kind in CONTRACTS:
        found[f"recall_{kind}"] = recall(data, decisions, data["contract"] == kind)
    return {name: round(float(value), 4) for name, value in found.items()}


def record(
    model: ChurnModel, path: Path, found: dict[str, float], train: pd.DataFrame, holdout: pd.DataFrame, alias: str
) -> None:
    import mlflow

    mlflow.set_experiment("churn")
    client = mlflow.MlflowClient()
    with mlflow.start_run(run_name=path.stem) as run:
        for name, table in (("training", train), ("holdout", holdout)):
            source = f"data/{'train' if name == 'training' else name}.csv"
            mlflow.log_input(mlflow.data.from_pandas(table, source=source, targets=TARGET, name=f"churn-{name}"), name)
        sample = holdout.drop(columns=[TARGET]).head(1)
        logged = mlflow.pyfunc.log_model(
            name="churn",
            python_model=str(Path(__file__).with_name("mlflow_model.py")),
            artifacts={"model": str(path)},
            signature=mlflow.models.infer_signature(sample, model.probabilities(sample)),
            pip_requirements="requirements.txt",
        )
        # By the run's id: the fluent functions would write every figure a second time, beside the logged model.
        client.log_param(run.info.run_id, "features", ",".join(model.features))
        client.log_param(run.info.run_id, "threshold", model.threshold)
        for metric, value in found.items():
            client.log_metric(run.info.run_id, metric, value)
    version = mlflow.register_model(logged.model_uri, "churn").version
    client.set_registered_model_alias("churn", alias, version)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--alias", default="candidate", help="the name under which the registry finds this version")
    arguments = parser.parse_args()
    model = ChurnModel.load(arguments.model)
    train, holdout = pd.read_csv("data/train.csv"), pd.read_csv("data/holdout.csv")
    found = metrics(model, holdout)
    arguments.out.write_text(json.dumps(found, indent=2) + "\n")
    record(model, arguments.model, found, train, holdout, arguments.alias)


if __name__ == "__main__":
    main()
