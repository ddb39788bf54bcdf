/// The kind of a character, for splitting a tag into words.
enum CharacterKind {
  case lower, upper, number
  /// A letter of a script without case.
  case letter
  /// A character that separates words.
  case other

  init(_ character: Character) {
    // Fast path: in nearly all tags every character is ASCII.
    guard let byte = character.asciiValue else {
      self.init(beyondASCII: character)
      return
    }
    self =
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
      case UInt8(ascii: "0")...UInt8(ascii: "9"): .number
      default: .other
      }
  }

  private init(beyondASCII character: Character) {
    if character.isLowercase {
      self = .lower
    } else if character.isUppercase {
      self = .upper
    } else if character.isLetter {
      self = .letter
    } else {
      self = character.isNumber ? .number : .other
    }
  }
}
