"""The model as MLflow loads it: this file and the JSON beside it, no pickle."""

from pathlib import Path

import mlflow.pyfunc
from mlflow.models import set_model

from churn.model import ChurnModel


class ChurnPythonModel(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = ChurnModel.load(Path(context.artifacts["model"]))

    def predict(self, context, model_input):
        return self.model.probabilities(model_input)


set_model(ChurnPythonModel())
