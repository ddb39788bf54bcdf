import TestSupport
import Testing

@testable import LogDirectories

@Suite("Paths that lead into an archive")
struct ArchivePathTests {
  private let tree = TemporaryTree(["runs/b/events.out.tfevents.1.host"])

  init() {
    var tar = TarWriter()
    tar.add("runs/a/events.out.tfevents.1.host", LogWriter().bytes)
    tar.add("latest", type: "2", link: "runs/a")
    tar.end()
    tree.write("logs.tar", tar.bytes)
  }

  @Test("A link in an archive is seen as one, and resolved to what it leads to")
  func links() {
    var opened = OpenedArchives()
    for (path, isLink) in [("latest", true), ("runs/a", false), ("runs", false)] {
      let path = opened.path(LogPath("\(tree.path)/logs.tar/\(path)"))
      #expect(path.isLink == isLink, "\(path)")
    }
    let resolved = opened.path(LogPath("\(tree.path)/logs.tar/latest")).resolved()
    #expect(resolved == LogPath("\(tree.path)/logs.tar/runs/a"))
  }

  @Test("A path leads into an archive if it is that of one, or goes on behind one")
  func leadsIntoArchive() {
    for path in ["logs.tar", "logs.tar/runs", "logs.tar/latest", "logs.tar/nothing"] {
      #expect(LogDirectory.leadsIntoArchive("\(tree.path)/\(path)"), "\(path)")
    }
    for path in [".", "runs/b", "runs/b/events.out.tfevents.1.host", "nothing", "nothing.tar"] {
      #expect(!LogDirectory.leadsIntoArchive("\(tree.path)/\(path)"), "\(path)")
    }
  }
}
