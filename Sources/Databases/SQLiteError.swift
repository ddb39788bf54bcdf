/// What SQLite said went wrong.
package struct SQLiteError: Error {
  /// In its own words.
  package var message: String
}
