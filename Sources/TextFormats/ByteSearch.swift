// The standard library's search for a part of a collection comes with its regular expressions,
// which the executable is kept free of.

extension ArraySlice<UInt8> {
  /// The first position of `part`; nil if it does not occur, or is empty.
  public func place(of part: [UInt8]) -> Int? {
    guard let first = part.first, count >= part.count else { return nil }
    for start in startIndex...(endIndex - part.count) where self[start] == first {
      var length = 1
      while length < part.count, self[start + length] == part[length] { length += 1 }
      if length == part.count { return start }
    }
    return nil
  }
}

extension [UInt8] {
  /// The first position of `part`; nil if it does not occur, or is empty.
  public func place(of part: [UInt8]) -> Int? { self[...].place(of: part) }

  /// Whether it contains `part`.
  public func holds(_ part: [UInt8]) -> Bool { place(of: part) != nil }

  /// Whether its last bytes are `ending`.
  public func ends(with ending: [UInt8]) -> Bool {
    let start = count - ending.count
    if start < 0 { return false }
    for place in ending.indices where self[start + place] != ending[place] { return false }
    return true
  }
}
