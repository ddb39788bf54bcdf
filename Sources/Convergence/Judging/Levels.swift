/// The levels of a series: means over consecutive windows of 10 % of the steps, counted from the
/// end.
///
/// A window holds at least 2 blocks, or 3 if there are at least 60 blocks; so windows are longer
/// where points are few. Leading blocks that do not fill a window are left out.
struct Levels {
  /// The mean of each window, the latest last.
  private(set) var values: [Double] = []
  /// The distance of the last step of each window from the first step of the series.
  private(set) var offsets: [Double] = []
  /// How many blocks the last window holds.
  private(set) var lastWindowCount = 0
  /// The fewest blocks in a window.
  let blocksPerWindow: Int

  /// The share of the elapsed steps that a window spans.
  static let window = 0.1

  init(_ series: borrowing BlockSeries) {
    blocksPerWindow = series.count < 60 ? 2 : 3
    let width = Self.window * series.elapsed
    let most = Int(1 / Self.window) + 1
    values.reserveCapacity(most)
    offsets.reserveCapacity(most)
    var high = series.count
    while high >= blocksPerWindow {
      let low = windowStart(before: high, width: width, in: series)
      if values.isEmpty { lastWindowCount = high - low }
      values.append(series.mean(of: low..<high))
      offsets.append(series.offsets[high - 1])
      high = low
    }
    values.reverse()
    offsets.reverse()
  }

  /// The first block of the window that ends with block `high - 1`.
  private func windowStart(before high: Int, width: Double, in series: BlockSeries) -> Int {
    let border = series.offsets[high - 1] - width
    var low = high - blocksPerWindow
    while low > 0, series.offsets[low - 1] > border { low -= 1 }
    return low
  }

  /// The index of the best level, the earliest of equal ones; `nil` if there is no level.
  var bestIndex: Int? { values.indices.min { values[$0] < values[$1] } }
}
