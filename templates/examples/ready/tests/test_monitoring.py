"""Would we notice when the world changes?"""

from churn.monitor import drifted, psi, worth_releasing


def test_same_data_has_not_drifted(train):
    assert drifted(train, train) == {}


def test_holdout_has_not_drifted_from_training(train, holdout):
    assert drifted(train, holdout) == {}


def test_a_price_rise_is_noticed(train, holdout):
    dearer = holdout.assign(monthly_charges=holdout["monthly_charges"] * 1.5)
    assert list(drifted(train, dearer)) == ["monthly_charges"]


def test_index_is_never_negative(train, holdout):
    assert psi(train["tenure_months"].to_numpy(), holdout["tenure_months"].to_numpy()) >= 0


def test_a_worse_retrained_model_is_kept_out():
    current = {"recall": 0.80, "precision": 0.70}
    assert worth_releasing({"recall": 0.82, "precision": 0.70}, current)
    assert not worth_releasing({"recall": 0.90, "precision": 0.60}, current)
