"""Does the service keep its contract, with the model on and off?"""

import io
import json
import shutil
import sys

import pytest
from conftest import ROOT

from churn import data, evaluate, train
from churn.serve import application

CUSTOMER = {
    "contract": "monthly",
    "tenure_months": 5,
    "monthly_charges": 79.9,
    "support_calls_90d": 4,
    "payment_delays_12m": 1,
    "usage_trend": -0.5,
}


@pytest.fixture
def call(model):
    def call(body, method="POST", path="/predict"):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "CONTENT_LENGTH": str(len(raw)),
            "wsgi.input": io.BytesIO(raw),
        }
        statuses = []
        answer = b"".join(application(model)(environ, lambda status, headers: statuses.append(status)))
        return int(statuses[0].split()[0]), json.loads(answer)

    return call


def test_predict_contract(call):
    status, answer = call(CUSTOMER)
    assert status == 200
    assert set(answer) == {"contact", "probability", "reasons", "decided_by"}
    assert 0 <= answer["probability"] <= 1 and answer["contact"] is True and len(answer["reasons"]) <= 3


@pytest.mark.parametrize(
    "change, error",
    [
        ({"contract": "weekly"}, "contract is not one of monthly, yearly"),
        ({"tenure_months": -1}, "tenure_months is not a number from 0 to 240"),
        ({"usage_trend": "down"}, "usage_trend is not a number from -1 to 1"),
        ({"support_calls_90d": True}, "support_calls_90d is not a number from 0 to 40"),
    ],
)
def test_bad_input_is_refused_by_name(call, change, error):
    assert call(CUSTOMER | change) == (422, {"errors": [error]})


def test_missing_input_is_never_guessed(call):
    body = {name: value for name, value in CUSTOMER.items() if name != "usage_trend"}
    assert call(body) == (422, {"errors": ["usage_trend is missing"]})


@pytest.mark.parametrize("body", [b"{", b"[]", b""])
def test_malformed_body_is_refused(call, body):
    assert call(body)[0] == 422


def test_health_and_unknown_paths(call):
    assert call({}, "GET", "/healthz") == (200, {"status": "ready"})
    assert call({}, "GET", "/")[0] == 404


def test_kill_switch_falls_back_to_the_rule(call, monkeypatch):
    monkeypatch.setenv("CHURN_DISABLED", "1")
    assert call(CUSTOMER) == (200, {"contact": True, "decided_by": "rule"})


def test_inputs_and_outputs_are_logged(call, caplog):
    caplog.set_level("INFO", logger="churn.decisions")
    call(CUSTOMER)
    assert "'tenure_months': 5" in caplog.text and "'decided_by': 'model'" in caplog.text


def test_refusals_are_logged(call, caplog):
    call({})
    assert "refused" in caplog.text


def test_pipeline_from_export_to_registry(tmp_path, monkeypatch):
    import mlflow

    for name in ("params.yaml", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    mlflow.set_tracking_uri(f"file:{tmp_path}/mlruns")
    for step, arguments in [
        (data, ["export"]),
        (data, ["split"]),
        (train, ["models/churn.json"]),
        (evaluate, ["models/churn.json", "metrics.json"]),
    ]:
        monkeypatch.setattr(sys, "argv", [step.__name__, *arguments])
        step.main()
    registered = mlflow.MlflowClient().get_model_version_by_alias("churn", "candidate")
    again = mlflow.pyfunc.load_model(registered.source).predict(evaluate.pd.read_csv("data/holdout.csv"))
    assert again.mean() == pytest.approx(0.3, abs=0.1)


def test_pipeline_refuses_broken_data(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    data.export(rows=20).drop(columns="contract").to_csv(tmp_path / "data/customers.csv", index=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["data", "split"])
    with pytest.raises(SystemExit, match="columns are"):
        data.main()
