// The parts of this module follow.
