import Foundation
import TestSupport
import Testing

@testable import Arguments

@Suite("Patterns")
struct PatternTests {
  @Test(
    "A glob stands for the whole name, its star for any text",
    arguments: [
      ("*loss*", "eval/loss/0", true), ("loss", "eval/loss", false), ("eval/*", "eval/a/b", true),
      ("?oss", "loss", true), ("?oss", "oss", false), ("run[0-9]", "run7", true),
      ("run[0-9]", "runx", false), ("run[!0-9]", "runx", true), ("run[^0-9]", "run1", false),
      ("a[]]b", "a]b", true), ("a[-x]b", "a-b", true), ("\\*", "*", true), ("\\*", "a", false),
      ("loss[0]", "loss[0]", true), ("loss[0]", "loss0", true), ("", "", true), ("", "a", false),
      ("*", "line\nfeed", true), ("/a", "/a", true), ("損*", "損失", true), ("a.c", "abc", false),
    ])
  func globs(_ pattern: String, _ name: String, _ expected: Bool) throws {
    #expect(try Pattern(pattern).matches(name) == expected)
  }

  @Test(
    "A regular expression may match anywhere",
    arguments: [
      ("/loss/", "eval/loss/0", true), ("/^loss$/", "loss", true), ("/^loss$/", "losses", false),
      ("/LOSS/i", "eval/loss", true), ("/LOSS/", "loss", false), ("/a|b|/", "", true),
      ("/seed\\d+$/", "x-seed12", true), ("/^(?:ab)+$/", "ababab", true),
      ("/^(ab){2,3}$/", "ab", false),
      ("/^a{2}$/", "aa", true), ("/^a{,2}$/", "aaa", false), ("/^a{2,}$/", "aaaa", true),
      ("/a{x}/", "a{x}", true), ("/[\\w-]+\\s\\S/", "a-b c", true), ("/[^\\d]/", "123", false),
      ("/[\\D]/", "123", false), ("/\\bloss\\b/", "eval/loss_x", false), ("/\\Boss/", "loss", true),
      ("/(?i)Ä/", "ä", true), ("/(?i:a)B/", "AB", true), ("/(?i:a)B/", "Ab", false),
      ("/(?<name>x)y/", "xy", true), ("/(?P<n>x)/", "x", true), ("/a\\/b/", "a/b", true),
      ("/./", "\n", false), ("/[]a]/", "]", true), ("/(a*)*$/", "b", true), ("/[a-]/", "-", true),
      ("/[Z-a]/i", "_", true), ("/^(a?){3}a{3}$/", "aaa", true), ("/\\w/", "損", true),
      ("//", "x", true),
    ])
  func regularExpressions(_ pattern: String, _ name: String, _ expected: Bool) throws {
    #expect(try Pattern(pattern).matches(name) == expected)
  }

  @Test(
    "What is wrong is said with its place",
    arguments: [
      ("a)", 1, "this closes no group"), ("(a", 0, "this group is never closed"),
      ("x[a", 1, "this set is never closed"), ("*a", 0, "nothing to repeat before this"),
      ("a|+", 2, "nothing to repeat before this"), ("[z-a]", 1, "this range runs backwards"),
      ("a\\", 1, "nothing follows this"), ("\\q", 0, "\\q is not known"),
      ("(?=a)", 0, "look-around is not supported"), ("(?<!a)", 0, "look-around is not supported"),
      ("(a)\\1", 3, "back-references are not supported"),
      ("a{3,2}", 1, "this count runs backwards"),
      ("a{2000}", 1, "this repeats more than 1,000 times"),
      ("(?#)", 0, "this kind of group is not known"),
      ("((a{900}){900})", 3, "this makes the pattern too large"),
      (String(repeating: "(", count: 200), 100, "groups are nested too deeply"),
    ])
  func errors(_ expression: String, _ column: Int, _ reason: String) {
    #expect(
      throws: PatternError(
        pattern: expression, column: column, reason: reason, isRegularExpression: true)
    ) { try RegularExpression(expression) }
  }

  @Test("The first alternative wins at the leftmost place, quantifiers take as much as they may")
  func leftmost() throws {
    func found(_ expression: String, _ text: String) throws -> [String] {
      try RegularExpression(expression).ranges(in: text).map { String(text[$0]) }
    }
    #expect(try found("a|ab", "xab") == ["a"])
    #expect(try found("ab|a", "xab") == ["ab"])
    #expect(try found("a+", "aaba") == ["aa", "a"])
    #expect(try found("a+?", "aab") == ["a", "a"])
    #expect(try found("a*", "baac") == ["aa"])
    #expect(try found("^a", "aaa") == ["a"])
    #expect(try found("x", "äxöx") == ["x", "x"])
  }

  @Test("What matches can be taken out of a name")
  func removing() throws {
    let seeds = try RegularExpression("[-_]?seed\\d+")
    #expect(seeds.removingMatches(from: "sft-seed12/lr_seed3") == "sft/lr")
    #expect(seeds.removingMatches(from: "none") == "none")
    #expect(try RegularExpression("").removingMatches(from: "abc") == "abc")
  }

  @Test("Random expressions match where Foundation's do")
  func againstFoundation() throws {
    for seed in 0..<400 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let expression = randomExpression(depth: 3, mayBeEmpty: true, using: &random)
      let text = String((0..<8).map { _ in "abc".randomElement(using: &random) ?? "a" })
      let theirs = try NSRegularExpression(pattern: expression)
        .matches(in: text, range: NSRange(location: 0, length: 8)).map(\.range)
        .filter { $0.length > 0 }.map { "\($0.location)+\($0.length)" }
      let mine = try RegularExpression(expression).ranges(in: text).map {
        "\($0.lowerBound.utf16Offset(in: text))+\(text[$0].count)"
      }
      #expect(mine == theirs, "seed \(seed): \(expression) in \(text)")
    }
  }

  /// An expression whose loops always consume a character.
  ///
  /// If a loop could match the empty text, engines would differ: this one prefers a way that
  /// consumes a character.
  private func randomExpression(
    depth: Int, mayBeEmpty: Bool, using random: inout SeededRandom
  ) -> String {
    if depth == 0 {
      return ["a", "b", "c", ".", "[ab]", "[^a]"].randomElement(using: &random) ?? "a"
    }
    func part(_ mayBeEmpty: Bool) -> String {
      randomExpression(depth: depth - 1, mayBeEmpty: mayBeEmpty, using: &random)
    }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return part(mayBeEmpty) + part(mayBeEmpty)
    case 1: return "(?:" + part(mayBeEmpty) + "|" + part(mayBeEmpty) + ")"
    case 2: return "(?:" + part(false) + ")+"
    case 3: return "(?:" + part(false) + ")" + (mayBeEmpty ? "?" : "+?")
    case 4: return part(mayBeEmpty) + part(mayBeEmpty) + part(mayBeEmpty)
    default: return "(?:" + part(mayBeEmpty) + "){1,2}"
    }
  }

  @Test("A pattern that makes backtracking explode takes as many steps as any other")
  func linear() throws {
    let evil = try RegularExpression("^(a+)+$")
    #expect(!evil.matches(String(repeating: "a", count: 5_000) + "b"))
  }
}
