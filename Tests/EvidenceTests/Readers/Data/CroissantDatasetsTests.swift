import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A Croissant description")
struct CroissantDatasetsTests {
  private func item(_ text: String, path: String = "data/croissant.json") throws -> EvidenceItem {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    return try project.item("croissant_datasets")
  }

  private static let digest = String(repeating: "ab", count: 32)
  private static let complete = """
    "@context": {"cr": "http://mlcommons.org/croissant/", "sc": "https://schema.org/"}, "@type": "sc:Dataset",
    "conformsTo": "http://mlcommons.org/croissant/1.0", "name": "churn", "description": "Customers.",
    "license": "https://opensource.org/license/bsd-3-clause", "url": "https://example.com/churn",
    "creator": {"@type": "sc:Organization", "name": "Acme"}, "datePublished": "2024-05-01"
    """

  @Test("has what it says, with bare terms, and everything that is required")
  func complete() throws {
    let item = try item(
      """
      {\(CroissantDatasetsTests.complete), "version": "1.0.0", "citeAs": "Acme, 2024", "rai:dataBiases": "One region",
       "rai:dataCollection": "TBD",
       "distribution": [{"@type": "cr:FileObject", "@id": "a", "contentUrl": "a.csv", "encodingFormat": "text/csv",
         "sha256": "\(CroissantDatasetsTests.digest)"},
        {"@type": "cr:FileObject", "@id": "repo", "contentUrl": "https://x", "encodingFormat": "git+https",
         "sha256": "https://github.com/mlcommons/croissant/issues/80"},
        {"@type": "cr:FileSet", "@id": "set", "includes": "*.parquet"}],
       "recordSet": {"@type": "cr:RecordSet", "@id": "r", "field": [{"@id": "r/x", "dataType": "sc:Text"}, {"@id": "r/y"}]}}
      """)
    #expect(
      [
        "name", "version", "licenses", "creators", "published_on", "conforms_to", "croissant_version", "citation",
        "url",
        "responsible_ai",
      ].map(item.fact) == [
        "churn", "1.0.0", "[https://opensource.org/license/bsd-3-clause]", "[Acme]", "2024-05-01",
        "http://mlcommons.org/croissant/1.0", "1.0", "Acme, 2024", "https://example.com/churn", "[dataBiases]",
      ])
    #expect(
      ["files", "file_sets", "files_with_sha256", "files_without_digest", "record_sets", "fields", "typed_fields"]
        .map(item.fact) == ["2", "1", "1", "[repo]", "1", "2", "1"])
    #expect(["is_valid", "missing_properties"].map(item.fact) == ["true", "[]"])
    #expect(shown(item.producedAt) == "2024-05-01")
    #expect(item.diagnostics.isEmpty)
  }

  @Test("may have its terms with prefixes or as full names")
  func prefixes() throws {
    let item = try item(
      """
      {"@context": "http://mlcommons.org/croissant/1.1", "@type": ["https://schema.org/Dataset"],
       "dct:conformsTo": {"@id": "http://mlcommons.org/croissant/1.1"}, "sc:name": {"@value": "x", "@language": "en"},
       "https://schema.org/version": 2, "cr:recordSet": [], "sc:license": ["mit", "apache-2.0"]}
      """, path: "x.jsonld")
    #expect(
      ["name", "version", "licenses", "croissant_version", "record_sets", "missing_properties"].map(item.fact) == [
        "x", "2", "[mit, apache-2.0]", "1.1", "0", "[description, url, creator, datePublished]",
      ])
  }

  @Test("of 0.8 is known by its vocabulary; what has no name there is complained of")
  func invalid() throws {
    let item = try item(
      """
      {"@context": {"@vocab": "https://schema.org/", "ml": "http://mlcommons.org/schema/"}, "@type": "sc:Dataset",
       "name": "mydataset", "description": "d", "license": "l", "url": "u",
       "distribution": [{"@type": "sc:FileObject", "contentUrl": "a.csv", "encodingFormat": "text/csv",
         "sha256": "\(CroissantDatasetsTests.digest)"}]}
      """, path: "metadata.json")
    #expect(["croissant_version", "is_valid", "missing_properties"].map(item.fact) == ["0.8", "false", "[]"])
    #expect(item.diagnostics.map(\.message) == ["distribution[0] has no 'name', which Croissant requires"])
    #expect(item.diagnostics[0].place?.text?.hasPrefix("{\"@type\": \"sc:FileObject\"") == true)
  }

  @Test("is no other metadata, and broken where it breaks off")
  func others() throws {
    let project = TemporaryProject([
      "metadata.json": "{\"name\": \"x\"}",
      "a/metadata.json": "{\"@context\": \"https://schema.org\", \"@type\": \"Dataset\"}",
      "b/metadata.json": "{\"@context\": {\"cr\": \"http://mlcommons.org/croissant/\"}, ", "c.jsonld": "[]",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("croissant_datasets").isEmpty)
    #expect(evidence.problems == ["croissant_datasets b/metadata.json json.syntax"])
  }
}
