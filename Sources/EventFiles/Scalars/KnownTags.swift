import Scalars

/// What the files of a run say about their tags, for tensors whose own file does not say what they
/// are.
///
/// TensorBoard keeps the metadata of a tag for the whole run, whichever of its files contains it.
public struct KnownTags: Sendable {
  /// What the first file that has facts about a tag says.
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

  /// The facts about a tag; nil if nothing is known.
  subscript(tag: String) -> Entry? { entries[ByteKey(tag)] }

  /// Whether some file says that a tag holds scalars.
  public func isScalar(_ tag: String) -> Bool { self[tag]?.isScalar ?? false }

  /// Adds what one more file says about tags of which nothing was known.
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
  /// The tags with tensors that were not read as scalars because no metadata said what they are.
  package var unexplainedTags: [String] {
    if !extractor.hasUnexplainedTags { return [] }
    return zip(extractor.table.series, extractor.table.states).filter { $1.isUnexplained }
      .map(\.0.tag)
  }
}
