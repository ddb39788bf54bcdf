import Foundation
import TestSupport
import TextFormats
import Testing

@Suite("mcp --root reads nothing outside its directory")
struct MCPRootTests {
  private static let tools = ["scan", "analyze", "tags", "points", "plot", "verify"]

  /// A folder with a run inside `root`, one outside, and links.
  private static func place() throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    var writer = EventFileWriter()
    for step in 1...30 {
      writer.scalar("secret", step: Int64(step), 1 / Float(step), wallTime: Double(step))
    }
    _ = try folder.write(writer.bytes, to: "root/in/a/events.out.tfevents.1.host")
    _ = try folder.write(writer.bytes, to: "rootless/b/events.out.tfevents.1.host")
    _ = try folder.write(Array("x".utf8), to: "root/links/note")
    let manager = FileManager.default
    let path = folder.path
    try manager.createSymbolicLink(
      atPath: path + "/root/links/out", withDestinationPath: path + "/rootless")
    try manager.createSymbolicLink(
      atPath: path + "/root/within", withDestinationPath: path + "/root/in")
    _ = try folder.write(Array("x".utf8), to: "root/files/run/note")
    try manager.createSymbolicLink(
      atPath: path + "/root/files/run/events.out.tfevents.2.host",
      withDestinationPath: path + "/rootless/b/events.out.tfevents.1.host")
    // A training without event files, whose other logs are read in their place.
    let table = "step,secret\n" + (1...30).map { "\($0),\(1 / Double($0))\n" }.joined()
    _ = try folder.write(Array(table.utf8), to: "rootless/tables/metrics.csv")
    _ = try folder.write(Array("x".utf8), to: "root/other/note")
    try manager.createSymbolicLink(
      atPath: path + "/root/other/version_0", withDestinationPath: path + "/rootless/tables")
    return folder
  }

  private static func call(_ tool: String, _ path: String, _ folder: TemporaryFolder) -> MCPAnswer {
    let tag = tool == "points" ? #","tag":"secret""# : ""
    return MCPSession.call(tool, #"{"path":"\#(path)"\#(tag)}"#, root: folder.path + "/root")
  }

  @Test("Paths below it are read, named from it on or whole, and by links within", arguments: tools)
  func within(_ tool: String) throws {
    let folder = try Self.place()
    for path in ["in", "in/a", "./in/a/", "within", folder.path + "/root/in"] {
      let answer = Self.call(tool, path, folder)
      #expect(answer.isError == false, "\(path): \(answer.text)")
    }
  }

  @Test("Whatever leads out of it is refused, whether or not it is there", arguments: tools)
  func outside(_ tool: String) throws {
    let folder = try Self.place()
    let paths = [
      "..", "../rootless", "in/../../rootless", "in/..", "links/out", "links/out/b", "links",
      "files", "files/run", "files/run/events.out.tfevents.2.host", "other", ".", "/", "/etc",
      folder.path + "/rootless", folder.path + "/rootless/b", "/no/such/place", "nothing",
    ]
    for path in paths {
      let answer = Self.call(tool, path, folder)
      #expect(answer.isError == true, "\(path): \(answer.text)")
      #expect(answer.text.contains(path), "\(answer.text)")
      #expect(!answer.text.contains("secret"), "\(path)")
    }
    #expect(Self.call(tool, "in/..", folder).text.contains(".. is refused"))
  }

  @Test("A root that is not there, or is no directory, is an error at the start")
  func missing() throws {
    let folder = try Self.place()
    for root in ["/no/such/root", folder.path + "/root/links/note"] {
      let run = MCPSession([], root: root).run
      #expect(run.status == 2)
      #expect(run.errors == "error: --root: there is no directory \(root)\n")
    }
  }
}
