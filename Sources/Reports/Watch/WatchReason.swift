public import Convergence

/// Why a verdict is what it is, in a sentence with plain characters.
public func reason(of judgement: Judgement, metric: MetricChoice?) -> String {
  Sentences(judgement, metric: metric, numbers: ReadableNumbers(unicode: false)).reason
}
