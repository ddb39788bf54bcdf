import Scalars

/// What the files of a run say of their tags, for tensors whose own file does not say what they are.
///
/// TensorBoard keeps the metadata of a tag for the whole run, whichever of its files has it.
public struct KnownTags: Sendable {
  /// What the first file that says something of a tag says.
  struct Entry: Sendable {
    var isScalar: Bool
    /// Whether metadata says so, not a `simple_value`.
    var isDescribed: Bool
    var plugin: String
    var displayName: String
    var dataClass: SeriesDescription.DataClass
  }

  private var entries: [ByteKey: Entry] = [:]

  /// Knows of no tag.
  public init() {}

  /// What is known of a tag; nil if nothing is.
  subscript(tag: String) -> Entry? { entries[ByteKey(tag)] }

  /// Whether some file says that a tag holds scalars.
  public func isScalar(_ tag: String) -> Bool { self[tag]?.isScalar ?? false }

  /// Adds what one more file says of tags that no file before it says anything of.
  package mutating func add(_ reader: borrowing EventFileReader) {
    let table = reader.extractor.table
    for (description, state) in zip(table.series, table.states)
    where state.tensorClass != .undecided {
      let key = ByteKey(description.tag)
      if entries[key] != nil { continue }
      entries[key] = Entry(
        isScalar: state.tensorClass == .scalar, isDescribed: state.hasMetadata,
        plugin: description.plugin, displayName: description.displayName,
        dataClass: description.dataClass)
    }
  }
}

extension EventFileReader {
  /// The tags that had tensors of which nothing said what they are, and which were not taken for that.
  package var unexplainedTags: [String] {
    if !extractor.hasUnexplainedTags { return [] }
    return zip(extractor.table.series, extractor.table.states).filter { $1.isUnexplained }
      .map(\.0.tag)
  }
}
