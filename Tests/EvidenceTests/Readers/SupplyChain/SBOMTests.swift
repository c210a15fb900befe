import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A bill of materials")
struct SBOMTests {
  private func item(_ text: String, _ path: String = "sbom.json") throws -> EvidenceItem {
    try TemporaryProject([:]).with(path, text).item("sboms")
  }

  private func counts(_ item: EvidenceItem) -> String {
    ["components", "with_version", "with_license", "with_hash", "with_purl", "unlicensed"].map(item.fact)
      .joined(separator: " ")
  }

  private func cyclonedx(_ parts: String) -> String {
    "{\(parts), \"specVersion\": \"1.6\", \"bomFormat\": \"CycloneDX\"}"
  }

  @Test(
    "counts what is said of its components",
    arguments: [
      ("{}", "1 0 0 0 0 1"), ("{\"version\": \"1.10\"}", "1 1 0 0 0 1"), ("{\"version\": \"\"}", "1 0 0 0 0 1"),
      ("{\"licenses\": []}", "1 0 0 0 0 1"), ("{\"licenses\": [{\"license\": {\"id\": \"MIT\"}}]}", "1 0 1 0 0 0"),
      ("{\"licenses\": [{\"license\": {\"name\": \"Unknown\"}}]}", "1 0 0 0 0 1"),
      ("{\"licenses\": [{\"expression\": \"MIT OR Apache-2.0\"}]}", "1 0 1 0 0 0"),
      ("{\"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"ab\"}]}", "1 0 0 1 0 1"),
      ("{\"hashes\": []}", "1 0 0 0 0 1"),
      ("{\"purl\": \"pkg:pypi/a@1\"}", "1 0 0 0 1 1"), ("{\"purl\": \"a\"}", "1 0 0 0 0 1"),
      ("{\"components\": [{\"version\": \"1\"}, {\"components\": [{}]}]}", "4 1 0 0 0 4"),
    ])
  func components(component: String, expected: String) throws {
    #expect(try counts(item(cyclonedx("\"components\": [\(component)]"))) == expected)
  }

