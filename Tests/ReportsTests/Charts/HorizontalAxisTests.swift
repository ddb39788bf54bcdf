import Reports
import Scalars
import Testing

@Suite("What the horizontal axis counts")
struct HorizontalAxisTests {
  private let points = (0...10).map {
    Point(step: Int64($0) * 100, wallTime: 1_000 + Double($0) * 60, value: 1)
  }

  @Test("Steps, seconds since the start, and the time of day")
  func kinds() {
    let point = points[3]
    #expect(HorizontalAxis.step.position(of: point) == 300)
    #expect(HorizontalAxis(.time, along: points).position(of: point) == 180)
    #expect(HorizontalAxis(.wall, along: points).position(of: point) == 1_180)
  }

  @Test("Steps between points and beyond them lie on straight lines")
  func interpolation() {
    let axis = HorizontalAxis(.time, along: points)
    #expect(axis.position(ofStep: 150) == 90)
    #expect(axis.position(ofStep: 1_500) == 900)
    #expect(axis.position(ofStep: -100) == -60)
  }

  @Test("Epochs are read off the run's own epoch series")
  func epochs() {
    let epochs = [0, 1, 2].map { Point(step: Int64($0) * 500, wallTime: 0, value: Double($0)) }
    let axis = HorizontalAxis(.epoch, along: points, epochs: epochs)
    #expect(axis.position(of: points[5]) == 1)
    #expect(axis.position(ofStep: 750) == 1.5)
  }

  @Test("What a run does not have is not counted: steps are")
  func missing() {
    let untimed = points.map { Point(step: $0.step, wallTime: .nan, value: $0.value) }
    #expect(HorizontalAxis(.time, along: untimed).kind == .step)
    #expect(HorizontalAxis(.epoch, along: points).kind == .step)
  }

  @Test("Steps that repeat or go back do not break the axis")
  func unordered() {
    let epochs = [0, 1, 1, 0, 2, 3].map {
      Point(step: Int64($0) * 100, wallTime: 0, value: Double($0))
    }
    let axis = HorizontalAxis(.epoch, along: points, epochs: epochs)
    #expect(axis.position(ofStep: 250) == 2.5)
  }
}
