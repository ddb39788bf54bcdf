import Glibc

/// A count that threads raise, and wait for to lower it.
///
/// One of the few files with unsafe code: the system's locks must not be moved.
@safe public final class Semaphore: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var count: Int

  /// Creates a semaphore with an initial count.
  public init(_ count: Int = 0) {
    self.count = count
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    // A clock that never goes back, so that a wait is never longer than asked for.
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(condition, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Adds to the count: each unit lets one waiter pass, now or later.
  public func signal(_ times: Int = 1) {
    unsafe pthread_mutex_lock(mutex)
    count += times
    if times == 1 {
      unsafe pthread_cond_signal(condition)
    } else {
      unsafe pthread_cond_broadcast(condition)
    }
    unsafe pthread_mutex_unlock(mutex)
  }

  /// Waits to pass.
  public func wait() {
    unsafe pthread_mutex_lock(mutex)
    while count == 0 { unsafe pthread_cond_wait(condition, mutex) }
    count -= 1
    unsafe pthread_mutex_unlock(mutex)
  }

  /// Passes if no waiting is needed.
  public func tryWait() -> Bool {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    if count == 0 { return false }
    count -= 1
    return true
  }

  /// Waits at most `milliseconds` to pass; false on a timeout.
  @discardableResult
  public func wait(milliseconds: Int) -> Bool {
    var end = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &end)
    let nanoseconds = end.tv_nsec + milliseconds % 1_000 * 1_000_000
    end.tv_sec += milliseconds / 1_000 + nanoseconds / 1_000_000_000
    end.tv_nsec = nanoseconds % 1_000_000_000
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while count == 0 {
      if unsafe pthread_cond_timedwait(condition, mutex, &end) == ETIMEDOUT { break }
    }
    if count == 0 { return false }
    count -= 1
    return true
  }
}
