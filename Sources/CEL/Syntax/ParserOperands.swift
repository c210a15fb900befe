// What operators stand between: literals, names, calls, selections, indexes, lists, maps.
extension Parser {
  mutating func member() -> SyntaxTree.NodeID {
    let start = token.start
    return postfix(primary(), from: start)
  }

  /// Everything that may follow an operand: `.name`, `.name(…)`, `.?name`, `[index]`, `[?index]`, `{field: …}`.
  mutating func postfix(_ operand: SyntaxTree.NodeID, from start: Int) -> SyntaxTree.NodeID {
    var operand = operand
    while true {
      switch token.kind {
      case .dot: operand = selection(of: operand, from: start)
      case .leftBracket: operand = indexing(of: operand, from: start)
      case .leftBrace:
        guard let name = tree.qualifiedName(operand) else { return operand }
        operand = message(.string(name), from: start)
      default: return operand
      }
    }
  }

  private mutating func selection(of operand: SyntaxTree.NodeID, from start: Int) -> SyntaxTree.NodeID {
    advance()
    let question = token.offsets
    let isOptional = take(.question)
    let focus = token.offsets
    let field: SyntaxTree.NameID
    switch token.kind {
    case .identifier, .reserved: field = name()
    case .quotedIdentifier:
      let inner = focus.lowerBound + 1..<focus.upperBound - 1
      var hash = NameHash()
      for byte in bytes[inner] { hash.add(byte) }
      field = name(inner, hash: hash.value)
    case .in, .true, .false, .null:
      complain("\(found) cannot name a field", focus, fix: "write '`\(String(decoding: bytes[focus], as: UTF8.self))`'")
      advance()
      return flaw()
    default:
      complain("expected a field's or a function's name after '.', found \(found)", focus)
      return flaw()
    }
    let isQuoted = token.kind == .quotedIdentifier
    advance()
    if isOptional {
      noteOptional(question.lowerBound..<previousEnd)
    } else if token.kind == .leftParenthesis, !isQuoted {
      let arguments = self.arguments()
      return call(field, receiver: operand, arguments, from: start, focus: focus)
    }
    return add(.select(operand, field, isOptional ? .optional : .value), start..<previousEnd, focus: focus)
  }

  private mutating func indexing(of operand: SyntaxTree.NodeID, from start: Int) -> SyntaxTree.NodeID {
    let open = token.offsets
    advance()
    let question = token.offsets
    let isOptional = take(.question)
    if isOptional { noteOptional(question) }
    let index = expression()
    close(.rightBracket, "]", opened: open)
    return add(
      .index(operand, index, isOptional: isOptional), start..<previousEnd, focus: open.lowerBound..<previousEnd)
  }

  mutating func noteOptional(_ offsets: Range<Int>) {
    if tree.optionalSyntax == nil { tree.optionalSyntax = offsets }
  }

  private mutating func primary() -> SyntaxTree.NodeID {
    let offsets = token.offsets
    switch token.kind {
    case .leftParenthesis:
      advance()
      let inner = expression()
      close(.rightParenthesis, ")", opened: offsets)
      return inner
    case .leftBracket: return list()
    case .leftBrace: return map()
    case .dot:
      advance()
      guard token.kind == .identifier else {
        complain("expected a name after '.', found \(found)", token.offsets)
        return flaw()
      }
      return name(from: offsets.lowerBound, isRooted: true)
    case .identifier: return name(from: offsets.lowerBound, isRooted: false)
    case .reserved:
      complain("\(found) is a reserved word and cannot be used as a name", offsets)
      advance()
      return flaw()
    case .quotedIdentifier:
      complain("a name in backquotes can only select a field", offsets)
      advance()
      return flaw()
    case .true: return literal(.bool(true))
    case .false: return literal(.bool(false))
    case .null: return literal(.null)
    case .int, .uint, .double: return number(negativeFrom: nil)
    case .string:
      do throws(Literal.Flaw) {
        return literal(.string(try Literal.string(bytes, offsets)))
      } catch { return flawed(error) }
    case .bytes:
      do throws(Literal.Flaw) {
        return literal(.bytes(BytesValue(try Literal.octets(bytes, offsets))))
      } catch { return flawed(error) }
    case .invalid:
      advance()
      return flaw()
    default:
      complain("expected a value, found \(found)", offsets)
      // Closing brackets and commas are where an enclosing rule goes on; operators are passed over, so that what
      // follows them is read as what was meant.
      var hasSkipped = false
      while token.kind.precedence > 0 || token.kind == .question {
        advance()
        hasSkipped = true
      }
      return hasSkipped && token.kind.startsValue ? primary() : flaw()
    }
  }

  private mutating func literal(_ value: Value) -> SyntaxTree.NodeID {
    let offsets = token.offsets
    advance()
    return tree.addConstant(value, offsets)
  }

  private mutating func flawed(_ flaw: Literal.Flaw) -> SyntaxTree.NodeID {
    complain(flaw.message, flaw.offsets)
    advance()
    return self.flaw()
  }

