import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A dataset card")
struct DatasetCardsTests {
  private func item(_ text: String, path: String = "DATASET_CARD.md") throws -> EvidenceItem {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    return try project.item("dataset_cards")
  }

  @Test("has what its front matter states, in old words and new ones")
  func frontMatter() throws {
    let item = try item(
      """
      ---
      pretty_name: Churn
      licenses: [cc-by-4.0, unknown]
      languages:
      - en
      task_categories: [tabular-classification]
      size_categories: ["n<1K"]
      annotations_creators: [found]
      version: 1.10
      date: 2026-11-20
      dataset_info:
        - config_name: a
          splits: [{name: train, num_examples: 331}, {name: test, num_examples: 111}]
      ---
      # Dataset Card for Churn
      """, path: "data/README.md")
    #expect(
      ["name", "title", "licenses", "languages", "tasks", "size_categories", "annotations_creators", "version", "date"]
        .map(item.fact) == [
          "Churn", "Dataset Card for Churn", "[cc-by-4.0]", "[en]", "[tabular-classification]", "[n<1K]", "[found]",
          "1.10", "2026-11-20",
        ])
    #expect(
      item.fact("splits") == "[{config: a, name: train, examples: 331}, {config: a, name: test, examples: 111}]")
    #expect(item.format == "hugging-face")
    #expect(shown(item.producedAt) == "2026-11-20")
  }

  @Test(
    "has a section where a text of its own follows the heading",
    arguments: [
      ("### Dataset Summary\n\nCustomers of one year.", "description", "filled"),
      ("## Dataset Structure\n### Data Splits\n| train | 331 |", "splits", "filled"),
      ("## Dataset Structure\n### Data Splits\n331 rows.", "structure", "blank"),
      ("### Source Data\n#### Who are the annotators?\nNobody.", "collection", "blank"),
      ("### Personal and Sensitive Information\nNo names.", "personal_information", "filled"),
      ("### Licensing Information\n[More Information Needed]", "licensing", "blank"),
      (
        "## Bias, Risks, and Limitations\nUsers should be made aware of the risks, biases and limitations of the dataset. More information needed for further recommendations.",
        "bias", "blank"
      ),
      ("## Maintenance\nMonthly, by the data team.", "maintenance", "filled"),
      ("- **Point of Contact:** data@example.com", "contact", "filled"),
      ("- **Point of Contact:** [More Information Needed](https://example.com/how)", "contact", "missing"),
      ("### Annotations\n[More Information Needed](https://example.com/how-to#x)", "annotation", "blank"),
      ("Text about annotations.", "annotation", "missing"),
    ])
  func sections(text: String, section: String, state: String) throws {
    #expect(try item("# Card\n\n" + text + "\n").fact("sections." + section) == state)
  }

  @Test("that nobody filled in is nowhere filled, linked placeholders included")
  func template() throws {
    let link = "[More Information Needed](https://github.com/x/y/blob/master/CONTRIBUTING.md#how-to)"
    let item = try item(
      """
      ---
      pretty_name: X
      ---
      # Dataset Card for X
      ## Dataset Description
      - **Homepage:** \(link)
      - **Repository:** [More Information Needed]
      ### Curation Rationale
      \(link)
      """, path: "README.md")
    #expect(item.fact("filled_sections") == "0")
    #expect(item.fact("placeholders") == "3")
    #expect(item.fact("words") == "0")
  }

  @Test(
    "is never a model card, nor the other way round",
    arguments: [
      ("README.md", "task_categories: [x]", "dataset_cards"), ("README.md", "library_name: sklearn", "model_cards"),
      ("README.md", "library_name: sklearn\npretty_name: X", "model_cards"), ("README.md", "license: mit", "–"),
      ("DATASHEET.md", "library_name: sklearn", "dataset_cards"),
      ("MODEL_CARD.md", "task_categories: [x]", "model_cards"),
      ("docs/dataset-card.md", "license: mit", "dataset_cards"),
    ])
  func oneKind(path: String, front: String, kind: String) throws {
    let project = TemporaryProject()
    project.write(path, Array("---\n\(front)\n---\n# X\nText.\n".utf8))
    let kinds = try project.evidence().items.map(\.kind).filter { $0.hasSuffix("_cards") && $0 != "documents" }
    #expect(kinds == (kind == "–" ? [] : [kind]))
  }

  @Test(
    "with front matter that is none is unreadable",
    arguments: ["---\n[]\n---\n", "---\na: [\n---\n", "---\n{{ card_data }}\n---\n"])
  func broken(text: String) throws {
    #expect(try TemporaryProject(["DATASET_CARD.md": text]).evidence().unreadable.map(\.kind) == ["dataset_cards"])
  }
}

@Suite("A model card in JSON")
struct ModelCardToolkitTests {
  private func item(_ text: String) throws -> EvidenceItem {
    let project = TemporaryProject(["reports/model_card.json": text])
    return try project.item("model_cards")
  }

  @Test("of VerifyML has its parts for sections")
  func parts() throws {
    let item = try item(
      """
      {"model_details": {"name": "churn", "overview": "Ranks customers.",
        "owners": [{"name": "ML team", "contact": "ml@example.com"}],
        "version": {"name": "1.2.0", "date": "2026-11-21"}, "licenses": [{"identifier": "Apache-2.0"}]},
       "model_parameters": {"data": [{"name": "train", "description": "2025"}, {"name": "Test set", "description": "TBD"}]},
       "quantitative_analysis": {"performance_metrics": [{"type": "roc_auc", "value": "0.78", "slice": "test"},
         {"type": "f1", "value": "n/a"}]},
       "considerations": {"use_cases": [{"description": "ranking"}], "limitations": [{"description": "TBD"}],
         "ethical_considerations": []},
       "schema_version": "0.0.4"}
      """)
    #expect(item.format == "verifyml")
    #expect(
      ["name", "version", "date", "owners", "license", "datasets"].map(item.fact) == [
        "churn", "1.2.0", "2026-11-21", "[ML team]", "Apache-2.0", "[train, Test set]",
      ])
    #expect(item.fact("results") == "[{metric: roc_auc, split: test, value: 0.78}, {metric: f1}]")
    let states = [
      "model_details", "intended_use", "limitations", "training_data", "evaluation_data", "metrics", "contact",
      "ethical_considerations", "bias", "out_of_scope_use",
    ].map { item.fact("sections." + $0) }
    #expect(
      states == ["filled", "filled", "blank", "filled", "blank", "filled", "filled", "blank", "missing", "missing"])
    #expect(item.fact("placeholders") == "3")
    #expect(shown(item.modelVersion) == "1.2.0")
  }

  @Test("of Model Card Toolkit may have plain texts, and pictures say nothing")
  func first() throws {
    let item = try item(
      """
      {"schema_version": "0.0.1", "model_details": {"name": "x"}, "considerations": {"limitations": ["Only adults"]},
       "quantitative_analysis": {"graphics": {"collection": [{"name": "ROC", "image": "iVBORw0KGgo"}]}}}
      """)
    #expect(item.format == "model-card-toolkit")
    #expect(
      ["limitations", "metrics", "model_details"].map { item.fact("sections." + $0) } == [
        "filled", "missing", "missing",
      ])
  }

  @Test("is nothing else, and broken where it breaks off")
  func others() throws {
    let project = TemporaryProject([
      "model_card.json": "{\"$schema\": \"x\", \"properties\": {}}", "model_card.schema.json": "{",
      "modelcard.json": "{\"model_details\": {",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("model_cards").isEmpty)
    #expect(evidence.problems == ["model_cards modelcard.json json.syntax"])
  }
}
