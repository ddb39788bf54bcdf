/// Ways to run commands on inputs of one kind, of which the first byte of each input chooses one.
///
/// Fuzzing runs one command an input, since a command takes as long as hundreds of calls of a
/// reader.
public struct CommandCheck: Sendable {
  typealias Way = @Sendable ([UInt8]) throws -> Void

  private let ways: [Way]

  init(_ ways: [Way]) { self.ways = ways }

  /// Runs the command that the first byte chooses on the rest of the input.
  public func run(_ input: [UInt8]) throws {
    try ways[Int(input.first ?? 0) % ways.count](Array(input.dropFirst()))
  }

  /// Runs every command on the input without its first byte.
  public func runAll(_ input: [UInt8]) throws {
    for way in ways { try way(Array(input.dropFirst())) }
  }
}
