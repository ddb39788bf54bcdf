import Convergence
import Scalars

/// Judges the labelled cases of the benchmark, and measures what else is promised of the core.
///
///     (zcat curves.csv.gz; echo; cat cases.csv) | VerdictBenchmark verdicts > verdicts.jsonl
///
/// `verdicts` and `rules` write one JSON object a case (and rule); `spikes`, `online` and `timing`
/// print what they measured. `score_table.py` runs them all and prints the table.
@main
struct VerdictBenchmark {
  static func main() {
    let (curves, cases) = readBenchmark()
    switch CommandLine.arguments.dropFirst().first ?? "verdicts" {
    case "verdicts": writeVerdicts(curves, cases)
    case "rules": writeRules(curves, cases)
    case "spikes": measureSpikes(curves)
    case "online": measureStopping(curves)
    case "looks": writeLooks(curves, atMost: Int(CommandLine.arguments.last ?? "") ?? 60)
    case "timing": measureTimes(curves, cases)
    case let other: print("unknown measurement: \(other)")
    }
  }
}
