/// The state of a list of runs on the screen: which run is chosen, whether it is open, and which
/// rows are shown.
public struct WatchList: Sendable, Hashable {
  /// What a key asks for.
  public enum Move: Sendable, Hashable {
    case up, down, pageUp, pageDown, first, last
    /// Shows the chosen run alone.
    case open
    /// Shows all runs again, and then chooses none.
    case back
  }

  /// The chosen run's name; nil if none is chosen.
  public private(set) var chosen: String?
  /// Whether the chosen run is shown alone.
  public private(set) var isOpen = false
  /// The runs in the order in which they were last shown, and how many of them had room.
  private var names: [String] = []
  private var room = 1
  private var top = 0

  /// Creates the list that a watch begins with: its first rows, and no run chosen.
  public init() {}

  /// Applies a move; false if it changes nothing.
  public mutating func take(_ move: Move) -> Bool {
    let before = self
    let place = chosen.flatMap { names.firstIndex(of: $0) }
    switch move {
    case .up: choose((place ?? names.count) - 1)
    case .down: choose((place ?? -1) + 1)
    case .pageUp: choose((place ?? 0) - room)
    case .pageDown: choose((place ?? 0) + room)
    case .first: choose(0)
    case .last: choose(names.count - 1)
    case .open: if place == nil { choose(0) } else { isOpen = true }
    case .back: if isOpen { isOpen = false } else { (chosen, top) = (nil, 0) }
    }
    return self != before
  }

  private mutating func choose(_ place: Int) {
    if names.isEmpty { return }
    chosen = names[min(max(0, place), names.count - 1)]
  }

  /// The rows that are shown of runs in their order, the chosen one among them.
  mutating func window(_ names: [String], room: Int) -> Range<Int> {
    (self.names, self.room) = (names, max(1, room))
    if let place = chosen.flatMap({ names.firstIndex(of: $0) }) {
      top = min(max(top, place - self.room + 1), place)
    } else {
      (chosen, isOpen) = (nil, false)
    }
    top = max(0, min(top, names.count - self.room))
    return top..<min(names.count, top + self.room)
  }
}
