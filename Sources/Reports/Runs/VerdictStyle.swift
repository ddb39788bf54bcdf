public import Convergence

extension Verdict {
  /// The mark before the verdict's word, so that color is never the only sign.
  public func glyph(unicode: Bool) -> String {
    switch self {
    case .converged: unicode ? "✓" : "ok"
    case .plateaued: "~"
    case .improving: unicode ? "↘" : "v"
    case .diverged, .overfitting: unicode ? "✗" : "X"
    case .worsening: unicode ? "↗" : "/"
    case .undecidable, .tooLittleData: "?"
    }
  }

  /// Green is good, red is bad, yellow means: look at it.
  public var style: TextStyle {
    switch self {
    case .converged, .improving: .green
    case .diverged, .overfitting: .red
    case .plateaued, .worsening, .undecidable: .yellow
    case .tooLittleData: .dim
    }
  }

  /// Mark and word, in color: `✓ converged`.
  public func label(for terminal: Terminal) -> StyledText {
    StyledText("\(glyph(unicode: terminal.unicode)) \(rawValue)", style)
  }
}

extension Judgement {
  /// How sure the verdict is, in a word: high, medium or low.
  public var confidenceWord: String { Reports.confidenceWord(confidence) }
}

/// How sure a verdict is, in a word: high, medium or low.
func confidenceWord(_ confidence: Double) -> String {
  switch confidence {
  case 0.85...: "high"
  case 0.65..<0.85: "medium"
  default: "low"
  }
}
