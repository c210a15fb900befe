import Documents
import Testing

@testable import Evidence

@Suite("A document")
struct ProjectDocumentsTests {
  private func item(_ text: String, path: String = "docs/plan.md") throws -> EvidenceItem {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    return try project.item("documents")
  }

  @Test("is a licence at the top, too, and an empty one has no words")
  func licence() throws {
    let project = TemporaryProject([
      "LICENSE": "Apache License\n\nGranted to all.\n", "COPYING": "\n", "src/LICENSE": "x", "license.py": "x",
      "Licence.txt": "Words here.",
    ])
    let items = try project.items("documents")
    #expect(items.map(\.path) == ["COPYING", "LICENSE", "Licence.txt"])
    #expect(items.map { $0.fact("words") } == ["0", "5", "2"])
  }

  @Test("has headings, those in code and comments left out")
  func headings() throws {
    let item = try item(
      """
      # Plan #

      ```sh
      # not a heading
      ```
      ~~~
      ## nor this
      ~~~
      <!-- ## nor
      ## that -->
      Steps
      -----
      Text. #nor this
      ####### nor this
      ## **Roll** `back` [optional]
      """)
    #expect(item.fact("headings") == "[Plan, Steps, Roll back]")
    #expect(item.fact("empty_headings") == "[Roll back]")
    #expect(item.fact("title") == "Plan")
  }

  @Test("has its words counted without what is none")
  func words() throws {
    let item = try item(
      "---\ntitle: T\n---\n# A heading\n\nThree small words <!-- and a comment -->\n\n- TBD\n\n| a | – |\n|---|---|\n")
    #expect(item.fact("words") == "4")
    #expect(item.fact("placeholders") == "1")
  }

  @Test(
    "has a share of placeholders",
    arguments: [
      ("# T\nReal text.\n\n- **Owner:** TBD\n", "50.0"), ("# T\n[More Information Needed]\n", "100.0"), ("# T\n", "–"),
      ("TBD by Friday\n", "0.0"), ("- **Owner:** Ines\n- **Date:** <date>\n- **Who:** [your name]\n- x: n/a\n", "50.0"),
      ("{{ summary }}\n", "100.0"), ("[a link](https://x)\n", "0.0"), ("| who | TBD |\n", "100.0"), ("...\n", "100.0"),
      ("lorem ipsum\n", "100.0"), ("<br/>\n", "–"),
    ])
  func placeholders(text: String, percent: String) throws {
    #expect(try item(text).fact("placeholder_percent") == percent)
  }

  @Test("states a date in its front matter, with CRLF too")
  func date() throws {
    let item = try item("---\r\ndate: 2026-10-02\r\nstatus: approved\r\nversion: 1.10\r\n---\r\n# P\r\nText.\r\n")
    #expect(shown(item.producedAt) == "2026-10-02")
    #expect(["date", "status", "version"].map(item.fact) == ["2026-10-02", "approved", "1.10"])
    #expect(try self.item("---\ndate: 2026-02-30\n---\n").producedAt == nil)
    #expect(try self.item("# A\n---\ndate: 2026-10-02\n---\n").producedAt == nil)
  }

  @Test("that is no text is there, and what it says is not known")
  func binary() throws {
    let project = TemporaryProject()
    project.write("plan.pdf", [0x25, 0x50, 0, 0xFF])
    let items = try project.items("documents", documents: ["plan.pdf"])
    #expect(items.map { $0.fact("words") } == ["–"])
  }
}

@Suite("A model card")
struct ModelCardsTests {
  private func item(_ text: String, path: String = "MODEL_CARD.md") throws -> EvidenceItem {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    return try project.item("model_cards")
  }

