import Scalars
import TextFormats

/// Directories that make one run: the path that names it, and its members.
struct LogicalRun {
  /// The path that names the run; for `x_train` and `x_val` that is `x`, which need not exist.
  var path: LogPath
  /// The directory that holds it.
  var directory: LogPath
  var root: Int
  var members: [Member]
  /// The listing of `directory`.
  var sight = DirectorySight()
}

/// Joins directories that their writers mean as one run.
///
/// - `train` beside `validation` (or `eval`, `test`, …; `learn` beside `test`; `train_inner` beside
/// `valid`): one run, named by the directory that holds them.
/// - A run with a single child `eval`, `eval_<name>` or similar: TensorFlow's estimators.
/// - `x_train` beside `x_val`, or `train_x` beside `val_x`: one run named `x`; `train_logs` beside
/// `val_logs`: one run, named by the directory that holds them.
/// - `<run>/<tag>/<key>` and `<run>/<tag>_<key>` that hold only that tag: `add_scalars`.
/// - `<run>/<Unix time>`: `add_hparams`.
struct LogicalRuns {
  private let directories: [RunDirectory]
  private let places: [LogPath: Int]
  /// The directories' own names.
  private let names: [String]
  private var children: [LogPath: [Int]] = [:]
  /// For each directory, the index of the run that it is joined to.
  private var owners: [LogPath?]
  private var hosts: [LogPath: LogPath] = [:]
  /// For a directory, the nearest one with event files (itself or above it), once that is known.
  private var nearest: [LogPath: LogPath?] = [:]

  /// Joins `directories`; `tags` reads the first tags of a file if the names alone do not decide.
  static func fold(
    _ directories: [RunDirectory], tags: (LogFile) -> [String]
  ) -> [LogicalRun] {
    var folding = LogicalRuns(directories)
    folding.foldWriterArtefacts(tags: tags)
    folding.foldRoleDirectories()
    folding.foldRoleSuffixes()
    // Usually there is nothing to join.
    return folding.owners.allSatisfy { $0 == nil } ? unfolded(directories) : folding.assembled()
  }

  /// Every directory as a run of its own.
  static func unfolded(_ directories: [RunDirectory]) -> [LogicalRun] {
    directories.map { directory in
      LogicalRun(
        path: directory.path, directory: directory.path, root: directory.root,
        members: [member(directory, of: directory.path)], sight: directory.sight)
    }
  }

  private init(_ directories: [RunDirectory]) {
    self.directories = directories
    names = directories.map(\.path.lastComponent.description)
    owners = Array(repeating: nil, count: directories.count)
    var places: [LogPath: Int] = [:]
    places.reserveCapacity(directories.count)
    for index in directories.indices {
      let path = directories[index].path
      places[path] = index
      children[path.parent, default: []].append(index)
    }
    self.places = places
  }

  // MARK: Directories of add_scalars and add_hparams

  private mutating func foldWriterArtefacts(tags: (LogFile) -> [String]) {
    for siblings in children.values {
      guard let owner = nearestRun(above: directories[siblings[0]].path) else { continue }
      for index in siblings where isArtefact(directories[index], of: owner, tags: tags) {
        owners[index] = owner
      }
    }
  }

  /// Whether a writer made a directory below the run `owner` for one of its tags or of its trials.
  private func isArtefact(
    _ directory: RunDirectory, of owner: LogPath, tags: (LogFile) -> [String]
  ) -> Bool {
    let below = directory.path.bytes.dropFirst(owner.bytes.count)
    let names = below.split(separator: UInt8(ascii: "/")).map { LogPath.escaped($0.span) }
    if names.isEmpty { return false }
    if names.count == 1, Self.isUnixTime(names[0]) { return true }
    guard names.count > 1 || names[0].contains("_"), let file = directory.files.first else {
      return false
    }
    // Both writers give each key a file of its own that contains only the one tag.
    let found = tags(file)
    return found.count == 1 && Self.isKey(of: found[0], names)
  }

  /// The nearest directory above that holds event files.
  private mutating func nearestRun(above path: LogPath) -> LogPath? {
    let parent = path.parent
    if parent == path { return nil }
    if let known = nearest[parent] { return known }
    let found = places[parent] == nil ? nearestRun(above: parent) : parent
    nearest[parent] = .some(found)
    return found
  }

  /// Whether the names below a run are `<tag>/<key>` (tensorboardX) or `<tag>_<key>` (torch).
  private static func isKey(of tag: String, _ names: [String]) -> Bool {
    if names.count > 1 { return names.dropLast().joined(separator: "/") == tag }
    let flat = String(tag.map { $0 == "/" ? "_" : $0 })
    return names[0].hasPrefix(flat + "_")
  }

