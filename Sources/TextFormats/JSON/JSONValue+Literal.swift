extension JSONValue: ExpressibleByDictionaryLiteral {
  /// An object, its entries in the order given.
  public init(dictionaryLiteral entries: (String, JSONValue)...) {
    self = .object(entries.map { Member(name: $0.0, value: $0.1) })
  }
}

extension JSONValue.Member {
  /// An entry of an object.
  public init(_ name: String, _ value: JSONValue) {
    self.init(name: name, value: value)
  }
}
