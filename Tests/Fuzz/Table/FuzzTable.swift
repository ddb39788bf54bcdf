import FuzzCommandChecks

/// Called by libFuzzer with each input; a contradiction ends the process, so that libFuzzer keeps
/// the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  do { try tableCheck.run(input) } catch { fatalError("\(error)") }
  return 0
}
