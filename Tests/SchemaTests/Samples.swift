import CEL
import Diagnostics
import Documents
import Schema
import Testing

/// The tree of a YAML text, which must be without fault.
func yaml(_ text: String, path: String = "gonogo.yaml") throws -> Node {
  let document = try Document.yaml(SourceFile(path: path, text: text)).valid()
  return try #require(document.root)
}

/// The tree of a JSON text, which must be without fault.
func json(_ text: String, path: String = "schema.json") throws -> Node {
  let document = try Document.json(SourceFile(path: path, text: text)).valid()
  return try #require(document.root)
}

/// A schema of a project that is small enough to read.
let projectSchema = """
  {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "title": "a project",
    "required": ["gonogo"],
    "additionalProperties": false,
    "properties": {
      "gonogo": {"type": "integer", "const": 1},
      "project": {
        "type": "object",
        "required": ["name"],
        "additionalProperties": false,
        "properties": {
          "name": {"type": "string", "maxLength": 10, "description": "What it is called.", "examples": ["Churn"]},
          "gate": {"$ref": "#/$defs/gate", "description": "Where it is heading."},
          "version": {"type": "string"},
          "id": {"type": "string", "pattern": "^[a-z]+$", "examples": ["churn"]},
          "started_on": {"type": "string", "format": "date"},
          "old_name": {"type": "string", "deprecated": true}
        }
      },
      "data": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "personal": {"type": "boolean"},
          "retention": {"type": "string", "format": "duration"},
          "read_at": {"type": "string", "format": "date-time"},
          "sources": {
            "type": "array",
            "maxItems": 3,
            "items": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "name": {"type": "string"},
                "access": {"type": "string", "enum": ["granted", "requested", "blocked"]}
              }
            }
          },
          "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
          "risks": {"type": "array", "items": {"type": "string"}, "x-gonogo-empty": "states-none"},
          "shares": {"type": "object", "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1}}
        }
      },
      "release": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "plan": {"type": "string", "format": "document-path"},
          "rollback": {
            "type": "object",
            "additionalProperties": false,
            "properties": {
              "kind": {"type": "string"},
              "max_minutes": {"type": "number", "minimum": 0, "examples": [15]},
              "steps": {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 100}
            }
          }
        }
      },
      "budget": {"$ref": "#/$defs/money"},
      "spent": {"$ref": "#/$defs/money"},
      "extensions": {"type": "object", "additionalProperties": true}
    },
    "$defs": {
      "gate": {"type": "string", "enum": ["kickoff", "poc", "production"], "description": "A stage."},
      "money": {
        "type": "object",
        "additionalProperties": false,
        "properties": {"amount": {"type": "number"}, "currency": {"type": "string"}}
      }
    }
  }
  """

/// The schema above, read.
func project() throws -> SchemaDocument { try SchemaDocument(node: json(projectSchema)) }

/// A complaint as tests compare it: where, what, and the suggestion.
func told(_ diagnostics: [Diagnostic]) -> [String] {
  diagnostics.map { diagnostic in
    let place = diagnostic.place?.start.map { "\($0.line):\($0.column) " } ?? ""
    return place + diagnostic.message + (diagnostic.fix.map { " | " + $0 } ?? "")
  }
}