  @Test("in CycloneDX's XML says the same")
  func xml() throws {
    let item = try item(
      """
      <?xml version="1.0"?>
      <bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:1">
       <metadata><timestamp>2026-11-21T02:04:05+01:00</timestamp>
        <tools><components><component><name>cyclonedx-py</name><version>7.5.0</version></component></components></tools>
        <component type="application"><name>churn</name><version>2.0</version></component></metadata>
       <components>
        <component type="library"><name>a</name><version>1</version><purl>pkg:pypi/a@1</purl>
         <hashes><hash alg="SHA-256">ab</hash></hashes><licenses><license><id>MIT</id></license></licenses>
         <components><component><name>b</name><licenses><expression>MIT</expression></licenses></component></components>
        </component>
        <component type="machine-learning-model"><name>m</name><modelCard>
         <modelParameters><task>classification</task><datasets><dataset/><ref/></datasets></modelParameters>
         <quantitativeAnalysis><performanceMetrics><performanceMetric><value>0.9</value></performanceMetric><performanceMetric/></performanceMetrics></quantitativeAnalysis>
         <considerations><technicalLimitations><technicalLimitation>x</technicalLimitation></technicalLimitations><useCases/></considerations>
        </modelCard></component>
        <component type="data"><name>d</name></component>
       </components>
       <vulnerabilities><vulnerability><ratings><rating><severity>low</severity></rating><rating><severity>high</severity></rating></ratings></vulnerability>
        <vulnerability><analysis><state>not_affected</state></analysis></vulnerability></vulnerabilities>
      </bom>
      """, "out/bom.xml")
    #expect(counts(item) == "4 1 2 1 1 2")
    #expect(item.tool == EvidenceItem.Tool(name: "cyclonedx-py", version: "7.5.0"))
    #expect(item.producedAt?.text == "2026-11-21T01:04:05Z")
    #expect(
      ["spec_version", "serial_number", "subject_name", "subject_version"].map(item.fact) == [
        "1.5", "urn:uuid:1", "churn", "2.0",
      ])
    #expect(
      item.fact("models")
        == "[{name: m, has_model_card: true, task: classification, metrics: 1, datasets: 2, states_limitations: true, states_use_cases: false, states_ethical_considerations: false, states_fairness: false}]"
    )
    #expect(item.fact("datasets") == "[{name: d}]" && item.fact("unlicensed_components") == "[m, d]")
    #expect(item.fact("vulnerabilities") == "{critical: 0, high: 1, medium: 0, low: 0, info: 0, unknown: 0}")
    #expect(item.fact("dismissed_vulnerabilities") == "1")
  }

  @Test(
    "lists vulnerabilities by the worst rating of each, or does not list them",
    arguments: [
      ("\"components\": []", "–", "–"),
      ("\"vulnerabilities\": []", "{critical: 0, high: 0, medium: 0, low: 0, info: 0, unknown: 0}", "0"),
      (
        "\"vulnerabilities\": [{\"ratings\": [{\"severity\": \"low\"}, {\"severity\": \"critical\"}]}, {}, {\"ratings\": [{\"severity\": \"Medium\"}], \"analysis\": {\"state\": \"exploitable\"}}, {\"analysis\": {\"state\": \"false_positive\"}}]",
        "{critical: 1, high: 0, medium: 1, low: 0, info: 0, unknown: 1}", "1"
      ),
    ])
  func vulnerabilities(part: String, open: String, dismissed: String) throws {
    let item = try item(cyclonedx(part))
    #expect(item.fact("vulnerabilities") == open && item.fact("dismissed_vulnerabilities") == dismissed)
  }

  @Test("of models tells which have a card, and names the tool in both spellings")
  func models() throws {
    let item = try item(
      cyclonedx(
        "\"metadata\": {\"timestamp\": \"2026-11-21\", \"tools\": [{\"vendor\": \"v\", \"name\": \"t\", \"version\": \"1.10\"}]}, \"components\": [{\"type\": \"machine-learning-model\", \"name\": \"m\", \"version\": \"1.4\", \"modelCard\": {}}, {\"type\": \"data\", \"name\": \"d\"}]"
      ))
    #expect(item.fact("models") == "[{name: m, version: 1.4, has_model_card: false}]")
    #expect(item.fact("datasets") == "[{name: d}]")
    #expect(item.tool == EvidenceItem.Tool(name: "t", version: "1.10") && item.producedAt?.text == "2026-11-21")
  }

  @Test("in SPDX counts packages, and takes NOASSERTION for nothing")
  func spdx() throws {
    let json =
      "{\"spdxVersion\": \"SPDX-2.3\", \"documentNamespace\": \"n\", \"creationInfo\": {\"created\": \"2026-01-02T03:04:05Z\", \"creators\": [\"Person: Ines\", \"Tool: syft-1.18.1\"]}, \"packages\": [{\"name\": \"a\", \"versionInfo\": \"1\", \"licenseConcluded\": \"NOASSERTION\", \"licenseDeclared\": \"MIT\", \"checksums\": [{\"checksumValue\": \"ab\"}], \"externalRefs\": [{\"referenceType\": \"purl\"}]}, {\"name\": \"b\", \"licenseConcluded\": \"NONE\"}]}"
    let tags =
      "SPDXVersion: SPDX-2.3\nCreator: Person: Ines\nCreator: Tool: syft-1.18.1\nCreated: 2026-01-02T03:04:05Z\nDocumentNamespace: n\n# c\nPackageName: a\nPackageVersion: 1\nPackageLicenseConcluded: NOASSERTION\nPackageLicenseDeclared: MIT\nPackageChecksum: SHA1: ab\nPackageComment: <text>x\nPackageName: no\n</text>\nExternalRef: PACKAGE-MANAGER purl pkg:pypi/a@1\n\nPackageName: b\nPackageLicenseConcluded: NONE\n"
    for (text, path) in [(json, "a.spdx.json"), (tags, "a.spdx"), (tags.replacing("\n", with: "\r\n"), "a.spdx")] {
      let item = try item(text, path)
      #expect(counts(item) == "2 1 1 1 1 1")
      #expect(item.fact("spec_version") == "2.3" && item.fact("serial_number") == "n" && item.format == "spdx")
      #expect(
        item.tool == EvidenceItem.Tool(name: "syft", version: "1.18.1")
          && item.producedAt?.text == "2026-01-02T03:04:05Z")
      #expect(!shown(item.facts).contains("Ines"))
    }
  }

  @Test("in SPDX 3 is a graph of packages, models and data")
  func graph() throws {
    let item = try item(
      """
      {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
        {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2026-01-02T03:04:05Z"},
        {"type": "SpdxDocument", "spdxId": "urn:doc"}, {"type": "Tool", "name": "maker"},
        {"type": "software_Package", "spdxId": "urn:a", "name": "a", "software_packageVersion": "1", "software_packageUrl": "pkg:pypi/a@1", "verifiedUsing": [{"hashValue": "ab"}]},
        {"type": "ai_AIPackage", "spdxId": "urn:m", "name": "m", "ai_domain": ["churn"], "ai_metric": [{}, {}], "ai_limitation": "x"},
        {"type": "dataset_DatasetPackage", "spdxId": "urn:d", "name": "d"}, {"type": "software_File", "spdxId": "urn:f"},
        {"type": "Relationship", "relationshipType": "hasDeclaredLicense", "from": "urn:a", "to": ["urn:mit"]},
        {"type": "Relationship", "relationshipType": "hasConcludedLicense", "from": "urn:m", "to": ["https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion"]},
        {"type": "Relationship", "relationshipType": "trainedOn", "from": "urn:m", "to": ["urn:d"]}]}
      """, "a.spdx.json")
    #expect(
      counts(item) == "3 1 1 1 1 2" && item.fact("spec_version") == "3.0.1" && item.fact("serial_number") == "urn:doc")
    #expect(item.tool == EvidenceItem.Tool(name: "maker") && item.producedAt?.text == "2026-01-02T03:04:05Z")
    #expect(
      item.fact("models")
        == "[{name: m, has_model_card: true, task: churn, metrics: 2, datasets: 1, states_limitations: true, states_use_cases: false, states_ethical_considerations: false, states_fairness: false}]"
    )
    #expect(item.fact("datasets") == "[{name: d}]")
  }

  @Test(
    "that is broken proves nothing",
    arguments: [
      ("sbom.json", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [{}", "json.syntax"),
      ("sbom.json", "{}", "evidence.not-of-kind"), ("sbom.json", "", "evidence.not-of-kind"),
      ("sbom/x.json", "{\"bomFormat\": 1", "json.syntax"), ("bom.xml", "<bom/>", "evidence.not-of-kind"),
      ("bom.xml", "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components>", "xml.truncated"),
      ("a.spdx", "SPDXVersion: SPDX-2.3\nPackageComment: <text>a\nPackageName: b\n", "evidence.truncated"),
      ("a.spdx.json", "{\"@context\": \"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\"}", "evidence.not-of-kind"),
      (
        "a.cdx.json", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"bomFormat\": \"x\"}",
        "json.repeated-key"
      ),
    ])
  func broken(path: String, text: String, id: String) throws {
    let evidence = try TemporaryProject([:]).with(path, text).evidence()
    #expect(evidence.problems == ["sboms \(path) \(id)"])
    #expect(evidence.items("sboms").isEmpty)
  }

  @Test("is not what only lies with others")
  func others() throws {
    let evidence = try TemporaryProject(["sbom/settings.json": "{}", "sbom/notes.xml": "<a/>", "sbom/bad.json": "{"])
      .evidence()
    #expect(evidence.problems.isEmpty && evidence.items.isEmpty)
  }
}
