from pathlib import Path

import pandas as pd
import pytest

from churn.model import ChurnModel

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def customers():
    return pd.read_csv(ROOT / "data/customers.csv")


@pytest.fixture(scope="session")
def train():
    return pd.read_csv(ROOT / "data/train.csv")


@pytest.fixture(scope="session")
def holdout():
    return pd.read_csv(ROOT / "data/holdout.csv")


@pytest.fixture(scope="session")
def model():
    return ChurnModel.load(ROOT / "models/churn.json")
