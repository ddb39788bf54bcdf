/// A label above a plot, at the vertical line of a mark or at a triangle on the plot's edge.
struct HangingLabel: Sendable, Hashable {
  /// The index of its mark or triangle.
  var owner: Int
  /// Its left edge.
  var start: Double
  /// Its width.
  var width: Double
  /// Its row, counted upwards from the plot, 0 first.
  var row: Int
  /// Whether it is to the left of its line or triangle, because the edge is too near.
  var isTurned: Bool
}

/// Places labels above a plot so that no two overlap.
///
/// Triangles come first and get the lowest row, where they touch the plot; one without room is left
/// out. Then come the marks with their label at their right, from right to left: their lines cross
/// no label except those of triangles. Last come those whose label had to be turned to the left.
struct HangingLabels: Sendable {
  /// A request: the position of the line or triangle, and the width of the label; 0 for none.
  struct Wish: Sendable {
    var x: Double
    var width: Double
  }

  /// The labels of marks.
  private(set) var marks: [HangingLabel] = []
  /// The labels of triangles, whose width includes the triangle.
  private(set) var edges: [HangingLabel] = []
  /// What each row contains: labels, and lines that cross it.
  private var labels: [[ClosedRange<Double>]] = []
  private var lines: [[Double]] = []

  /// How many rows there are.
  var rows: Int { labels.count }

  /// Places all labels.
  ///
  /// - Parameters:
  ///   - wishes: The marks.
  ///   - edges: The triangles, the most important first.
  ///   - range: The left and the right edge.
  ///   - gap: The distance between a line and its label, and between labels.
  ///   - halfTriangle: Half the width of a triangle.
  init(
    _ wishes: [Wish], edges: [Wish], in range: ClosedRange<Double>, gap: Double,
    halfTriangle: Double
  ) {
    let lines = wishes.filter { $0.width > 0 }.map(\.x)
    for (owner, wish) in edges.enumerated() {
      place(edge: wish, owner, avoiding: lines, in: range, gap: gap, half: halfTriangle)
    }
    let named = wishes.indices.filter { wishes[$0].width > 0 }
    let fits = { (wish: Wish) in wish.x + gap + wish.width <= range.upperBound }
    for owner in named.sorted(by: { wishes[$0].x > wishes[$1].x }) where fits(wishes[owner]) {
      let wish = wishes[owner]
      place(mark: wish, owner, start: wish.x + gap, isTurned: false, gap: gap)
    }
    for owner in named.sorted(by: { wishes[$0].x < wishes[$1].x }) where !fits(wishes[owner]) {
      let wish = wishes[owner]
      let start = max(range.lowerBound, wish.x - gap - wish.width)
      place(mark: wish, owner, start: start, isTurned: true, gap: gap)
    }
  }

  private mutating func place(
    edge wish: Wish, _ owner: Int, avoiding lines: [Double], in range: ClosedRange<Double>,
    gap: Double, half: Double
  ) {
    let starts = [wish.x - half, wish.x + half - wish.width]
    for (index, start) in starts.enumerated() {
      let span = start...start + wish.width
      let padded = start - gap...start + wish.width + gap
      guard span.lowerBound >= range.lowerBound - half, span.upperBound <= range.upperBound + half,
        !lines.contains(where: span.contains),
        !(labels.first ?? []).contains(where: padded.overlaps)
      else { continue }
      grow(to: 0)
      labels[0].append(span)
      edges.append(
        HangingLabel(
          owner: owner, start: start, width: wish.width, row: 0, isTurned: index == 1))
      return
    }
  }

  private mutating func place(
    mark wish: Wish, _ owner: Int, start: Double, isTurned: Bool, gap: Double
  ) {
    let span = min(wish.x, start)...max(wish.x, start + wish.width + gap)
    let free = (0...rows).filter { row in
      row == rows
        || !labels[row].contains(where: span.overlaps) && !lines[row].contains(where: span.contains)
    }
    // Prefers a row in which the line crosses no label; else the lowest.
    let clear = free.first { row in
      (0..<row).allSatisfy { passed in !labels[passed].contains { $0.contains(wish.x) } }
    }
    let row = clear ?? free.first ?? rows
    grow(to: row)
    labels[row].append(span)
    for passed in 0..<row { lines[passed].append(wish.x) }
    marks.append(
      HangingLabel(owner: owner, start: start, width: wish.width, row: row, isTurned: isTurned))
  }

  private mutating func grow(to row: Int) {
    while labels.count <= row {
      labels.append([])
      lines.append([])
    }
  }
}
