/// The messages of event files, encoded as writers encode them.
extension ProtobufMessage {
  /// An Event with a wall time and a step, zero fields left out, and whatever `build` adds.
  public static func event(
    step: Int64 = 0, wallTime: Double? = nil, _ build: (inout ProtobufMessage) -> Void = { _ in }
  ) -> ProtobufMessage {
    ProtobufMessage { event in
      let wallTime = wallTime ?? 1000 + Double(step)
      if wallTime.bitPattern != 0 { event.double(1, wallTime) }
      if step != 0 { event.signed(2, step) }
      build(&event)
    }
  }

  /// An Event with a summary of the given values.
  public static func summary(
    step: Int64 = 0, wallTime: Double? = nil, _ values: [ProtobufMessage]
  ) -> ProtobufMessage {
    event(step: step, wallTime: wallTime) { event in
      event.message(5) { summary in
        for value in values { summary.message(1, value) }
      }
    }
  }

  /// An Event that tells the file's version.
  public static func version(
    _ text: String = "brain.Event:2", step: Int64 = 0, wallTime: Double = 999
  ) -> ProtobufMessage {
    event(step: step, wallTime: wallTime) { $0.text(3, text) }
  }

  /// An Event that says that a session began (1), stopped (2) or saved (3).
  public static func session(
    _ status: UInt64, step: Int64, wallTime: Double? = nil
  ) -> ProtobufMessage {
    event(step: step, wallTime: wallTime) { $0.message(7) { $0.number(1, status) } }
  }

  /// A `Summary.Value` with a `simple_value`.
  public static func simple(_ tag: String, _ value: Float) -> ProtobufMessage {
    ProtobufMessage {
      $0.text(1, tag)
      $0.float(2, value)
    }
  }

  /// A `Summary.Value` with a tensor, and metadata unless `plugin` and `dataClass` are `nil`.
  public static func tensorValue(
    _ tag: String, _ tensor: ProtobufMessage, plugin: String? = "scalars",
    dataClass: UInt64? = nil, pluginContent: [UInt8]? = nil
  ) -> ProtobufMessage {
    ProtobufMessage {
      $0.text(1, tag)
      $0.message(8, tensor)
      if plugin != nil || dataClass != nil {
        $0.message(9, .metadata(plugin: plugin, dataClass: dataClass, content: pluginContent))
      }
    }
  }

  /// A `SummaryMetadata`.
  public static func metadata(
    plugin: String?, dataClass: UInt64? = nil, displayName: String? = nil,
    content: [UInt8]? = nil
  ) -> ProtobufMessage {
    ProtobufMessage {
      if plugin != nil || content != nil {
        $0.message(1) {
          if let plugin { $0.text(1, plugin) }
          if let content { $0.field(2, content) }
        }
      }
      if let displayName { $0.text(2, displayName) }
      if let dataClass { $0.number(4, dataClass) }
    }
  }

  /// A `TensorProto` of a type and shape (none if `nil`), with whatever values `build` adds.
  public static func tensor(
    type: UInt64, shape: [Int64]? = [], _ build: (inout ProtobufMessage) -> Void = { _ in }
  ) -> ProtobufMessage {
    ProtobufMessage {
      if type != 0 { $0.number(1, type) }
      if let shape {
        $0.message(2) {
          for size in shape { $0.message(2) { $0.signed(1, size) } }
        }
      }
      build(&$0)
    }
  }

  /// A float32 tensor of rank 0, as TensorFlow 2 and Keras write scalars.
  public static func tensor(_ value: Float) -> ProtobufMessage {
    tensor(type: 1) { $0.packed(5, [value]) }
  }
}
