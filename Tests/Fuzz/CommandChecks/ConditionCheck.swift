/// Reads conditions and lists of columns, and applies them to two records.
public let conditionCheck = CommandCheck([
  { @Sendable text in
    let condition = String(decoding: text, as: UTF8.self)
    try Command(
      ["merge", "part.jsonl", "-f", "jsonl", "--where", condition], file: Array(records.utf8)
    ).checkLines()
  },
  { @Sendable text in
    let columns = String(decoding: text, as: UTF8.self)
    _ = try Command(
      ["merge", "part.jsonl", "-f", "csv", "--columns", columns, "--sort", columns],
      file: Array(records.utf8))
  },
])

private let records =
  [
    #"{"schema":2,"run":"a","verdict":"converged","metric":"loss","direction":"min","best":0.5,"#
      + #""best_step":10,"last":0.6,"last_step":20,"points":20,"hyperparameters":{"lr":"0.1"},"#
      + #""tags":{"loss":{"last":0.6,"min":0.5,"max":2}},"flags":["spikes"]}"#,
    #"{"schema":2,"run":"b","verdict":"diverged","metric":"loss","direction":"min","best":null,"#
      + #""last":null,"points":3,"hyperparameters":{"lr":"x","a b":"1e400"},"tags":{},"flags":[]}"#,
  ].joined(separator: "\n") + "\n"
