extension [Double] {
  /// Brings the element to `place` that stands there in ascending order, none greater before it.
  ///
  /// Hoare's selection by the median of the first, middle and last element; a range that does not shrink
  /// often enough is sorted, so O(n) usually and O(n log n) at worst.
  mutating func select(_ place: Int) {
    var (low, high) = (0, count - 1)
    var rounds = 2 * (Int.bitWidth - count.leadingZeroBitCount)
    while high - low > 12, rounds > 0 {
      rounds -= 1
      let pivot = partition(low, high)
      if place < pivot {
        high = pivot - 1
      } else if place > pivot {
        low = pivot + 1
      } else {
        return
      }
    }
    if high - low > 12 { self[low...high].sort() } else { sortFew(low, high) }
  }

  /// Parts a range at one of its elements, those below it before it; says where it stands then.
  private mutating func partition(_ low: Int, _ high: Int) -> Int {
    // The pivot is put last first.
    swapAt(medianOfThree(low, (low + high) / 2, high), high)
    var values = mutableSpan
    let pivot = values[high]
    var end = low
    // Without a branch: which element is below the pivot is what nobody foresees.
    for index in low..<high {
      let value = values[index]
      values[index] = values[end]
      values[end] = value
      end &+= value < pivot ? 1 : 0
    }
    values[high] = values[end]
    values[end] = pivot
    return end
  }

  /// Where the middle one of three elements stands.
  private func medianOfThree(_ first: Int, _ second: Int, _ third: Int) -> Int {
    let (a, b, c) = (self[first], self[second], self[third])
    if (a < b) == (b < c) { return second }
    return (b < a) == (a < c) ? first : third
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
