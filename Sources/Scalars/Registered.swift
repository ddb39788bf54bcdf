/// An element of a fixed list that is identified by its name, such as an export format.
///
/// A new one is a file with an extension of its type, and an element of `allCases`.
public protocol Registered: CaseIterable, Hashable, RawRepresentable, Sendable
where RawValue == String {}

extension Registered {
  /// The element with a name; nil if there is none.
  ///
  /// - Complexity: O(n) in the length of the list.
  public init?(rawValue: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  /// Whether both have the same name.
  public static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
