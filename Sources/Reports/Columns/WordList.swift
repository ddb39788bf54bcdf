/// Distinct words, each with a number in the order in which they were met: the dictionary of a
/// column.
struct WordList: Sendable {
  private var numbers: [[UInt8]: UInt32] = [:]
  /// The words as UTF-8.
  private(set) var words: [[UInt8]] = []
  /// The total number of bytes of all words.
  private(set) var bytes = 0

  /// How many words there are.
  var count: Int { words.count }

  /// Removes the words from a number on.
  mutating func removeAll(from number: Int) {
    for word in words[number...] {
      numbers[word] = nil
      bytes -= word.count
    }
    words.removeSubrange(number...)
  }

  /// The number of a word, which is added if it is new; words are compared byte by byte.
  mutating func number(of word: String) -> UInt32 {
    let word = Array(word.utf8)
    if let known = numbers[word] { return known }
    let number = UInt32(words.count)
    numbers[word] = number
    words.append(word)
    bytes += word.count
    return number
  }
}
