"""First sketch of the service. Nobody has called it yet."""

import json
import sys

import pandas as pd

from churn.data import FEATURES


def predict(model, body: str) -> str:
    customer = json.loads(body)
    row = pd.DataFrame([{name: customer.get(name, 0) for name in FEATURES}])
    probability = float(model.predict_proba(row)[0, 1])
    return json.dumps({"churn": probability > 0.5})


def main() -> None:
    import pickle

    with open("model.pkl", "rb") as file:  # TODO: where does this come from?
        model = pickle.load(file)
    for line in sys.stdin:
        print(predict(model, line))


if __name__ == "__main__":
    main()
