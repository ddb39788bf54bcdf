/// What distinguishes a line from others without color.
struct LineStyle: Sendable, Hashable {
  /// Lengths of dots on and off, alternating; empty for a line without gaps.
  var dashes: [Int]
  /// Whether it is two dots thick.
  var isHeavy: Bool
  /// The character that draws it if there are no dots.
  var letter: Character

  private static let dashPatterns: [[Int]] = [[6, 3], [2, 3], [1, 4], [8, 3, 1, 3], [12, 4]]
  private static let letters: [Character] = [".", "#", "x", "o", "+", "*", "%", "@"]

  /// The style of a line, by its hue and weight.
  init(_ line: ChartLine) {
    letter = Self.letters[line.hue % Self.letters.count]
    isHeavy = line.weight == .heavy || line.hue == 1
    dashes = line.hue < 2 ? [] : Self.dashPatterns[line.hue % Self.dashPatterns.count]
  }

  /// Whether the dot at this distance along the line is drawn.
  func isOn(_ place: Int) -> Bool {
    let period = dashes.reduce(0, +)
    if period == 0 { return true }
    var rest = place % period
    for (index, length) in dashes.enumerated() {
      if rest < length { return index % 2 == 0 }
      rest -= length
    }
    return true
  }
}
