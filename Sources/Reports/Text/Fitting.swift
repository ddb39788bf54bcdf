import TextFormats

/// `text` padded with blanks to `width` columns, after it or (right-aligned) before it.
public func padded(_ text: String, to width: Int, right: Bool = false) -> String {
  let blanks = String(repeating: " ", count: max(0, width - displayWidth(text)))
  return right ? blanks + text : text + blanks
}

/// `text` in at most `width` columns, its middle replaced by `…`: `exp002/…/run_00120`.
///
/// Whole folders in the middle are dropped first, so that the first folder and the name stay; if
/// that is not enough, characters are dropped from the middle. Without Unicode the mark is `...`.
public func shortened(_ text: String, to width: Int, unicode: Bool = true) -> String {
  if displayWidth(text) <= width { return text }
  let mark = unicode ? "…" : "..."
  let folders = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    .map(Substring.init)
  let widths = folders.map { displayWidth($0) }
  for dropped in stride(from: 1, through: folders.count - 2, by: 1) {
    let kept = folders.count - dropped
    let head = kept / 2
    let columns =
      widths.prefix(head).reduce(0, +) + displayWidth(mark)
      + widths.suffix(kept - head).reduce(0, +) + kept
    if columns > width { continue }
    return (folders.prefix(head) + [Substring(mark)] + folders.suffix(kept - head))
      .joined(separator: "/")
  }
  let room = max(0, width - displayWidth(mark))
  let tail = (room + 1) / 2
  if room == 0 { return String(mark.prefix(max(0, width))) }
  return fittingPrefix(text, room - tail) + mark + fittingSuffix(text, tail)
}

/// The longest prefix of `text` that fits into `width` columns.
private func fittingPrefix(_ text: String, _ width: Int) -> Substring {
  if isPrintableASCII(text) { return Substring(text.utf8.prefix(width)) }
  var used = 0
  return text.prefix { character in
    used += displayWidth(character)
    return used <= width
  }
}

/// The longest suffix of `text` that fits into `width` columns.
private func fittingSuffix(_ text: String, _ width: Int) -> Substring {
  if isPrintableASCII(text) { return Substring(text.utf8.suffix(width)) }
  var used = 0
  let count = text.reversed().prefix { character in
    used += displayWidth(character)
    return used <= width
  }.count
  return text.suffix(count)
}

/// `text` in lines of at most `width` columns, broken at blanks; longer words get a line of their
/// own.
///
/// Line feeds in `text` stay, and so do several blanks between words if no line is broken there; an
/// empty text is one empty line.
public func wrapped(_ text: String, to width: Int) -> [String] {
  var lines: [String] = []
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if displayWidth(paragraph) <= width {
      lines.append(String(paragraph))
      continue
    }
    var line = ""
    for word in paragraph.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if displayWidth(line) + 1 + displayWidth(word) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    lines.append(line)
  }
  return lines
}

/// `text` with everything made visible that would move a terminal's cursor or change its colors.
///
/// Control characters become their pictures (`␛`, `␊`), or `?` without Unicode; marks that reverse
/// the direction of writing become `�`; bytes that are not text are shown as `\xNN`. Without
/// Unicode, characters outside ASCII become `?`, too.
public func printable(_ text: String, unicode: Bool = true) -> String {
  if isPrintableASCII(text) { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.foreignBytesReplaced(\.escaped).unicodeScalars {
    switch scalar.value {
    case 32..<127: result.append(scalar)
    case _ where !unicode: result.append("?")
    case 0..<32: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "?")
    case 127: result.append("␡")
    case 128..<160, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
