import Statistics

/// The last 48 prominences of a series' values, with the largest of them.
struct ProminenceWindow: Sendable {
  private static let fewest = 20
  // Stored inline, without an array of its own: this is used at every point.
  private var values = InlineArray<48, Double>(repeating: 0)
  private var count = 0
  private var next = 0
  private var highest = -Double.infinity

  /// A spike is more than this many times the largest prominence in the window.
  private static let excess = 2.5
  /// A spike is more than this many robust standard deviations.
  private static let significance = 7.0

  /// Whether this prominence is far larger than the last 48; hardly any value but a spike is.
  @inline(__always)
  func isExceeded(by prominence: Double) -> Bool {
    prominence > Self.bar(above: highest) && count >= Self.fewest
  }

  @inline(__always)
  private static func bar(above highest: Double) -> Double { excess * larger(0, highest) }

  /// The size of a spike in robust standard deviations; `nil` if the value is not a spike.
  @inline(never)
  func size(of prominence: Double) -> Double? {
    var values: [Double] = []
    values.reserveCapacity(count)
    // Read through a span, since indexing the property would copy all elements.
    let all = self.values.span
    for place in 0..<count { values.append(all[place]) }
    // The prominence can exceed the bar only if the median is above `least`. Usually more than half
    // of the values are clearly below it: then return `nil` without computing the median.
    let least =
      (Self.excess * highest - prominence) / (Self.excess - 1)
      - 1e-9 * (abs(highest) + abs(prominence))
    var below = 0
    for value in values { below &+= value < least ? 1 : 0 }
    if 2 * below > count + 1 { return nil }
    let centre = median(values) ?? 0
    let height = prominence - centre
    guard height > Self.excess * (highest - centre) else { return nil }
    let sigma = standardDeviationsPerMAD * (median(values.map { abs($0 - centre) }) ?? 0)
    return sigma > 0 && height > Self.significance * sigma ? height / sigma : nil
  }

  @inline(__always)
  mutating func push(_ prominence: Double) {
    if count < values.count {
      values[count] = prominence
      count &+= 1
      highest = larger(prominence, highest)
    } else {
      highest = exchange(prominence, at: next, highest: highest)
      next = place(behind: next)
    }
  }

  /// Takes prominences up to the first one that exceeds the bar; returns how many were taken.
  mutating func pushUsual(_ prominences: Span<Double>) -> Int {
    var taken = 0
    while count < values.count {
      if taken == prominences.count || isExceeded(by: prominences[taken]) { return taken }
      push(prominences[taken])
      taken += 1
    }
    // Kept in locals, since each value is compared with the result of the one before.
    var (highest, next) = (highest, next)
    while taken < prominences.count, prominences[taken] <= Self.bar(above: highest) {
      highest = exchange(prominences[taken], at: next, highest: highest)
      next = place(behind: next)
      taken &+= 1
    }
    (self.highest, self.next) = (highest, next)
    return taken
  }

  /// Replaces the oldest prominence; returns the highest one after that.
  @inline(__always)
  private mutating func exchange(_ prominence: Double, at oldest: Int, highest: Double) -> Double {
    let leaving = values[oldest]
    values[oldest] = prominence
    return leaving >= highest ? greatest() : larger(prominence, highest)
  }

  @inline(__always)
  private func place(behind place: Int) -> Int { place == values.count - 1 ? 0 : place &+ 1 }

  /// The greatest of all 48.
  @inline(never)
  private mutating func greatest() -> Double {
    var greatest = values[0]
    for place in 1..<values.count { greatest = larger(values[place], greatest) }
    return greatest
  }
}
