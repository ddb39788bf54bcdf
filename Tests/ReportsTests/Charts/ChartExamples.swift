import Reports
import TestSupport

import func Foundation.exp

/// Charts of generated runs, the same on every machine.
enum ChartExamples {
  static func train(points: Int = 600, floor: Double = 0.2) -> ChartSeries {
    var random = SeededRandom(seed: 7)
    let steps = (1...points).map { Double($0 * 10) }
    let values = steps.map { step in
      (floor + 2.4 * exp(-step / 900) + 8 * exp(-step / 90)) * (1 + 0.04 * random.nextGaussian())
    }
    return ChartSeries(name: "train", role: .train, positions: steps, values: values)
  }

  static func overfitting() -> ChartSeries {
    let steps = (1...60).map { Double($0 * 100) }
    let values = steps.map { 0.55 + 2 * exp(-$0 / 700) + 0.00012 * $0 }
    return ChartSeries(name: "eval", role: .validation, positions: steps, values: values)
  }

  /// Overfitting: train falls, eval rises again, with a best step.
  static func overfit(axis: HorizontalAxis.Kind = .step) -> Chart {
    var options = ChartOptions()
    options.title = "sft-overfit"
    options.summary = "eval/loss rises since step 3,300 while train/loss falls."
    options.axis = axis
    let eval = overfitting()
    var annotations = ChartAnnotations()
    let best = eval.values.indices.min { eval.values[$0] < eval.values[$1] } ?? 0
    annotations.marks = [
      ChartMark(
        .best, x: eval.positions[best], y: eval.values[best], label: "best 2,600 · 0.9107")
    ]
    annotations.learningRate = ChartSeries(
      name: "lr", role: .train, positions: eval.positions,
      values: eval.positions.map { $0 < 600 ? $0 / 600 * 2e-4 : 2e-4 * (1 - ($0 - 600) / 5_400) })
    return Chart([eval, train()], options: options, annotations: annotations)
  }

  /// Divergence: an explosion, then NaN; three marks close to one another.
  static func diverged(logarithmic: Bool = false) -> Chart {
    var series = train(points: 420, floor: 0.7)
    for index in 300..<420 {
      let age = Double(index - 300)
      series.values[index] = index < 342 ? series.values[index] + exp(age / 8) / 10 : .nan
    }
    let steps = (1...42).map { Double($0 * 100) }
    let eval = ChartSeries(
      name: "eval", role: .validation, positions: steps,
      values: steps.map { $0 > 3_400 ? .nan : 0.8 + 2 * exp(-$0 / 800) })
    var annotations = ChartAnnotations()
    annotations.marks = [
      ChartMark(.firstSign, x: 2_790, label: "train/grad_norm 8 × its median"),
      ChartMark(.best, x: 3_400, y: eval.values[33], label: "best 3,400 · 0.8286"),
      ChartMark(.nonFinite, x: 3_420, label: "NaN from 3,420"),
      ChartMark(.resume, x: 1_200, label: "resumed 1,200"),
    ]
    var options = ChartOptions()
    options.title = "sft-lr3e-3"
    options.logarithmic = logarithmic
    return Chart([eval, series], options: options, annotations: annotations)
  }

  /// Improving, with a forecast.
  static func improving() -> Chart {
    var annotations = ChartAnnotations()
    let train = train(points: 418, floor: 1.6)
    annotations.forecast = ChartForecast(
      from: ChartPoint(x: 4_180, y: train.values[417]), to: ChartPoint(x: 6_000, y: 1.55),
      low: 1.45, high: 1.65, hue: 0)
    return Chart([train], options: ChartOptions(), annotations: annotations)
  }

  /// Eight runs to be compared.
  static func compared() -> Chart {
    let series = (0..<8).map { number in
      let steps = (1...60).map { Double($0 * 100) }
      return ChartSeries(
        name: "run_\(number)", role: .compared(number), positions: steps,
        values: steps.map { 0.5 + 0.02 * Double(number) + 2 * exp(-$0 / Double(500 + 90 * number)) }
      )
    }
    return Chart(series, options: ChartOptions())
  }
}
