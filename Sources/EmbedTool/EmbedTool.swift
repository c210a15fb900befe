@main
struct EmbedTool {
  static func main() {}
}
