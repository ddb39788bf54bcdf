public import Convergence
import TextFormats

/// Why a verdict is what it is, in a sentence; with plain characters unless others are allowed.
public func reason(
  of judgement: Judgement, metric: MetricChoice?, unicode: Bool = false
) -> String {
  Sentences(judgement, metric: metric, numbers: ReadableNumbers(unicode: unicode)).reason
}
