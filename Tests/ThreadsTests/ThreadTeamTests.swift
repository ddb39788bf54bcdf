import Synchronization
import Testing
import Threads

@Suite("Threads of our own")
struct ThreadTeamTests {
  @Test("Every thread does the work once, and all is done after joining")
  func all() {
    let done = Counter()
    let team = ThreadTeam(8) { done.add() }
    team.join()
    #expect(done.value == team.count)
    team.join()
  }

  @Test("A team of none needs no thread")
  func none() {
    let done = Counter()
    let team = ThreadTeam(0) { done.add() }
    team.join()
    #expect(team.count == 0 && done.value == 0)
  }

  @Test("A semaphore lets as many pass as it was raised")
  func passes() {
    let semaphore = Semaphore(2)
    #expect(semaphore.tryWait() && semaphore.tryWait() && !semaphore.tryWait())
    let passed = Counter()
    let team = ThreadTeam(4) {
      semaphore.wait()
      passed.add()
    }
    semaphore.signal(3)
    semaphore.signal()
    team.join()
    #expect(passed.value == team.count)
  }

  @Test("Waiting for a while ends without a signal, and at once with one")
  func timed() {
    let semaphore = Semaphore()
    let clock = ContinuousClock()
    let vain = clock.measure { #expect(!semaphore.wait(milliseconds: 30)) }
    #expect(vain >= .milliseconds(29))
    let team = ThreadTeam(1) { semaphore.signal() }
    if team.count == 1 {
      let short = clock.measure { #expect(semaphore.wait(milliseconds: 60_000)) }
      #expect(short < .seconds(30))
    }
  }

  private final class Counter: Sendable {
    private let count = Atomic(0)
    var value: Int { count.load(ordering: .acquiring) }
    func add() { count.wrappingAdd(1, ordering: .acquiringAndReleasing) }
  }
}
