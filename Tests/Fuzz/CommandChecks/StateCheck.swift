/// Reads what trainers write as JSON, a trainer's state and logs of a value a line, and what they
/// print.
public let stateCheck = CommandCheck(
  ["hf", "llamafactory", "mmengine", "ray", "text"].map { source in
    { @Sendable state in
      try Command(["scan", "--from", source, "-", "-f", "jsonl", "-j", "1"], input: state)
        .checkLines()
    }
  } + [
    { @Sendable state in
      _ = try Command(["export", "--from", "hf", "-", "--wide", "-j", "1"], input: state)
    }
  ])
