import Glibc

/// The processors that are on line, at least one.
let activeProcessors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
