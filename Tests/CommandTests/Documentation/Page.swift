import Foundation
import TestSupport
import Testing

/// A page of the documentation, parsed: its command lines, and the answers that it shows.
struct Page: CustomTestStringConvertible {
  /// Its path below the repository.
  let path: String
  let text: String

  init(_ path: String) throws {
    self.path = path
    text = try String(contentsOfFile: Repository.path(path), encoding: .utf8)
  }

  /// An article of the program's own catalogue.
  static func article(_ name: String) throws -> Page {
    try Page("Sources/tfevents/tfevents.docc/\(name).md")
  }

  var testDescription: String { path }

  /// The lines in code blocks that begin with one of these words.
  func commands(of programs: String...) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("    ") else { return nil }
      let command = line.dropFirst(4)
      return programs.contains { command.hasPrefix($0 + " ") } ? String(command) : nil
    }
  }

  /// The fenced blocks of a language.
  func blocks(_ language: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
  }

  /// The commands after a `$`, and the text below each.
  var transcripts: [(command: String, answer: String)] {
    blocks("console").compactMap { block in
      guard block.hasPrefix("$ "), let end = block.firstIndex(of: "\n") else { return nil }
      return (String(block[..<end].dropFirst(2)), String(block[block.index(after: end)...]))
    }
  }
}
