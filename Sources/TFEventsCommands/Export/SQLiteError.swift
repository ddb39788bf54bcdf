/// What SQLite said went wrong.
struct SQLiteError: Error {
  var message: String
}
