"""The prediction service: POST /predict with one customer, a WSGI application.

The switch CHURN_DISABLED=1 turns the model off: the answer then comes from the rule that was used before it.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from churn.data import CONTRACTS, RANGES
from churn.model import ChurnModel, rule

log = logging.getLogger("churn.decisions")

# The average customer of the training data, against which reasons are given.
AVERAGE = {
    "contract_monthly": 0.6,
    "tenure_months": 36.0,
    "support_calls_90d": 1.2,
    "usage_trend": 0.0,
    "monthly_charges": 60.0,
    "payment_delays_12m": 0.8,
}


def complaints(customer: object) -> list[str]:
    if not isinstance(customer, dict):
        return ["the body is not an object"]
    found = [f"{name} is missing" for name in ("contract", *RANGES) if name not in customer]
    if "contract" in customer and customer["contract"] not in CONTRACTS:
        found.append(f"contract is not one of {', '.join(CONTRACTS)}")
    for name, (low, high) in RANGES.items():
        value = customer.get(name)
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if name in customer and not (number and low <= value <= high):
            found.append(f"{name} is not a number from {low} to {high}")
    return found


def predict(model: ChurnModel, customer: dict) -> dict:
    table = pd.DataFrame([customer])
    if os.environ.get("CHURN_DISABLED") == "1":
        return {"contact": bool(rule(table)[0]), "decided_by": "rule"}
    probability = float(model.probabilities(table)[0])
    return {
        "contact": probability >= model.threshold,
        "probability": round(probability, 4),
        "reasons": model.reasons(table, AVERAGE)[0],
        "decided_by": "model",
    }


def application(model: ChurnModel) -> Callable[[dict, Callable], Iterable[bytes]]:
    def respond(environ: dict, start_response: Callable) -> Iterable[bytes]:
        route = (environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if route == ("GET", "/healthz"):
            status, answer = "200 OK", {"status": "ready"}
        elif route != ("POST", "/predict"):
            status, answer = "404 Not Found", {"errors": ["POST /predict or GET /healthz"]}
        else:
            try:
                customer = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
                errors = complaints(customer)
            except ValueError:
                errors = ["the body is not JSON"]
            if errors:
                status, answer = "422 Unprocessable Content", {"errors": errors}
                log.warning("refused: %s", errors)
            else:
                status, answer = "200 OK", predict(model, customer)
                log.info("in=%s out=%s", customer, answer)
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    return respond


def main() -> None:
    from wsgiref.simple_server import make_server

    logging.basicConfig(level=logging.INFO)
    make_server("", 8080, application(ChurnModel.load(Path("models/churn.json")))).serve_forever()


if __name__ == "__main__":
    main()
