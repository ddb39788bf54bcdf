/// An error that SQLite reported.
package struct SQLiteError: Error {
  /// Its error message.
  package var message: String
}
