import Diagnostics
import Documents

/// `model_files`: files of models, told by their first bytes and never loaded: format, what loading one would do, size
/// and digest.
///
/// A file is looked at where its ending says model (`.pkl`, `.joblib`, `.pt`, `.onnx`, `.safetensors` …), where it is
/// called `saved_model.pb`, and where an ending that says little (`.bin`, `.model`, `.json`, `.txt`, `.xml` …) comes with
/// `model` in its name or lies in a folder that is called after models. Pickles and HDF5 files below a folder `data` are
/// data. What an experiment tracker keeps is looked at where the manifest declares it.
struct ModelFiles: ArtifactReader {
  let kind = "model_files"
  let fileEndings = ModelFileName.endings

  /// How many bytes of models are read in all, for their digests.
  private static let mostBytes = 32 << 30

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] { tree.candidates(ModelFileName.isCandidate) }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    readAll([candidate], in: tree, limits: limits).first ?? .notThisKind
  }

  func readAll(_ candidates: [ArtifactCandidate], in tree: ProjectTree, limits: Limits) -> [ArtifactReading] {
    var left = ModelFiles.mostBytes
    return candidates.map { candidate in
      let isNamed = candidate.isDeclared || ModelFileName.isCertain(asciiLowercased(candidate.path.lastPathPart))
      do throws(ReadFailure) {
        guard left > 0 else { throw .overBudget }
        let file = try StreamedFile(candidate.path, in: tree, limits: limits)
        left -= file.size
        return read(file, isNamed: isNamed, limits: limits)
      } catch {
        return isNamed ? .unreadable(candidate.path, error) : .notThisKind
      }
    }
  }

  private func read(_ file: borrowing StreamedFile, isNamed: Bool, limits: Limits) -> ArtifactReading {
    let place = file.source.whole
    if file.size == 0 { return isNamed ? .unreadable(file.source, [.emptyModel(at: place)]) : .notThisKind }
    do throws(Diagnostic) {
      guard let model = try ModelFormat.recognised(file, limits: limits) else {
        return isNamed
          ? .unreadable(file.source, [.notOfKind("a model in a format that is known", at: place)]) : .notThisKind
      }
      do throws(ReadFailure) {
        // Few formats need all of a file, and nobody could say which one was looked at.
        try file.identify()
      } catch {
        return isNamed ? .unreadable(file.source.path, error) : .notThisKind
      }
      return .items([item(model, file)])
    } catch {
      return .unreadable(file.source, [error])
    }
  }

  private func item(_ model: ModelFormat, _ file: borrowing StreamedFile) -> EvidenceItem {
    var facts = Facts(at: file.source.whole)
    facts.set("executes_code_on_load", text: model.executesCode?.rawValue)
    facts.set("format_version", text: model.version, limit: 100)
    facts.set("is_pointer", flag: model.pointer != nil)
    facts.set("size", count: model.pointer?.size ?? file.size)
    facts.set("sha256", text: model.pointer?.sha256 ?? file.source.digest.hex)
    if !model.endings.isEmpty {
      let name = asciiLowercased(file.source.path.lastPathPart)
      facts.set("name_fits", flag: model.endings.contains { name.endsWithBytes($0) })
    }
    facts.set("model_type", text: model.type, limit: 200)
    facts.set("function", text: model.function, limit: 200)
    facts.set("target", text: model.target, limit: 300)
    facts.set("inputs", count: model.inputs)
    facts.set("tensors", count: model.tensors)
    facts.set("parameters", count: model.parameters)
    facts.set(
      "opsets",
      list: model.opsets.isEmpty
        ? nil
        : model.opsets.prefix(50).map { opset in
          var entry = Facts(at: file.source.whole)
          entry.set("domain", text: opset.domain, limit: 200)
          entry.set("version", count: opset.version)
          return entry.node
        })
    var item = EvidenceItem(kind: kind, format: model.name, range: file.source.whole, facts: facts.node)
    item.tool = model.tool
    item.producedAt = model.producedAt
    return item
  }
}

/// Which files are looked at, by their names.
enum ModelFileName {
  /// Endings that say what it is.
  static let endings = [
    ".pkl", ".pickle", ".joblib", ".dill", ".cloudpickle", ".sav", ".pt", ".pth", ".ckpt", ".safetensors", ".skops",
    ".onnx", ".pmml", ".h5", ".hdf5", ".keras", ".gguf", ".tflite", ".ubj", ".cbm", "saved_model.pb",
  ]
  private static let vagueEndings = [".bin", ".model", ".bst", ".xgb", ".lgb", ".json", ".txt", ".xml"]
  private static let dataEndings = [".pkl", ".pickle", ".joblib", ".h5", ".hdf5"]
  private static let modelFolders: Set<String> = [
    "model", "models", "saved_model", "saved_models", "checkpoint", "checkpoints", "weights",
  ]

  static func isCertain(_ name: String) -> Bool { endings.contains { name.endsWithBytes($0) } }

  static func isCandidate(_ file: ConventionalFile) -> Bool {
    if isCertain(file.name) {
      guard dataEndings.contains(where: { file.name.endsWithBytes($0) }) else { return true }
      let folders = pathParts(parentFolder(asciiLowercased(file.path)))
      return !folders.contains("data") || folders.contains(where: modelFolders.contains)
    }
    guard let ending = vagueEndings.first(where: { file.name.endsWithBytes($0) }) else { return false }
    let isText = [".json", ".txt", ".xml"].contains(ending)
    let saysModel = ["model", "booster", "xgb", "lgb", "pmml"].contains { file.name.containsBytes($0) }
    let liesWithModels = pathParts(parentFolder(asciiLowercased(file.path))).contains(where: modelFolders.contains)
    return isText ? saysModel && liesWithModels : saysModel || liesWithModels
  }
}

extension Diagnostic {
  static func emptyModel(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.empty", "the file is empty", at: place)
  }

  /// A model that is broken, in the words of its format.
  static func brokenModel(_ format: String, _ problem: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.broken-model", "this \(format) is broken: \(problem)", at: place)
  }
}
