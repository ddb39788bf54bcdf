import Scalars

/// A training curve of the benchmark: its columns as series.
struct Curve {
  var train: [Point] = []
  var validation: [Point] = []
  var learningRate: [Point] = []
  var epoch: [Point] = []
}

/// A curve cut at a step, with what hindsight says of it.
struct Case {
  var curve: String
  var source: String
  var isValidation: Bool
  var cutoff: Double
  var label: String
}

/// Reads `curves.csv`, up to an empty line, and then `cases.csv`, from standard input.
func readBenchmark() -> (curves: [String: Curve], cases: [Case]) {
  var curves: [String: Curve] = [:]
  _ = readLine()
  var current = (id: "", curve: Curve())
  while let line = readLine(), !line.isEmpty {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    if fields[0] != current.id {
      curves[current.id] = current.curve
      current = (String(fields[0]), Curve())
    }
    guard let time = Double(fields[1]) else { continue }
    func point(_ text: Substring) -> Point? {
      // As an event file would hold it: an integer step, a float32 value.
      Double(text).map { Point(step: Int64(time), wallTime: time, value: Double(Float($0))) }
    }
    if let point = point(fields[2]) { current.curve.train.append(point) }
    if let point = point(fields[3]) { current.curve.validation.append(point) }
    if let point = point(fields[4]) { current.curve.learningRate.append(point) }
    if let point = point(fields[5]) { current.curve.epoch.append(point) }
  }
  curves[current.id] = current.curve
  _ = readLine()
  var cases: [Case] = []
  while let line = readLine() {
    // id, group, source, series, cut-off, label; only the group may hold anything odd.
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count >= 6, let cutoff = Double(fields[fields.count - 2]) else { continue }
    cases.append(
      Case(
        curve: String(fields[0]), source: String(fields[fields.count - 4]),
        isValidation: fields[fields.count - 3] == "val", cutoff: cutoff,
        label: String(fields[fields.count - 1])))
  }
  return (curves, cases)
}
