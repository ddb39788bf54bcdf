/// The checkpoint of the best step, as its trainer names it.
public struct BestCheckpoint: Sendable, Hashable {
  /// Its name, such as `checkpoint-2400`.
  public var name: String
  /// The step it holds.
  public var step: Int64

  /// Creates a checkpoint.
  public init(name: String, step: Int64) {
    self.name = name
    self.step = step
  }
}
