/// Values by names, which are compared byte by byte; in the order of the names' bytes.
public struct NamedValues<Value> {
  private var values: [ByteKey: Value] = [:]

  /// Creates a table without names.
  public init() {}

  /// How many names there are.
  public var count: Int { values.count }

  /// Whether there is no name.
  public var isEmpty: Bool { values.isEmpty }

  /// The value of a name; nil if there is none.
  public subscript(name: String) -> Value? {
    get { values[ByteKey(name)] }
    set { values[ByteKey(name)] = newValue }
  }

  /// Removes the value of a name.
  public mutating func removeValue(forKey name: String) -> Value? {
    values.removeValue(forKey: ByteKey(name))
  }
}

extension NamedValues: Sequence {
  /// Calls a function with every name and its value, in the order of the names' bytes.
  public func makeIterator() -> some IteratorProtocol<(key: String, value: Value)> {
    values.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }.lazy
      .map { (key: $0.key.text, value: $0.value) }.makeIterator()
  }
}

extension NamedValues: ExpressibleByDictionaryLiteral {
  /// Creates a table of names and values; if a name occurs twice, the last value counts.
  public init(dictionaryLiteral elements: (String, Value)...) {
    for (name, value) in elements { self[name] = value }
  }
}

extension NamedValues: Sendable where Value: Sendable {}
extension NamedValues: Equatable where Value: Equatable {}
extension NamedValues: Hashable where Value: Hashable {}
