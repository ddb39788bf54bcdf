// The suites of this module are nested in this one.
