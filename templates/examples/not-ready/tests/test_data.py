import pandas as pd
import pytest

from churn.data import FEATURES, TARGET, split


@pytest.fixture
def data():
    return pd.read_csv("data/sample.csv").dropna()


def test_columns(data):
    assert set(FEATURES + [TARGET]) <= set(data.columns)


def test_label_is_binary(data):
    assert set(data[TARGET]) == {0, 1}


def test_no_customer_is_in_both_train_and_holdout(data):
    train, holdout = split(data)
    both = set(train["customer_id"]) & set(holdout["customer_id"])
    assert len(both) == 0
