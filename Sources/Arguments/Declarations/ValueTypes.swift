import TextFormats

extension ValueType where Value == String {
  /// Any text.
  public static var string: ValueType<String> {
    ValueType { (text, _) throws(UsageError) in text }
  }

  /// The path of a file.
  public static var file: ValueType<String> { string.completed(by: .files) }

  /// The path of a directory.
  public static var directory: ValueType<String> { string.completed(by: .directories) }

  /// One of the given words.
  public static func choice(_ words: [String]) -> ValueType<String> {
    ValueType(completion: .words(words), choices: words) { (text, name) throws(UsageError) in
      guard words.contains(text) else { throw .noSuchChoice(text, name: name, among: words) }
      return text
    }
  }
}

extension ValueType where Value == Int {
  /// A whole number within `range`.
  public static func integer(in range: ClosedRange<Int> = .min ... .max) -> ValueType<Int> {
    ValueType { (text, name) throws(UsageError) in
      guard let value = Int(text) else {
        throw UsageError("\(name) takes a whole number, not \"\(text)\"")
      }
      guard range.contains(value) else {
        throw UsageError("\(name) takes a whole number \(describe(range)), not \(text)")
      }
      return value
    }
  }

  private static func describe(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (let low, .max): "from \(low)"
    case (.min, let high): "up to \(high)"
    case (let low, let high): "from \(low) to \(high)"
    }
  }
}

extension ValueType where Value == Double {
  /// A number that is finite.
  public static var number: ValueType<Double> {
    ValueType { (text, name) throws(UsageError) in
      guard let value = Double(text), value.isFinite else {
        throw UsageError("\(name) takes a number, not \"\(text)\"")
      }
      return value
    }
  }
}

extension ValueType where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of the cases of an enumeration, by raw value.
  public static var choice: ValueType<Value> {
    let words = Value.allCases.map(\.rawValue)
    return ValueType(completion: .words(words), choices: words) { (text, name) throws(UsageError) in
      guard let value = Value(rawValue: text) else {
        throw .noSuchChoice(text, name: name, among: words)
      }
      return value
    }
  }
}

extension ValueType {
  /// Values separated by commas, at least one; blanks around them are ignored.
  public static func list<Element>(of element: ValueType<Element>) -> ValueType<[Element]>
  where Value == [Element] {
    let completion: Completion =
      element.choices.isEmpty ? element.completion : .list(element.choices)
    return ValueType<[Element]>(completion: completion, choices: []) {
      (text, name) throws(UsageError) in
      var values: [Element] = []
      for part in text.split(separator: ",") {
        let word = String(part.trimmingBlanks)
        if !word.isEmpty { values.append(try element.read(word, name: name)) }
      }
      if values.isEmpty {
        throw UsageError("\(name) takes values separated by commas, not \"\(text)\"")
      }
      return values
    }
  }
}

extension UsageError {
  static func noSuchChoice(_ text: String, name: String, among words: [String]) -> UsageError {
    var hints: [String] = []
    if let close = closest(to: text, among: words).first {
      hints.append("did you mean  \(close) ?")
    }
    hints.append("choose from  \(words.joined(separator: ", "))")
    return UsageError("\(name) does not know \"\(text)\"", hints: hints)
  }
}

extension Substring {
  var trimmingBlanks: Substring {
    var rest = self
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
