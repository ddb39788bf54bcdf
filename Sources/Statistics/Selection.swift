extension [Double] {
  /// Brings the element to `place` that stands there in ascending order, none greater before it.
  ///
  /// Hoare's selection by the median of the first, middle and last element; a range that does not halve
  /// often enough is sorted, so O(n) usually and O(n log n) at worst.
  mutating func select(_ place: Int) {
    var (low, high) = (0, count - 1)
    var rounds = 2 * (Int.bitWidth - count.leadingZeroBitCount)
    while high - low > 12, rounds > 0 {
      rounds -= 1
      let (left, right) = partition(low, high)
      if place <= left {
        high = left
      } else if place >= right {
        low = right
      } else {
        return
      }
    }
    if high - low > 12 { self[low...high].sort() } else { sortFew(low, high) }
  }

  /// Parts a range at one of its elements.
  ///
  /// - Returns: The end of those not above it, and the start of those not below it; what lies between
  ///   equals it.
  private mutating func partition(_ low: Int, _ high: Int) -> (left: Int, right: Int) {
    let (a, b, c) = (self[low], self[(low + high) / 2], self[high])
    let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
    var (i, j) = (low, high)
    while i <= j {
      while self[i] < pivot { i += 1 }
      while self[j] > pivot { j -= 1 }
      if i <= j {
        swapAt(i, j)
        i += 1
        j -= 1
      }
    }
    return (j, i)
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
