/// A value of the expression language. At most 24 bytes: scalars and text inline, all else behind one final class.
///
/// ```swift
/// let value: Value = ["name": "Ada", "ages": [36, 1.5, .null]]
/// value.description  // {'name': 'Ada', 'ages': [36, 1.5, null]}
/// value["ages"]?[0]  // 36
/// ```
public enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes(BytesValue)
  case timestamp(Timestamp)
  case duration(Duration)
  case list(ListValue)
  case map(MapValue)
  case object(ObjectValue)
  case type(TypeValue)
  case optional(OptionalValue)
  case opaque(OpaqueValue)
}
