/// Values by names that are compared byte for byte; their order is that of the names' bytes.
///
/// The names and their places are kept apart from the values, whose type is unknown here: whatever
/// finds and sorts names is code for one type, instead of generic code that takes ten times as
/// long.
public struct NamedValues<Value> {
  private var places: [ByteKey: Int] = [:]
  private var names: [String] = []
  private var values: [Value] = []

  /// Creates a table without names.
  public init() {}

  /// How many names there are.
  public var count: Int { names.count }

  /// Whether there is no name.
  public var isEmpty: Bool { names.isEmpty }

  /// The value of a name; nil if there is none.
  public subscript(name: String) -> Value? {
    get { places[ByteKey(name)].map { values[$0] } }
    set {
      guard let newValue else {
        _ = removeValue(forKey: name)
        return
      }
      let place = place(of: name)
      if place < values.count {
        values[place] = newValue
      } else {
        values.append(newValue)
      }
    }
  }

  /// The place of a name, which is added if it is new.
  private mutating func place(of name: String) -> Int {
    // Most tables have a few names.
    if names.isEmpty { places.reserveCapacity(6) }
    let place = places.number(of: name, new: names.count)
    if place == names.count { names.append(name) }
    return place
  }

  /// Removes the value of a name.
  public mutating func removeValue(forKey name: String) -> Value? {
    guard let place = places.removeValue(forKey: ByteKey(name)) else { return nil }
    let last = names.removeLast()
    if place == names.count { return values.removeLast() }
    // The last name takes the place that became free.
    places[ByteKey(last)] = place
    names[place] = last
    values.swapAt(place, names.count)
    return values.removeLast()
  }
}

extension NamedValues: Sequence {
  /// Calls a function with every name and its value, in the order of the names' bytes.
  public func makeIterator() -> IndexingIterator<[(key: String, value: Value)]> {
    // Most tables of most runs are empty.
    if isEmpty { return [].makeIterator() }
    let sorted = names.indices.sorted {
      names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
    }
    return sorted.map { (key: names[$0], value: values[$0]) }.makeIterator()
  }
}

extension NamedValues: ExpressibleByDictionaryLiteral {
  /// Creates a table of names and values; if a name occurs twice, the last value counts.
  public init(dictionaryLiteral elements: (String, Value)...) {
    for (name, value) in elements { self[name] = value }
  }
}

extension NamedValues: Sendable where Value: Sendable {}

extension NamedValues: Equatable where Value: Equatable {
  /// Whether two tables have the same names and values, in whatever order they were added.
  public static func == (a: NamedValues, b: NamedValues) -> Bool {
    a.count == b.count && a.allSatisfy { b[$0.key] == $0.value }
  }
}

extension NamedValues: Hashable where Value: Hashable {
  /// Hashes names and values in the order of the names.
  public func hash(into hasher: inout Hasher) {
    for (name, value) in self {
      hasher.combine(ByteKey(name))
      hasher.combine(value)
    }
  }
}
