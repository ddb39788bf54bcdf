import Glibc

/// The number of processors that are online, at least one.
let activeProcessors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
