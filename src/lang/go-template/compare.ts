import { byBytes } from './order.ts'
import { refuse } from './refuse.ts'
import { sprintf } from './sprintf.ts'
import { textOf } from './text.ts'
import { isTrue, typeName, type GoValue } from './value.ts'

type Basic = 'bool' | 'int' | 'float' | 'string'

/** `eq` of text/template: values of one basic kind, or nil with nil; whether the first equals any of the others. */
export function equals(left: GoValue, right: GoValue): boolean {
  const [a, b] = [basicOf(left), basicOf(right)]
  if (a !== b) {
    if (left.kind === 'nil' || right.kind === 'nil') return left.kind === right.kind
    throw incompatible(left, right)
  }
  if (a === undefined) return structural(left, right)
  return primitive(left) === primitive(right)
}

/** `lt` of text/template. */
export function isLess(left: GoValue, right: GoValue): boolean {
  const [a, b] = [basicOf(left), basicOf(right)]
  if (a === undefined || b === undefined) throw refuse('invalid type for comparison')
  if (a !== b) throw incompatible(left, right)
  if (left.kind === 'string' && right.kind === 'string') return byBytes(left.text.value, right.text.value) < 0
  if (left.kind === 'int' && right.kind === 'int') return left.value < right.value
  if (left.kind === 'float' && right.kind === 'float') return left.value < right.value
  throw refuse('invalid type for comparison')
}

function incompatible(left: GoValue, right: GoValue): Error {
  return refuse(`incompatible types for comparison: ${typeName(left)} and ${typeName(right)}`)
}

function basicOf(value: GoValue): Basic | undefined {
  switch (value.kind) {
    case 'bool':
    case 'int':
    case 'float':
    case 'string':
      return value.kind
    default:
      return undefined
  }
}

function primitive(value: GoValue): unknown {
  switch (value.kind) {
    case 'string':
      return value.text.value
    case 'bool':
    case 'int':
    case 'float':
      return value.value
    default:
      return undefined
  }
}

/** What isn't basic can't be compared, unless both are nothing. */
function structural(left: GoValue, right: GoValue): boolean {
  if (left.kind === 'nil' && right.kind === 'nil') return true
  if (left.kind === 'nil' || right.kind === 'nil')
    return !isTrue(left) && !isTrue(right) && left.kind === right.kind
  const printed = sprintf(textOf('%s', 0), [left]).value
  throw refuse(`non-comparable type ${printed}: ${typeName(right)}`)
}