  @Test("has what its front matter states")
  func frontMatter() throws {
    let item = try item(
      """
      ---
      license: apache-2.0
      language: en
      datasets: [a, b]
      version: "2"
      date: 2026-11-20
      owners: [Ines Costa]
      model-index:
        - name: churn
          results:
            - task: {type: tabular}
              dataset: {name: d, split: holdout}
              metrics:
                - {type: recall, value: 0.8}
                - {type: auc, value: "0.91", verified: true}
                - {type: f1, value: [1]}
      ---
      # Churn
      """)
    #expect(
      ["license", "languages", "datasets", "version", "date", "owners", "name"].map(item.fact) == [
        "apache-2.0", "[en]", "[a, b]", "2", "2026-11-20", "[Ines Costa]", "churn",
      ])
    #expect(item.facts["results"]?.elements.map { shown($0["value"]) } == ["0.8", "0.91", "–"])
    #expect(shown(item.modelVersion) == "2")
    #expect(shown(item.producedAt) == "2026-11-20")
  }

  @Test(
    "names a licence, or none",
    arguments: [
      ("mit", "mit"), ("unknown", "–"), ("other\nlicense_name: our-own", "our-own"), ("[mit, bsd]", "mit"),
      ("other", "–"), ("other\nlicense_link: LICENSE.md", "LICENSE.md"),
    ])
  func license(license: String, expected: String) throws {
    #expect(try item("---\nlicense: \(license)\n---\n").fact("license") == expected)
  }

  @Test(
    "has a section where a text of its own follows the heading",
    arguments: [
      ("## Intended use\n\nRanking customers.", "intended_use", "filled"),
      ("## Intended use\n\n[More Information Needed]", "intended_use", "blank"),
      ("## Intended use\n\n<!-- Say what it is for. -->\n", "intended_use", "blank"),
      ("## Intended use\n### Primary uses\nText.", "intended_use", "filled"),
      ("## Uses\n### Out-of-Scope Use\nBusiness customers.", "intended_use", "blank"),
      ("## Uses\n### Out-of-Scope Use\nBusiness customers.", "out_of_scope_use", "filled"),
      ("## Risks and Limitations\nAge.", "bias", "filled"), ("## Risks and Limitations\nAge.", "limitations", "filled"),
      ("```\n## Intended use\nText\n```", "intended_use", "missing"),
      ("Text about intended use.", "intended_use", "missing"),
      ("## Details\n- **Contact:** team@example.com", "contact", "filled"),
      ("## Details\n- **Contact:** TBD", "contact", "missing"),
      ("## Training data\n- **Source:** TBD\n- **Size:**", "training_data", "blank"),
      ("Evaluation data\n===\nCustomers of July.", "evaluation_data", "filled"),
      ("## Intended use\nTODO\n## Direct use\nReal.", "intended_use", "filled"),
      (
        "## How to Get Started with the Model\n\nUse the code below to get started with the model.\n", "how_to_use",
        "blank"
      ),
    ])
  func sections(text: String, section: String, state: String) throws {
    #expect(try item("# Card\n\n" + text + "\n").fact("sections." + section) == state)
  }

  @Test("that nobody filled in is nowhere filled")
  func template() throws {
    let headings = [
      "Model Details", "Uses", "Direct Use", "Out-of-Scope Use", "Bias, Risks, and Limitations", "Training Data",
      "Testing Data", "Metrics", "Environmental Impact", "Model Card Contact",
    ]
    let body = headings.map { "## \($0)\n\n<!-- Say something. -->\n\n[More Information Needed]\n" }.joined(
      separator: "\n")
    let item = try item("---\nlicense: mit\n---\n# Model Card for x\n\n\(body)\n- **License:** mit\n")
    #expect(item.fact("filled_sections") == "0")
    #expect(item.fact("placeholders") == "10")
    #expect(!item.fact("sections").containsBytes("filled"))
  }

  @Test("may be a README, where its front matter speaks of a model")
  func readme() throws {
    #expect(try item("---\nlibrary_name: sklearn\n---\n# X", path: "README.md").fact("library_name") == "sklearn")
    let others = TemporaryProject([
      "README.md": "# A tool", "data/README.md": "---\ntask_categories: [x]\nlicense: mit\n---\n",
    ])
    #expect(try others.items("model_cards").isEmpty)
  }

  @Test(
    "with front matter that is none is unreadable",
    arguments: ["---\n[]\n---\n", "---\na: [\n---\n", "---\n{{ card_data }}\n---\n"])
  func broken(text: String) throws {
    #expect(try TemporaryProject(["MODEL_CARD.md": text]).evidence().unreadable.map(\.kind) == ["model_cards"])
  }

  @Test("without front matter, or with one that never ends, is read as text")
  func noFrontMatter() throws {
    #expect(try item("# Whisper\n## Model Details\nText.").fact("has_front_matter") == "false")
    #expect(try item("---\na: 1\n# Card").fact("has_front_matter") == "false")
  }
}
