import { unreachable } from '../../../kernel/unreachable.ts'
import type { Cause } from '../../../kernel/value.ts'
import { divide, formatNumber, negate, parseNumber, type Num } from '../number.ts'
import { boolType, dynamicType, listOf, mapOf, numberType, stringType, type Type } from '../types.ts'
import { bool, nullOf, number, object, string, tuple, typeOf, unknown, type Val } from '../value.ts'
import { terraform111, type LanguageVersion } from '../version.ts'
import { callFunction } from './call.ts'
import type { FunctionContext } from './function.ts'
import { functionNamed } from './index.ts'

/** What the tests' unknown values wait for. */
export const waiting: Cause = { kind: 'computed', what: 'terraform_data.x.id' }

const because = [waiting]
const known = { notNull: true }

/** The names that the tests' calls may use for values that are not known or marked. */
const names: Readonly<Record<string, Val>> = {
  any: unknown(dynamicType, because),
  text: unknown(stringType, because),
  amount: unknown(numberType, because),
  flag: unknown(boolType, because),
  texts: unknown(listOf(stringType), because, known),
  named: unknown(mapOf(stringType), because, known),
  secret: string('s', 0, 1),
  ephemeral: string('e', 0, 2),
  true: bool(true),
  false: bool(false),
  null: nullOf(dynamicType),
}

/** A context in which no file can be read. */
export function contextOf(version: LanguageVersion): FunctionContext {
  const missing = { kind: 'problem', summary: 'Error in function call', detail: 'no file' } as const
  return {
    version,
    readFile: () => missing,
    fileOrigin: () => 0,
    sourceOf: () => undefined,
    fileExists: () => false,
    filesBelow: () => missing,
    renderTemplate: () => missing,
    decodeVariables: (text) => (text === '' ? object(new Map()) : missing),
    workingFolder: undefined,
    overriding: (winner) => winner,
  }
}

/**
 * For tests: what a call with written arguments gives, as `value : type` with the marks behind, or the problem as
 * `summary: detail`. Calls, lists, objects, strings without templates, numbers and the names above may be written.
 */
export function asked(call: string, version: LanguageVersion = terraform111): string {
  const reader: Reader = { text: call, at: 0, version, problem: undefined }
  const value = expression(reader)
  return reader.problem ?? told(value)
}

/** A value as `asked` says it. */
export function told(value: Val): string {
  const marks = [
    ...((value.marks & 1) === 0 ? [] : ['sensitive']),
    ...((value.marks & 2) === 0 ? [] : ['ephemeral']),
  ]
  return [`${shown({ ...value, marks: 0 })} : ${typeText(typeOf(value))}`, ...marks].join(', ')
}

interface Reader {
  readonly text: string
  at: number
  readonly version: LanguageVersion
  problem: string | undefined
}

function expression(reader: Reader): Val {
  const left = operand(reader)
  if (!took(reader, '/')) return left
  return number(divide(amountOf(left), amountOf(operand(reader))) as Num)
}

function operand(reader: Reader): Val {
  if (took(reader, '-')) return number(negate(amountOf(operand(reader))))
  if (took(reader, '[')) return tuple(separated(reader, ']', expression))
  if (took(reader, '{')) return object(new Map(separated(reader, '}', item)))
  const literal = taken(reader, /"(?:[^"\\]|\\.)*"/uy)
  if (literal !== undefined) return string(JSON.parse(literal) as string)
  const digits = taken(reader, /[0-9]+(?:\.[0-9]+)?(?:e[0-9]+)?/uy)
  if (digits !== undefined) return number(parseNumber(digits) ?? 0)
  const name = taken(reader, /[a-z_:0-9]+/iuy) ?? ''
  if (took(reader, '(')) return called(reader, name)
  return names[name] ?? nullOf(dynamicType)
}

function called(reader: Reader, name: string): Val {
  const args = separated(reader, ')', expression)
  const fn = functionNamed(name, reader.version)
  const result = 'kind' in fn ? fn : callFunction(fn, args, contextOf(reader.version), name)
  if (result.kind !== 'problem') return result
  reader.problem ??= `${result.summary}: ${result.detail}`
  return names['null'] ?? nullOf(dynamicType)
}

function item(reader: Reader): readonly [string, Val] {
  const key = taken(reader, /[a-z_0-9]+/iuy) ?? ''
  took(reader, '=')
  return [key, expression(reader)]
}

function separated<One>(reader: Reader, end: string, read: (reader: Reader) => One): One[] {
  const all: One[] = []
  while (!took(reader, end)) {
    all.push(read(reader))
    took(reader, ',')
  }
  return all
}

function took(reader: Reader, token: string): boolean {
  while (reader.text[reader.at] === ' ') reader.at++
  if (!reader.text.startsWith(token, reader.at)) return false
  reader.at += token.length
  return true
}

function taken(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)?.[0]
  reader.at += found?.length ?? 0
  return found
}

function amountOf(value: Val): Num {
  return value.kind === 'number' ? value.value : 0
}

function shown(value: Val): string {
  if (value.kind !== 'unknown' && value.marks !== 0) return '(marked)'
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value)
    case 'number':
      return formatNumber(value.value)
    case 'bool':
      return String(value.value)
    case 'null':
      return 'null'
    case 'unknown':
      return '?'
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.items.map(shown).join(', ')}]`
    case 'map':
    case 'object':
      return `{${[...value.entries].map(([key, entry]) => `${key} = ${shown(entry)}`).join(', ')}}`
    default:
      return unreachable(value)
  }
}

function typeText(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${typeText(type.element)})`
    case 'tuple':
      return `tuple(${type.elements.map(typeText).join(', ')})`
    case 'object':
      return `object(${[...type.attributes].map(([name, one]) => `${name} ${typeText(one)}`).join(', ')})`
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return type.kind
    default:
      return unreachable(type)
  }
}
