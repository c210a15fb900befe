"""Is the model as good as the manifest promises, for everybody, and for the right reasons?"""

import json

import pytest
from conftest import ROOT

from churn.evaluate import metrics
from churn.model import FEATURES, ChurnModel
from churn.serve import AVERAGE
from churn.train import fit


@pytest.fixture(scope="module")
def found(model, holdout):
    return metrics(model, holdout)


@pytest.mark.parametrize("metric, at_least", [("recall", 0.75), ("precision", 0.6), ("roc_auc", 0.85)])
def test_holdout(found, metric, at_least, record_property):
    record_property(metric, found[metric])
    assert found[metric] >= at_least


@pytest.mark.parametrize("kind, at_least", [("monthly", 0.75), ("yearly", 0.6)])
def test_holdout_slice(found, kind, at_least):
    assert found[f"recall_{kind}"] >= at_least


def test_beats_the_rule_it_replaces(found):
    assert found["recall"] > found["baseline_recall"]
    assert found["precision"] > found["baseline_precision"]


def test_age_bands_are_treated_alike(found):
    assert found["recall_gap_age_band"] <= 0.1
    assert found["selection_ratio_age_band"] >= 0.8


def test_metrics_json_states_the_same(found, model):
    assert json.loads((ROOT / "metrics.json").read_text()) == found


def test_invariant_to_what_it_must_not_use(model, holdout):
    swapped = holdout.assign(age_band="60+", customer_id="C000000")
    assert (model.probabilities(swapped) == model.probabilities(holdout)).all()


@pytest.mark.parametrize("column, change", [("support_calls_90d", 2), ("payment_delays_12m", 2), ("usage_trend", -0.2)])
def test_more_trouble_never_lowers_the_score(model, holdout, column, change):
    worse = holdout.assign(**{column: holdout[column] + change})
    assert (model.probabilities(worse) > model.probabilities(holdout)).all()


def test_training_is_repeatable(model, train):
    assert fit(train, FEATURES["full"], 1.0, 20261101, model.threshold) == model


def test_survives_saving(model, tmp_path):
    model.save(tmp_path / "churn.json")
    assert ChurnModel.load(tmp_path / "churn.json") == model


def test_reasons_point_at_the_trouble(model, holdout):
    angry = holdout.head(1).assign(support_calls_90d=9, contract="yearly", usage_trend=0.0)
    assert model.reasons(angry, AVERAGE)[0][0] == "support_calls_90d"