  /// The number at hand, perhaps with a minus before it.
  mutating func number(negativeFrom minus: Int?) -> SyntaxTree.NodeID {
    let digits = bytes[token.offsets]
    let isNegative = minus != nil
    do throws(Literal.Flaw) {
      let value: Value =
        switch token.kind {
        case .int: .int(try Literal.integer(digits, isNegative: isNegative))
        case .uint: .uint(try Literal.unsigned(digits))
        default: .double(try Literal.double(digits, isNegative: isNegative))
        }
      let offsets = (minus ?? token.start)..<token.end
      advance()
      return tree.addConstant(value, offsets)
    } catch {
      return flawed(error)
    }
  }

  private mutating func name(from start: Int, isRooted: Bool) -> SyntaxTree.NodeID {
    let focus = token.offsets
    let name = self.name()
    advance()
    if token.kind == .leftParenthesis {
      let arguments = self.arguments()
      let receiver = isRooted ? SyntaxTree.rootReceiver : SyntaxTree.noReceiver
      return call(name, receiver: receiver, arguments, from: start, focus: focus)
    }
    return add(.identifier(name, isRooted: isRooted), start..<previousEnd, focus: focus)
  }

  /// `(a, b)`: no trailing comma here.
  private mutating func arguments() -> SyntaxTree.Children {
    let open = token.offsets
    advance()
    let mark = waitingCount
    if take(.rightParenthesis) { return collected(from: mark) }
    repeat {
      let argument = expression()
      wait(argument)
    } while take(.comma)
    close(.rightParenthesis, ")", opened: open)
    return collected(from: mark)
  }

  private mutating func list() -> SyntaxTree.NodeID {
    let open = token.offsets
    advance()
    let mark = waitingCount
    // A lone comma is an empty list in both reference implementations.
    if token.kind == .comma {
      advance()
    } else {
      while token.kind != .rightBracket, token.kind != .endOfInput {
        let element = entry()
        wait(element)
        guard take(.comma) else { break }
      }
    }
    close(.rightBracket, "]", opened: open)
    return add(.list(collected(from: mark)), open.lowerBound..<previousEnd, focus: open.lowerBound..<previousEnd)
  }

  private mutating func map() -> SyntaxTree.NodeID {
    let open = token.offsets
    advance()
    let mark = waitingCount
    if token.kind == .comma {
      advance()
    } else {
      while token.kind != .rightBrace, token.kind != .endOfInput {
        let key = entry()
        wait(key)
        var value: SyntaxTree.NodeID?
        if take(.colon) {
          value = expression()
        } else {
          complain("expected ':' and the key's value, found \(found)", token.offsets)
        }
        wait(value ?? flaw())
        guard take(.comma) else { break }
      }
    }
    close(.rightBrace, "}", opened: open)
    return add(.map(collected(from: mark)), open.lowerBound..<previousEnd, focus: open.lowerBound..<previousEnd)
  }

  /// `e` or `?e`.
  private mutating func entry() -> SyntaxTree.NodeID {
    let question = token.offsets
    guard take(.question) else { return expression() }
    noteOptional(question)
    let value = expression()
    return add(.optionalEntry(value), question.lowerBound..<previousEnd, focus: question.lowerBound..<previousEnd)
  }

  private mutating func message(_ name: Value, from start: Int) -> SyntaxTree.NodeID {
    let focus = start..<previousEnd
    let open = token.offsets
    advance()
    let mark = waitingCount
    while token.kind != .rightBrace, token.kind != .endOfInput {
      if token.kind == .question {
        noteOptional(token.offsets)
        advance()
      }
      let field = token.offsets
      guard token.kind == .identifier || token.kind == .reserved || token.kind == .quotedIdentifier else {
        complain("expected a field's name, found \(found)", field)
        break
      }
      advance()
      wait(tree.addConstant(.string(String(decoding: bytes[field], as: UTF8.self)), field))
      guard take(.colon) else {
        complain("expected ':' and the field's value, found \(found)", token.offsets)
        break
      }
      let value = expression()
      wait(value)
      guard take(.comma) else { break }
    }
    if (waitingCount - mark) % 2 == 1 { wait(flaw()) }
    close(.rightBrace, "}", opened: open)
    return add(.message(tree.addText(name), collected(from: mark)), start..<previousEnd, focus: focus)
  }

  /// Takes the closing bracket; where something else stands there, complains and goes on behind the bracket.
  private mutating func close(_ kind: Token.Kind, _ text: String, opened: Range<Int>) {
    if take(kind) { return }
    let isUnclosed = token.kind == .endOfInput
    complain(
      isUnclosed
        ? "this bracket is not closed: expected '\(text)'"
        : "expected ',' or '\(text)', found \(found)", isUnclosed ? opened : token.offsets)
    var open = 0
    while token.kind != .endOfInput {
      switch token.kind {
      case .leftParenthesis, .leftBracket, .leftBrace: open += 1
      case .rightParenthesis, .rightBracket, .rightBrace:
        if open == 0 {
          if token.kind == kind { advance() }
          return
        }
        open -= 1
      default: break
      }
      advance()
    }
  }
}
