"""Is the data what the model was promised?"""

import pytest

from churn.data import COLUMNS, RANGES, TARGET, export, problems, split


def test_schema(customers):
    assert tuple(customers.columns) == COLUMNS


def test_export_has_no_problems(customers):
    assert problems(customers) == []


@pytest.mark.parametrize("column", RANGES)
def test_range_is_enforced(customers, column):
    broken = customers.astype({column: float})
    broken.loc[0, column] = RANGES[column][1] + 1
    assert problems(broken) == [f"{column} is outside {RANGES[column][0]}..{RANGES[column][1]}"]


def test_gaps_and_repeated_customers_are_found(customers):
    broken = customers.astype({"tenure_months": float})
    broken.loc[0, "tenure_months"] = None
    broken.loc[1, "customer_id"] = broken.loc[0, "customer_id"]
    assert problems(broken)[:2] == ["a customer appears twice", "tenure_months has gaps"]


def test_unknown_values_are_found(customers):
    broken = customers.copy()
    broken.loc[0, "contract"] = "weekly"
    broken.loc[0, TARGET] = 2
    assert problems(broken) == ["contract has an unknown kind", "churned is not 0 or 1"]
    assert problems(broken.drop(columns="contract"))[0].startswith("columns are")


def test_no_customer_is_in_both_train_and_holdout(train, holdout):
    assert not set(train["customer_id"]) & set(holdout["customer_id"])


def test_holdout_is_later_than_training(train, holdout):
    assert train["snapshot_month"].max() < holdout["snapshot_month"].min()


def test_split_loses_no_row(customers, train, holdout):
    assert len(train) + len(holdout) == len(customers)
    assert len(split(customers, "2026-07")[1]) == len(holdout)


def test_label_share_is_plausible(train, holdout):
    assert 0.15 < train[TARGET].mean() < 0.45
    assert abs(train[TARGET].mean() - holdout[TARGET].mean()) < 0.05


def test_no_feature_gives_the_label_away(train):
    assert train[list(RANGES)].corrwith(train[TARGET]).abs().max() < 0.8


def test_export_is_repeatable():
    assert export(rows=50).equals(export(rows=50))
