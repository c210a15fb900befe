import Foundation
import PackagePlugin

/// Has `EmbedTool` turn `rubrics/` and `templates/` into Swift literals, so that one executable is all a user installs.
/// The worked examples and the templates for CI stay out: nobody needs them at run time.
@main
struct EmbedPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let embedded = ["rubrics", "templates"].flatMap { files(below: root.appending(path: $0)) }
      .filter { !["/templates/examples/", "/templates/ci/"].contains(where: $0.path().contains) }
      .sorted { $0.path() < $1.path() }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding rubrics and templates", executable: try context.tool(named: "EmbedTool").url,
        arguments: [output.path(), root.path()] + embedded.map { $0.path() }, inputFiles: embedded,
        outputFiles: [output])
    ]
  }

  private func files(below folder: URL) -> [URL] {
    let enumerator = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    return (enumerator?.allObjects as? [URL] ?? []).filter {
      (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
    }
  }
}
