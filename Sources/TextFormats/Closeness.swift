/// The candidates that `word` is likely meant for, closest first, at most three.
///
/// A candidate is close if it begins with or contains the word (of three letters or more), or if it
/// differs in at most a third of its letters; two swapped neighbors count once. Upper and lower
/// case do not matter.
public func closest(to word: String, among candidates: [String]) -> [String] {
  let wanted = Array(word.lowercased().unicodeScalars)
  let scored = candidates.enumerated().compactMap { index, candidate -> (Int, Int, String)? in
    let letters = Array(candidate.lowercased().unicodeScalars)
    let holdsIt = wanted.count >= 3 && holds(letters, wanted)
    let allowed = max(1, max(wanted.count, letters.count) / 3)
    // The distance is at least the difference in length.
    let isFar = abs(wanted.count - letters.count) > allowed
    let distance = isFar ? allowed + 1 : editDistance(wanted, letters)
    guard holdsIt || distance <= allowed, distance < letters.count else { return nil }
    return (distance > allowed ? allowed + 1 : distance, index, candidate)
  }
  return scored.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(3).map(\.2)
}

/// Whether `part` occurs in `letters`.
///
/// The time is the product of the lengths.
private func holds(_ letters: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
  letters.indices.contains { letters[$0...].starts(with: part) }
}

/// The smallest number of insertions, deletions, replacements and swaps of neighbors between two
/// texts.
///
/// Known as the optimal string alignment distance. The time is the product of the lengths.
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast = Array(0...b.count)
  var last = beforeLast
  var row = beforeLast
  for i in a.indices {
    row[0] = i + 1
    for j in b.indices {
      let replaced = last[j] + (a[i] == b[j] ? 0 : 1)
      var least = min(replaced, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        least = min(least, beforeLast[j - 1] + 1)
      }
      row[j + 1] = least
    }
    swap(&beforeLast, &last)
    swap(&last, &row)
  }
  return last[b.count]
}
