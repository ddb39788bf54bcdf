public import Statistics

/// Several runs that differ only in their seed, as one series: mean and standard deviation.
extension ChartSeries {
  /// The mean of smoothed series at each of up to 400 positions, with the standard deviation as its
  /// spread.
  ///
  /// The positions are those of the series with the most points, thinned; the others are
  /// interpolated linearly, and are left out where they have not begun or have ended. The deviation
  /// divides by n − 1 and is 0 if only one series is left.
  ///
  /// - Parameters:
  ///   - seeds: The series.
  ///   - name: The name of the mean.
  ///   - smoothing: How each is smoothed; nil for the usual way.
  ///
  /// - Returns: nil if no series has a point.
  public static func meanOverSeeds(
    _ seeds: [ChartSeries], name: String, smoothing: Smoothing? = nil
  ) -> ChartSeries? {
    var options = ChartOptions()
    options.smoothing = smoothing
    let ordered = seeds.map { $0.smoothed(options).finiteInOrder }.filter { !$0.isEmpty }
    guard let longest = ordered.max(by: { $0.count < $1.count }), let first = seeds.first
    else { return nil }
    let stride = max(1, (longest.count + 399) / 400)
    var places = Swift.stride(from: 0, to: longest.count, by: stride).map { longest[$0].x }
    if let last = longest.last?.x, places.last != last { places.append(last) }
    var cursors = [Int](repeating: 0, count: ordered.count)
    var result = ChartSeries(name: name, role: first.role, positions: [], values: [])
    for place in places {
      let values = ordered.indices.compactMap { value(of: ordered[$0], at: place, &cursors[$0]) }
      guard !values.isEmpty else { continue }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      result.positions.append(place)
      result.values.append(mean)
      result.spread.append(
        values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0)
    }
    result.loggedPoints = result.values.count
    return result
  }

  private func smoothed(_ options: ChartOptions) -> ChartSeries {
    var result = self
    result.values = smoothing(options).smooth(values)
    return result
  }

  private var finiteInOrder: [ChartPoint] {
    zip(positions, values).filter { $0.1.isFinite }.map { ChartPoint(x: $0.0, y: $0.1) }
      .sorted { $0.x < $1.x }
  }

  /// The value at a position; positions must not go back from call to call.
  private static func value(
    of points: [ChartPoint], at place: Double, _ cursor: inout Int
  ) -> Double? {
    guard let first = points.first, let last = points.last, place >= first.x, place <= last.x
    else { return nil }
    while cursor + 1 < points.count, points[cursor + 1].x <= place { cursor += 1 }
    let here = points[cursor]
    guard cursor + 1 < points.count, here.x < place else { return here.y }
    let next = points[cursor + 1]
    return here.y + (place - here.x) / (next.x - here.x) * (next.y - here.y)
  }
}
