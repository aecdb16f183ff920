import type { OriginId } from '../../kernel/origin.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import type { NumberNode, Operand } from './ast.ts'
import { refuse } from './refuse.ts'
import { typeName, type GoParam, type GoValue } from './value.ts'

/** Go's names of the types of parameters. */
const names: Readonly<Record<GoParam, string>> = {
  any: 'interface {}',
  string: 'string',
  int: 'int',
  int64: 'int64',
  float64: 'float64',
  bool: 'bool',
  list: '[]interface {}',
  map: 'map[string]interface {}',
  strings: '[]string',
  time: 'time.Time',
}

/** A number literal where no type is asked for: an int if it is written as one or as a character, else a float. */
export function constantOf({ int, float, form }: NumberNode, origin: OriginId): GoValue {
  if (form !== 'float' && int !== undefined) return { kind: 'int', type: 'int', value: int, origin }
  return { kind: 'float', value: float ?? 0, origin }
}

/**
 * A value as the argument for a parameter of a type, or a refusal. `literal` is the operand it was written as: a number
 * literal becomes what is asked for. `source` is the text it stands in.
 */
export function argumentOf(value: GoValue, type: GoParam, literal?: Operand, source = ''): GoValue {
  if (type === 'any')
    return value.kind === 'nil' && value.held === true ? { kind: 'nil', origin: value.origin } : value
  switch (literal?.kind) {
    case 'number':
      return numberFor(literal, value, type, source)
    case 'string':
      if (type !== 'string') throw unfit(type, literal, source)
      return value
    case 'bool':
      if (type !== 'bool') throw unfit(type, literal, source)
      return value
    case 'nil':
      return nilFor(value, type)
    default:
      return value.kind === 'nil' ? missingFor(value, type) : typed(value, type)
  }
}

function numberFor(literal: NumberNode, value: GoValue, type: GoParam, source: string): GoValue {
  const { origin } = value as GoValue & { readonly kind: 'int' | 'float' }
  if ((type === 'int' || type === 'int64') && literal.int !== undefined)
    return { kind: 'int', type, value: literal.int, origin }
  if (type === 'float64' && literal.float !== undefined)
    return { kind: 'float', value: literal.float, origin }
  throw unfit(type, literal, source)
}

/** What is written where a value of another type must stand. */
function unfit(type: GoParam, literal: Operand, source: string): unknown {
  const written = source.slice(literal.start, literal.end)
  const isWritable = type === 'string' || type === 'bool' || expected(type) !== names[type]
  return refuse(
    isWritable
      ? `expected ${expected(type)}; found ${written}`
      : `can't handle ${written} for arg of type ${names[type]}`,
  )
}

function expected(type: GoParam): string {
  return type === 'int' || type === 'int64' ? 'integer' : type === 'float64' ? 'float' : names[type]
}

function nilFor(value: GoValue, type: GoParam): GoValue {
  if (type === 'list' || type === 'map' || type === 'strings')
    return emptyOf(type, value.kind === 'nil' ? value.origin : 0)
  throw refuse(`cannot assign nil to ${names[type]}`)
}

/** Nothing where a map is asked for is a map that isn't there; of an interface that holds nothing no type can be had. */
function missingFor(value: GoValue & { readonly kind: 'nil' }, type: GoParam): GoValue {
  if (value.held === true) throw refuse(`wrong type for value; expected ${names[type]}; got interface {}`)
  if (type === 'list' || type === 'map' || type === 'strings') return emptyOf(type, value.origin)
  throw refuse(`invalid value; expected ${names[type]}`)
}

function emptyOf(type: 'list' | 'map' | 'strings', origin: OriginId): GoValue {
  return type === 'map'
    ? { kind: 'map', entries: new Map(), origin }
    : { kind: 'list', type: names[type], items: [], origin }
}

function typed(value: GoValue, type: Exclude<GoParam, 'any'>): GoValue {
  if (isOf(value, type)) return value
  throw refuse(`wrong type for value; expected ${names[type]}; got ${typeName(value)}`)
}

function isOf(value: GoValue, type: Exclude<GoParam, 'any'>): boolean {
  switch (type) {
    case 'string':
      return value.kind === 'string'
    case 'int':
    case 'int64':
      return value.kind === 'int' && value.type === type
    case 'float64':
      return value.kind === 'float'
    case 'bool':
      return value.kind === 'bool'
    case 'list':
    case 'strings':
      return value.kind === 'list' && (value.type ?? names.list) === names[type]
    case 'map':
      return value.kind === 'map' && (value.type ?? names.map) !== 'map[string]string'
    case 'time':
      return value.kind === 'object' && value.type === 'time.Time'
    default:
      return unreachable(type)
  }
}
