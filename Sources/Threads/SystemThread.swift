import Glibc
import Scalars

/// A thread of the operating system, which may refuse to create one.
///
/// One of the few files with unsafe code: a new thread gets its work through a pointer.
struct SystemThread: Sendable {
  private let number: pthread_t

  /// The size of a thread's stack in bytes: address space, of which only the used part becomes
  /// memory.
  private static let stackSize = 2 << 20

  /// Starts a thread that does `work` and ends.
  ///
  /// - Throws: the system's error if it does not create a thread, such as at the limit of
  /// processes, or if a container's filter refuses the call.
  init(_ work: @escaping @Sendable () -> Void) throws(SystemError) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, Self.stackSize)
    let box = unsafe Unmanaged.passRetained(Work(work))
    var number = pthread_t()
    let usual = Self.holdSignals()
    let code = unsafe pthread_create(
      &number, &attributes,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      }, unsafe box.toOpaque())
    Self.release(usual)
    if code != 0 {
      unsafe box.release()
      throw SystemError(number: code)
    }
    self.number = number
  }

  /// Waits until the thread has done its work; call this once.
  func join() { pthread_join(number, nil) }

  /// The work of a thread, stored where a pointer can refer to it.
  private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Blocks signals for the thread that is about to be created, so that the main thread gets them
  /// all.
  private static func holdSignals() -> sigset_t {
    var held = sigset_t()
    unsafe sigfillset(&held)
    // These signals report a fault of the thread itself.
    for fault in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT] {
      unsafe sigdelset(&held, fault)
    }
    var usual = sigset_t()
    unsafe pthread_sigmask(SIG_SETMASK, &held, &usual)
    return usual
  }

  private static func release(_ usual: sigset_t) {
    var usual = usual
    unsafe pthread_sigmask(SIG_SETMASK, &usual, nil)
  }
}
