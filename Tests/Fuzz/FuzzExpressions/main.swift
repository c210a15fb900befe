import CEL
import Diagnostics
import FuzzSupport

// Expressions from any bytes, through the parser, the checker and the evaluator: once with declared types, once with
// nothing known of them, plain and traced.
unsafe fuzz { start, count in
  let text = unsafe String(decoding: bytes(start, count), as: UTF8.self)
  let typed = Workbench.typed.judge(text)
  let dynamic = Workbench.dynamic.judge(text)
  let unchecked = Workbench.unchecked.judge(text)
  if let typed, let dynamic { requireSame(typed, dynamic, "the declared types change the result") }
  if let dynamic, let unchecked { requireSame(dynamic, unchecked, "checking changes the result") }
  return 0
}