  /// Whether a name is a Unix time as `str(time.time())` writes it: ten digits and a fraction.
  private static func isUnixTime(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count <= 2 && parts[0].count == 10 && parts.allSatisfy { $0.allSatisfy(isDigit) }
  }

  // MARK: Directories named by their role

  private mutating func foldRoleDirectories() {
    for (parent, all) in children {
      let free = all.filter { owners[$0] == nil }
      let roles = free.map { (index: $0, role: RoleWords.role(ofDirectory: names[$0])) }
      let named = roles.filter { $0.role != nil }
      let isPair =
        named.contains { $0.role == .train } && named.contains { $0.role == .validation }
      let isChild =
        places[parent] != nil && named.count == free.count
        && named.allSatisfy { !Self.doubtful.contains(names[$0.index].lowercased()) }
      if isPair || isChild {
        for member in named { owners[member.index] = parent }
        hosts[parent] = parent
      }
    }
  }

  /// Words that people also use as names of separate runs: they need a sibling that confirms them.
  private static let doubtful: Set<String> = ["test", "dev", "learn"]

  private mutating func foldRoleSuffixes() {
    for (parent, all) in children {
      // Usually no directory, even of thousands, is one of such a pair: this test is cheap.
      if !all.contains(where: { RoleWords.mayNameTraining(names[$0]) }) { continue }
      var stems: [ByteKey: [(index: Int, role: Role)]] = [:]
      for index in all where owners[index] == nil {
        guard let (stem, role) = RoleWords.ends(ofDirectory: names[index]) else { continue }
        stems[ByteKey(stem), default: []].append((index, role))
      }
      for (key, members) in stems {
        let stem = key.text
        guard members.contains(where: { $0.role == .train }),
          members.contains(where: { $0.role == .validation })
        else { continue }
        let path = stem.isEmpty ? parent : parent.appending(Array(stem.utf8))
        for member in members { owners[member.index] = path }
        hosts[path] = parent
      }
    }
  }

  // MARK: Putting runs together

  private func assembled() -> [LogicalRun] {
    var runs: [LogicalRun] = []
    var positions: [LogPath: Int] = [:]
    for index in directories.indices {
      let path = finalOwner(of: index)
      let position = positions[path, default: runs.count]
      if position == runs.count {
        positions[path] = position
        runs.append(
          LogicalRun(
            path: path, directory: hosts[path] ?? path, root: directories[index].root, members: []))
      }
      if directories[index].path == runs[position].directory {
        runs[position].sight = directories[index].sight
      }
      runs[position].members.append(Self.member(directories[index], of: path))
    }
    for index in runs.indices { runs[index].members.sort(by: Self.comesFirst) }
    return runs
  }

  /// The run that a directory belongs to in the end: the run it is joined to may be joined to
  /// another run.
  private func finalOwner(of index: Int) -> LogPath {
    var path = owners[index] ?? directories[index].path
    for _ in 0..<8 {
      guard let place = places[path], let next = owners[place] else { break }
      path = next
    }
    return path
  }

  private static func member(_ directory: RunDirectory, of run: LogPath) -> Member {
    let name = directory.path == run ? "" : name(of: directory.path, below: run)
    return Member(
      name: name, directory: directory.path, role: name.isEmpty ? nil : role(of: name),
      files: directory.files, copies: directory.copies, isWholeDirectory: directory.isWhole)
  }

  private static func name(of path: LogPath, below run: LogPath) -> String {
    let below =
      path.bytes.starts(with: run.bytes) ? Array(path.bytes.dropFirst(run.bytes.count)) : []
    let trimmed = Array(below.drop { $0 == UInt8(ascii: "/") })
    return trimmed.isEmpty || below.first != UInt8(ascii: "/")
      ? path.lastComponent.description : LogPath.escaped(trimmed.span)
  }

  private static func role(of name: String) -> Role? {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    return RoleWords.role(ofDirectory: last) ?? RoleWords.ends(ofDirectory: last)?.role
      ?? RoleWords.role(amongWordsOf: last)
  }

  private static func comesFirst(_ a: Member, _ b: Member) -> Bool {
    let (x, y) = (rank(a), rank(b))
    return x == y ? naturallyPrecedes(a.name, b.name) : x < y
  }

  private static func rank(_ member: Member) -> Int {
    if member.name.isEmpty { return 0 }
    return switch member.role {
    case .train: 1
    case .validation: 2
    case nil: 3
    }
  }
}
