import Glibc

/// The processors that are on line, at least one.
let activeProcessors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

/// How many threads may each have two descriptors open, at least one.
var threadsThatMayOpenFiles: Int {
  let limit = Int(sysconf(Int32(_SC_OPEN_MAX)))
  // Where there is no limit, -1 is said.
  return limit < 0 ? .max : max(1, (limit - 3) / 2)
}
