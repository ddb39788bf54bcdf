import Foundation
import TestSupport
import Testing

/// When the answer advises to change the learning rate, and when it does not.
@Suite("The learning rate is diagnosed")
struct LearningRateAnswerTests {
  private typealias Series = LoggedTraining.Series

  private func answer(
    rate: @escaping (Double) -> Double, loss: @escaping (Double) -> Double, noise: Double = 0.01
  ) throws -> [String: String] {
    try LoggedTraining(
      series: [
        Series("train/loss") { loss(Double($0) / 200) + noise * $1 },
        Series("train/learning_rate") { point, _ in rate(Double(point) / 200) },
      ]
    ).values()
  }

  @Test("At the loss of guessing among ten classes, at a high rate that never fell: lower it")
  func guessing() throws {
    let values = try answer(rate: { _ in 0.1 }, loss: { 2.3026 + 0.5 * exp(-70 * $0) })
    #expect(values["verdict"] == "plateaued")
    #expect(values["reason"]?.contains("at a learning rate of 0.1 that has never fallen") == true)
    #expect(values["reason"]?.contains("close to ln(10)") == true)
    #expect(values["next"]?.hasPrefix("Lower the learning rate (0.1)") == true)
  }

  @Test("Little progress at a high rate that never fell is no convergence")
  func stuck() throws {
    let values = try answer(rate: { _ in 0.1 }, loss: { 2.05 + 0.3 * exp(-20 * $0) })
    #expect(values["verdict"] == "plateaued")
    #expect(values["next"]?.hasPrefix("Lower the learning rate (0.1)") == true)
  }

  @Test("A fall that is as steady as slow, at a tiny rate: raise it")
  func tiny() throws {
    let steady = try answer(rate: { _ in 1e-7 }, loss: { 2.2 - 0.12 * $0 })
    #expect(steady["verdict"] == "improving")
    #expect(steady["next"]?.contains("raise the learning rate (1e-7)") == true)
    let still = try answer(rate: { 1e-6 * (1 - 0.9 * $0) }, loss: { 2.2 - 0.01 * $0 })
    #expect(still["verdict"] == "plateaued")
    #expect(still["next"]?.hasPrefix("Raise the learning rate (1e-6)") == true)
  }

  @Test("Trainings that go as they should are told nothing of their rate")
  func healthy() throws {
    let answers = [
      try answer(rate: { 2e-4 * (1 - $0) }, loss: { 1.2 + 1.5 * exp(-5 * $0) }),
      try answer(rate: { _ in 2e-4 }, loss: { 1.25 + 0.35 * exp(-15 * $0) }),
      try answer(rate: { _ in 0.1 }, loss: { 0.6 + 1.7 * exp(-11 * $0) }),
      try answer(rate: { _ in 1e-3 }, loss: { 1.386 + 3 * exp(-30 * $0) }),
    ]
    for values in answers {
      #expect(values["next"]?.lowercased().contains("learning rate (") == false)
    }
  }
}
