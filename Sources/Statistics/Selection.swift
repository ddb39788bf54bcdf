extension [Double] {
  /// Brings the element to `place` that stands there in ascending order, none greater before it.
  ///
  /// Hoare's selection by the median of the first, middle and last element; a range that does not shrink
  /// often enough is sorted, so O(n) usually and O(n log n) at worst.
  mutating func select(_ place: Int) {
    var (low, high) = (0, count)
    var rounds = 2 * (Int.bitWidth - count.leadingZeroBitCount)
    while high - low > 13, rounds > 0 {
      rounds -= 1
      let (a, b, c) = (self[low], self[(low + high - 1) / 2], self[high - 1])
      let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
      let above = bringForward(low..<high) { $0 < pivot }
      if place < above {
        high = above
        continue
      }
      low = bringForward(above..<high) { $0 == pivot }
      if place < low { return }
    }
    if high - low > 13 { self[low..<high].sort() } else { sortFew(low, high - 1) }
  }

  /// Brings those elements of a range to its beginning that fulfil a condition; says where they end.
  ///
  /// Without a branch: which element does is what nobody foresees.
  @inline(__always)
  private mutating func bringForward(
    _ range: Range<Int>, where isMeant: (Double) -> Bool
  ) -> Int {
    var values = mutableSpan
    var end = range.lowerBound
    for index in range {
      let value = values[index]
      values[index] = values[end]
      values[end] = value
      end &+= isMeant(value) ? 1 : 0
    }
    return end
  }

  private mutating func sortFew(_ low: Int, _ high: Int) {
    for end in low..<Swift.max(low, high) {
      let value = self[end + 1]
      var place = end
      while place >= low, self[place] > value {
        self[place + 1] = self[place]
        place -= 1
      }
      self[place + 1] = value
    }
  }
}
