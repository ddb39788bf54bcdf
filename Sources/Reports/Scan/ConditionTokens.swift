/// A piece of a condition's text.
struct ConditionToken: Hashable {
  enum Kind: Hashable {
    /// A bare word: a name, a keyword, a number.
    case word
    /// Text in quotation marks, single or double.
    case quoted
    case comparison(Condition.Comparison)
    case open
    case close
    case end
  }

  var kind: Kind
  var text: String
  /// The index of the first character, counted from 0.
  var column: Int

  /// The tokens of a condition, `.end` last.
  static func read(_ text: String) throws(ConditionError) -> [ConditionToken] {
    let characters = Array(text)
    var tokens: [ConditionToken] = []
    var place = 0
    while place < characters.count {
      if characters[place].isWhitespace {
        place += 1
        continue
      }
      let token = try next(characters, at: place, in: text)
      tokens.append(token.token)
      place = token.end
    }
    return tokens + [ConditionToken(kind: .end, text: "", column: characters.count)]
  }

  private static func next(
    _ characters: [Character], at place: Int, in text: String
  ) throws(ConditionError) -> (token: ConditionToken, end: Int) {
    let first = characters[place]
    func token(_ kind: Kind, _ text: String, length: Int) -> (token: ConditionToken, end: Int) {
      (ConditionToken(kind: kind, text: text, column: place), place + length)
    }
    switch first {
    case "(": return token(.open, "(", length: 1)
    case ")": return token(.close, ")", length: 1)
    case "'", "\"", "`":
      guard let end = characters[(place + 1)...].firstIndex(of: first) else {
        throw ConditionError(text: text, column: place, reason: "this text is never closed")
      }
      return token(.quoted, String(characters[place + 1..<end]), length: end - place + 1)
    case "<", ">", "=", "!":
      let two = String(characters[place..<min(place + 2, characters.count)])
      let all = Condition.Comparison.allCases
      if let comparison = all.first(where: { two.hasPrefix($0.rawValue) }) {
        return token(
          .comparison(comparison), comparison.rawValue, length: comparison.rawValue.count)
      }
      if first == "=" { return token(.comparison(.equal), "=", length: 1) }
      throw ConditionError(text: text, column: place, reason: "this is not a comparison")
    default:
      var end = place + 1
      while end < characters.count, !isBorder(characters[end]) { end += 1 }
      return token(.word, String(characters[place..<end]), length: end - place)
    }
  }

  private static func isBorder(_ character: Character) -> Bool {
    character.isWhitespace || "()<>=!'\"`".contains(character)
  }
}
