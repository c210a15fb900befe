import Diagnostics
import Documents

/// What the containers of a workload say about images, probes and resources.
struct PodFacts {
  var containers: [Node]
  var pod: Node?

  func describe(_ facts: inout Facts) {
    guard !containers.isEmpty else { return }
    setImages(&facts)
    // A container that states no port serves nobody, where another one does: a proxy, a log shipper.
    let withPorts = containers.filter { !($0["ports"]?.elements.isEmpty ?? true) }
    let serving = withPorts.isEmpty ? containers : withPorts
    facts.set("readiness_probe", flag: serving.allSatisfy { isMap($0["readinessProbe"]) }, at: serving[0].range)
    facts.set("liveness_probe", flag: serving.allSatisfy { isMap($0["livenessProbe"]) }, at: serving[0].range)
    facts.set(
      "resource_requests", flag: serving.allSatisfy { isMap($0["resources"]?["requests"]) }, at: serving[0].range)
    facts.set("resource_limits", flag: serving.allSatisfy { isMap($0["resources"]?["limits"]) }, at: serving[0].range)
    setNonRoot(&facts)
  }

  private func setImages(_ facts: inout Facts) {
    var allPinned = true
    var images: [Node] = []
    for container in containers.prefix(100) {
      guard let node = container["image"], let image = node.scalarText, !image.isEmpty else { continue }
      let reference = ImageReference(image)
      var entry = Facts(at: node.range)
      entry.set("container", textOf: container["name"], limit: 300)
      entry.set("image", text: image, limit: 1000)
      entry.set("tag", text: reference.tag, limit: 300)
      entry.set("pinned", flag: reference.isPinned)
      entry.set("mutable", flag: reference.isMutable)
      images.append(entry.node)
      if !reference.isPinned { allPinned = false }
    }
    guard !images.isEmpty else { return }
    facts.set("images", list: images)
    facts.set("images_pinned", flag: allPinned, at: images[0].range)
  }

  private func setNonRoot(_ facts: inout Facts) {
    let ofPod = pod?["securityContext"]?["runAsNonRoot"]
    let each = containers.map { ($0["securityContext"]?["runAsNonRoot"] ?? ofPod)?.truth }
    if each.allSatisfy({ $0 == true }) {
      facts.set("runs_as_non_root", flag: true, at: ofPod?.range)
    } else if each.contains(false) {
      facts.set("runs_as_non_root", flag: false, at: ofPod?.range)
    }
  }

  private func isMap(_ node: Node?) -> Bool { !(node?.entries.isEmpty ?? true) }
}

/// An image's name taken apart: `registry:5000/team/churn:2.0.0@sha256:…`.
struct ImageReference {
  var tag: String?
  var isPinned: Bool

  init(_ image: String) {
    let at = image.utf8.firstIndex(of: UInt8(ascii: "@"))
    let digest = at.map { image.utf8[image.utf8.index(after: $0)...] }
    // Digits of a digest, 64 for SHA-256: a made-up short one pins nothing.
    isPinned =
      digest.map { $0.starts(with: "sha256:".utf8) && $0.count == 71 || $0.starts(with: "sha512:".utf8) } ?? false
    let name = image.utf8[..<(at ?? image.endIndex)]
    let last = name.lastIndex(of: UInt8(ascii: "/")).map { name[name.index(after: $0)...] } ?? name
    // A colon before the last slash belongs to the registry's port.
    tag = last.firstIndex(of: UInt8(ascii: ":")).map { String(Substring(last[last.index(after: $0)...])) }
  }

  /// Whether the same name may mean another image tomorrow, by everybody's habits.
  var isMutable: Bool { !isPinned && (tag.map { asciiLowercased($0).hasBytes("latest") } ?? true) }
}
