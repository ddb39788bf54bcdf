extension JSONWriter {
  /// Writes a value that was read or built; numbers that are not finite become null.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: self.value(nil as String?)
    case .boolean(let truth): self.value(truth)
    case .number(let number): self.value(number)
    case .integer(let number): self.value(number)
    case .text(let text): self.value(text)
    case .array(let elements): array { json in for element in elements { json.value(element) } }
    case .object(let members):
      object { json in for member in members { json.field(member.name, member.value) } }
    }
  }

  /// Writes a key and a value that was read or built.
  public mutating func field(_ name: String, _ value: JSONValue) {
    key(name)
    self.value(value)
  }
}
