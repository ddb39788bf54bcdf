/// Runs the steps of a pattern over a text, all threads in parallel, one character at a time.
///
/// Source: R. Pike's matcher as described by R. Cox, "Regular Expression Matching: the Virtual
/// Machine Approach" (2009). A step holds one thread at most, so the time is the product of steps
/// and characters. The order of threads decides: the leftmost match wins, and of several, the one
/// that is tried first.
struct PatternMachine {
  private let steps: [PatternStep]
  private let sets: [ScalarSet]
  private let text: [Unicode.Scalar]
  private var current = ThreadList()
  private var following = ThreadList()
  private var pending: [Int] = []

  /// Threads in the order of their priority, each at another step.
  private struct ThreadList {
    var threads: [(step: Int, start: Int)] = []
    /// At which position a step was last visited; −1 never.
    var visited: [Int] = []
  }

  init(_ steps: [PatternStep], _ sets: [ScalarSet], _ text: [Unicode.Scalar]) {
    self.steps = steps
    self.sets = sets
    self.text = text
  }

  /// The leftmost match from `start` on; the first that is found at all if `isEnough`.
  mutating func firstMatch(from start: Int, isEnough: Bool) -> Range<Int>? {
    current.visited = [Int](repeating: -1, count: steps.count)
    following.visited = current.visited
    following.threads.removeAll(keepingCapacity: true)
    var found: Range<Int>?
    for position in start...text.count {
      if found == nil { follow(0, start: position, at: position) }
      swap(&current, &following)
      following.threads.removeAll(keepingCapacity: true)
      if current.threads.isEmpty, found != nil || isBoundToStart { break }
      for thread in current.threads {
        if case .match = steps[thread.step] {
          found = thread.start..<position
          if isEnough { return found }
          break
        }
        if position < text.count, takes(steps[thread.step], text[position]) {
          follow(thread.step + 1, start: thread.start, at: position + 1)
        }
      }
    }
    return found
  }

  /// Whether no match can begin later than at the start of the text.
  private var isBoundToStart: Bool {
    if case .place(.start) = steps[0] { true } else { false }
  }

  private func takes(_ step: PatternStep, _ scalar: Unicode.Scalar) -> Bool {
    switch step {
    case .scalar(let wanted): scalar == wanted
    case .set(let number): sets[number].contains(scalar)
    default: false
    }
  }

  /// Adds the threads that a step leads to without consuming a character.
  private mutating func follow(_ step: Int, start: Int, at position: Int) {
    pending.append(step)
    while let step = pending.popLast() {
      if following.visited[step] == position { continue }
      following.visited[step] = position
      switch steps[step] {
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .place(let place): if holds(place, at: position) { pending.append(step + 1) }
      case .scalar, .set, .match: following.threads.append((step, start))
      }
    }
  }

  private func holds(_ place: PatternSyntax.Place, at position: Int) -> Bool {
    switch place {
    case .start: position == 0
    case .end: position == text.count
    case .wordBoundary: isWord(position - 1) != isWord(position)
    case .noWordBoundary: isWord(position - 1) == isWord(position)
    }
  }

  private func isWord(_ position: Int) -> Bool {
    text.indices.contains(position) && ScalarSet.word.contains(text[position])
  }
}
