/// A word as it can be typed into a POSIX shell: unchanged, or in single quotes if needed.
///
/// Bytes that are not text are written as in bash, zsh and the newest POSIX: `$'\xNN'`.
public func quotedForShell(_ word: String) -> String {
  let isPlain = word.unicodeScalars.allSatisfy { scalar in
    scalar.value > 127 || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      || "/._-+:,@%=".unicodeScalars.contains(scalar)
  }
  if word.holdsForeignBytes {
    let quoted = word.unicodeScalars.map { "'\\".unicodeScalars.contains($0) ? "\\\($0)" : "\($0)" }
    return "$'" + quoted.joined().foreignBytesReplaced(\.escaped) + "'"
  }
  if isPlain, !word.isEmpty { return word }
  let parts = word.split(separator: "'", omittingEmptySubsequences: false)
  return "'" + parts.joined(separator: "'\\''") + "'"
}

/// Words as they can be typed into a POSIX shell.
public func quotedForShell(_ words: [String]) -> String {
  words.map { quotedForShell($0) }.joined(separator: " ")
}
