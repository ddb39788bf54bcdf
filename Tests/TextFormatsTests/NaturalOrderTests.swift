import TestSupport
import Testing

@testable import TextFormats

@Suite("Names in the order people expect")
struct NaturalOrderTests {
  /// A name as its bytes and its numbers, a number as its digits without leading zeros.
  private func tokens(_ name: [UInt8]) -> [[UInt8]] {
    var tokens: [[UInt8]] = []
    var rest = name[...]
    while let first = rest.first {
      let digits = rest.prefix { isDigit($0) }
      if digits.isEmpty {
        // `/` comes before every other byte.
        tokens.append([first == UInt8(ascii: "/") ? 0 : first])
        rest = rest.dropFirst()
      } else {
        tokens.append([UInt8(ascii: "0")] + digits.drop { $0 == UInt8(ascii: "0") })
        rest = rest.dropFirst(digits.count)
      }
    }
    return tokens
  }

  /// The order by its definition: token by token, numbers by their values, the shorter name first.
  private func expected(_ a: [UInt8], _ b: [UInt8]) -> Int {
    let (x, y) = (tokens(a), tokens(b))
    for (p, q) in zip(x, y) where p != q {
      // A number's token begins with a digit and is longer than a byte's, unless the number is 0.
      let areNumbers = isDigit(p[0]) && isDigit(q[0])
      if areNumbers, p.count != q.count { return p.count < q.count ? -1 : 1 }
      return p.lexicographicallyPrecedes(q) ? -1 : 1
    }
    return x.count == y.count ? 0 : x.count < y.count ? -1 : 1
  }

  @Test(
    "Numbers count by their values and all else by bytes, over 20,000 pairs of names much alike")
  func definition() {
    let alphabet = Array("0019ab-/_".utf8)
    for seed in UInt64(0)..<20_000 {
      var random = SeededRandom(seed: seed)
      func piece() -> [UInt8] {
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
          alphabet.randomElement(using: &random) ?? 0
        }
      }
      let (start, end) = (piece(), piece())
      let (a, b) = (start + piece() + end, start + piece() + end)
      #expect(naturalOrder(a, b) == expected(a, b), "\(a) and \(b)")
      #expect(naturalOrder(b, a) == -naturalOrder(a, b), "\(a) and \(b)")
    }
  }
}
