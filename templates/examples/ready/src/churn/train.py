"""Fits the model.

python -m churn.train models/churn.json [--features base]
"""

import argparse
from pathlib import Path

import pandas as pd
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from churn.data import TARGET
from churn.model import FEATURES, ChurnModel, features


def fit(train: pd.DataFrame, names: tuple[str, ...], regularisation: float, seed: int, threshold: float) -> ChurnModel:
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=regularisation, random_state=seed))
    pipeline.fit(features(train, names), train[TARGET])
    scaler, classifier = pipeline[0], pipeline[1]
    # The scaling is folded into the coefficients, so that serving needs no scikit-learn.
    coefficients = classifier.coef_[0] / scaler.scale_
    intercept = classifier.intercept_[0] - (coefficients * scaler.mean_).sum()
    return ChurnModel(names, tuple(round(float(c), 6) for c in coefficients), round(float(intercept), 6), threshold)


def main() -> None:
    params = yaml.safe_load(Path("params.yaml").read_text())
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--features", choices=FEATURES, default=params["train"]["features"])
    arguments = parser.parse_args()
    model = fit(
        pd.read_csv("data/train.csv"),
        FEATURES[arguments.features],
        params["train"]["regularisation"],
        params["train"]["seed"],
        params["evaluate"]["threshold"],
    )
    model.save(arguments.out)


if __name__ == "__main__":
    main()
