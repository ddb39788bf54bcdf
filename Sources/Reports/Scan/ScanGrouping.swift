import TextFormats

/// Which runs of a scan form one row: those that differ only in a seed.
public enum ScanGrouping: Sendable {
  /// Runs whose names are equal after a function has removed part of the text.
  case name(@Sendable (String) -> String)
  /// Runs with the same values under these names: hyperparameters, or other fields of the record.
  case by([FieldName])
  /// Runs with the same hyperparameters, except these and those that only name the run.
  case over([FieldName])

  /// Hyperparameters that trainers set differently for every run, such as its name.
  private static let labels: Set<String> = [
    "data_seed", "experiment_name", "exp_name", "hub_model_id", "local_rank", "log_dir", "logdir",
    "logging_dir", "name", "output_dir", "run_id", "run_name", "save_dir",
  ]

  /// The names that at least one run must have.
  public var names: [FieldName] {
    switch self {
    case .name: []
    case .by(let names), .over(let names): names
    }
  }

  /// What the runs of a row have in common; nil if only names decide, or if the run has none of the
  /// values.
  func setup(of record: some ReadableRecord) -> String? {
    switch self {
    case .name: return nil
    case .by(let names):
      let values = names.map { Self.text(of: $0.find(in: record)) }
      if values.allSatisfy({ $0 == nil }) { return nil }
      return zip(names, values).map { "\($0.name)=\($1 ?? "-")" }.joined(separator: " ")
    case .over(let names):
      if names.allSatisfy({ Self.text(of: $0.find(in: record)) == nil }) { return nil }
      let left = Self.labels.union(names.map(\.name))
      let settings = record.settings.filter { setting in
        !left.contains(setting.name) && !left.contains(lastPart(of: setting.name))
      }
      return settings.map { setting in
        "\(setting.name)=\(Self.text(of: .value(FieldValue(hyperparameter: setting.value))) ?? "")"
      }.sorted().joined(separator: "\n")
    }
  }

  /// A value in six digits, so that a float and a double of the same number are equal; nil if there
  /// is none.
  private static func text(of finding: FieldName.Finding) -> String? {
    switch finding {
    case .value(.number(let number)):
      ReadableNumbers(unicode: false).value(number, digits: 6, trimmed: true)
    case .value(let value): value.exact
    case .missing, .unknown: nil
    }
  }

  private func lastPart(of name: String) -> String {
    name.split { $0 == "/" || $0 == "." }.last.map(String.init) ?? name
  }

  /// The key by which runs are grouped into rows.
  func key(of record: ScanRecord) -> String {
    if case .name(let rest) = self { return rest(record.run) }
    // A run without the values is a row by itself.
    return record.setup.map { "=" + $0 } ?? record.run
  }

  /// The name of a row of several runs.
  func name(of members: [ScanRecord]) -> String {
    switch self {
    case .name(let rest): rest(members[0].run)
    case .by: members[0].setup ?? ""
    case .over: groupName(commonText(members.map(\.run)))
    }
  }

  /// The common beginning and the common end of all names.
  private func commonText(_ names: [String]) -> String {
    func shared(_ names: [[Character]]) -> Int {
      let shortest = names.map(\.count).min() ?? 0
      return (0..<shortest).first { place in names.contains { $0[place] != names[0][place] } }
        ?? shortest
    }
    let names = names.map(Array.init)
    let start = shared(names)
    let end = shared(names.map { Array($0.dropFirst(start).reversed()) })
    return String(names[0].prefix(start)) + String(names[0].suffix(end))
  }
}
