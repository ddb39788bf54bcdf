/// The directories, files and links of an archive, as unpacking would create them; of members with
/// one name, the last.
///
/// No path leads out: every name starts at the archive's root, even if it begins with a slash, and
/// `..` at the root stays there.
struct ArchiveTree: Sendable {
  /// The kind of an entry.
  enum Content: Sendable {
    /// A directory, by the index of its entries.
    case directory(Int)
    case file(FileLocation, size: Int64)
    case link([UInt8])
    /// A device or a pipe: there is nothing to read.
    case other
  }

  struct Node: Sendable {
    var content: Content
    /// Last change, in nanoseconds since the Unix epoch.
    var modified: Int64
  }

  /// Why a member was not added.
  enum Refusal: Error { case noName, nameTooLong, tooMany }

  /// No system has longer paths.
  static let longestPath = 4_096
  private static let mostNodes = 1 << 20
  private static let mostNameBytes = 1 << 27
  /// At most this many links are followed on the way to a file.
  private static let mostLinks = 40

  private(set) var nodes = [Node(content: .directory(0), modified: 0)]
  private var entries: [[EntryName: Int]] = [[:]]
  private var nameBytes = 0

  /// Adds a member at its path, with the directories above it.
  mutating func add(_ path: [UInt8], _ content: Content, modified: Int64) throws(Refusal) {
    let names = Self.names(path)
    guard let last = names.last else {
      if case .directory = content { return }
      throw .noName
    }
    if path.count > Self.longestPath { throw .nameTooLong }
    var directory = 0
    for name in names.dropLast() { directory = try self.directory(name, in: directory) }
    if case .directory = content {
      _ = try self.directory(last, in: directory)
      return
    }
    if let node = entries[directory][last] {
      // An existing directory is kept, since its contents would be lost.
      if case .directory = nodes[node].content { return }
    }
    // A new node even if the name exists already, since a hard link may refer to the old node.
    entries[directory][last] = try append(content, modified, named: last)
  }

  /// Adds a second name for the file at `target`; false if there is no such file.
  mutating func link(_ path: [UInt8], to target: [UInt8]) throws(Refusal) -> Bool {
    guard let node = self.node(at: target[...], followsLast: false)?.number,
      case .file = nodes[node].content
    else { return false }
    let names = Self.names(path)
    guard let last = names.last else { throw .noName }
    var directory = 0
    for name in names.dropLast() { directory = try self.directory(name, in: directory) }
    entries[directory][last] = node
    return true
  }

  /// Whether there is room for members that are unlikely to be read.
  var hasRoomForAll: Bool { nodes.count < Self.mostNodes / 4 }

  private mutating func directory(_ name: EntryName, in parent: Int) throws(Refusal) -> Int {
    if let node = entries[parent][name], case .directory(let index) = nodes[node].content {
      return index
    }
    entries.append([:])
    entries[parent][name] = try append(.directory(entries.count - 1), 0, named: name)
    return entries.count - 1
  }

  private mutating func append(
    _ content: Content, _ modified: Int64, named name: EntryName
  ) throws(Refusal) -> Int {
    nameBytes += name.bytes.count
    if nodes.count >= Self.mostNodes || nameBytes > Self.mostNameBytes { throw .tooMany }
    nodes.append(Node(content: content, modified: modified))
    return nodes.count - 1
  }

  /// The entries of a directory node; nil for any other node.
  func entries(of node: Int) -> [(name: [UInt8], node: Int)]? {
    guard case .directory(let index) = nodes[node].content else { return nil }
    return entries[index].map { ($0.key.bytes, $0.value) }
  }

  /// The node at a path below the root, and that path without links; nil if there is none, or if it
  /// leads out.
  func node(
    at path: ArraySlice<UInt8>, followsLast: Bool
  ) -> (number: Int, names: [EntryName])? {
    var pending = Array(path.split(separator: UInt8(ascii: "/")).reversed()).map(Array.init)
    var nodes = [0]
    var names: [EntryName] = []
    var links = 0
    while let name = pending.popLast() {
      if name == [UInt8(ascii: ".")] { continue }
      if name == [UInt8(ascii: "."), UInt8(ascii: ".")] {
        if nodes.count == 1 { return nil }
        nodes.removeLast()
        names.removeLast()
        continue
      }
      guard case .directory(let index) = self.nodes[nodes[nodes.count - 1]].content,
        let next = entries[index][EntryName(bytes: name)]
      else { return nil }
      if case .link(let target) = self.nodes[next].content, followsLast || !pending.isEmpty {
        links += 1
        if links > Self.mostLinks || target.first == UInt8(ascii: "/") { return nil }
        pending += target.split(separator: UInt8(ascii: "/")).reversed().map(Array.init)
        continue
      }
      nodes.append(next)
      names.append(EntryName(bytes: name))
    }
    return (nodes[nodes.count - 1], names)
  }

  /// The components of a member's path, without `.`, `..` and empty ones.
  private static func names(_ path: [UInt8]) -> [EntryName] {
    var names: [EntryName] = []
    for part in path.split(separator: UInt8(ascii: "/")) {
      if part.elementsEqual(".".utf8) { continue }
      if part.elementsEqual("..".utf8) {
        _ = names.popLast()
      } else {
        names.append(EntryName(bytes: Array(part)))
      }
    }
    return names
  }
}

/// A name in a directory; compared byte for byte.
struct EntryName: Sendable, Hashable {
  let bytes: [UInt8]

  /// Hashes eight bytes at a time.
  func hash(into hasher: inout Hasher) {
    var word: UInt64 = 0
    for (place, byte) in bytes.enumerated() {
      word = word << 8 | UInt64(byte)
      if place & 7 == 7 { hasher.combine(word) }
    }
    hasher.combine(word)
    hasher.combine(bytes.count)
  }
}
