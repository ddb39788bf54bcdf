/// The columns that `text` takes on a terminal: 0 for combining marks, 2 for wide letters and
/// emoji.
public func displayWidth(_ text: some StringProtocol) -> Int {
  isPrintableASCII(text) ? text.utf8.count : text.reduce(0) { $0 + displayWidth($1) }
}

/// Whether every character of `text` is one byte and one column.
func isPrintableASCII(_ text: some StringProtocol) -> Bool {
  let text = String(text)
  let bytes = text.utf8.span
  // Without an early exit, so that many bytes are compared at once.
  var others: UInt8 = 0
  for index in bytes.indices { others |= bytes[index] &- 32 < 95 ? 0 : 1 }
  return others == 0
}

/// The columns of one character, by its first scalar with a width; an emoji sequence is as wide as
/// one emoji.
func displayWidth(_ character: Character) -> Int {
  let scalars = character.unicodeScalars
  let width = scalars.lazy.map { displayWidth($0) }.first { $0 > 0 } ?? 0
  // The emoji form of a character that is text by default, such as ✔️.
  let isMadeEmoji = width == 1 && scalars.contains("\u{FE0F}")
  return isMadeEmoji && scalars.first?.properties.isEmoji == true ? 2 : width
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  if scalar.value < 0x300 { return scalar.value < 32 || (127..<160).contains(scalar.value) ? 0 : 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
    return 0
  default: break
  }
  if scalar.properties.isEmojiPresentation { return 2 }
  return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
}

/// The letters that are wide in East Asia (Unicode's EastAsianWidth W and F), in whole blocks.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
  0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
  0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
]
