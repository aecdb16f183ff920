import { cost } from './functions/cost.ts'
import { bytesOfText } from './go-bytes.ts'
import { equals, isLess } from './compare.ts'
import { printed, sprint, sprintf, sprintln } from './print.ts'
import { refuse } from './refuse.ts'
import { inexact, joined, sliced, textOf, type Text } from './text.ts'
import {
  isTrue,
  nil,
  originOf,
  shapeOf,
  typeName,
  type Call,
  type GoFunction,
  type GoValue,
} from './value.ts'

/**
 * The functions that text/template has of itself, but `and` and `or`, which decide what is evaluated.
 *
 * See https://pkg.go.dev/text/template#hdr-Functions.
 */
export const builtins: ReadonlyMap<string, GoFunction> = new Map(
  Object.entries({
    eq: comparison(['any'], (args) => {
      const [first = nil, ...others] = args
      if (others.length === 0) throw refuse('missing argument for comparison')
      return others.some((other) => equals(first, other))
    }),
    ne: comparison(['any', 'any'], ([left = nil, right = nil]) => !equals(left, right)),
    lt: comparison(['any', 'any'], ([left = nil, right = nil]) => isLess(left, right)),
    le: comparison(['any', 'any'], ([left = nil, right = nil]) => isLess(left, right) || equals(left, right)),
    gt: comparison(
      ['any', 'any'],
      ([left = nil, right = nil]) => !isLess(left, right) && !equals(left, right),
    ),
    ge: comparison(['any', 'any'], ([left = nil, right = nil]) => !isLess(left, right)),
    not: { params: ['any'], call: ([given = nil], call) => bool(!isTrue(given), call.made([given])) },
    len: { params: ['any'], call: ([given = nil], call) => int(lengthOf(given), lengthOrigin(given, call)) },
    index: {
      params: ['any'],
      rest: 'any',
      call: ([given = nil, ...keys], call) => indexed(given, keys, call),
    },
    print: { params: [], rest: 'any', call: (args, call) => spent(sprint(args), call) },
    println: { params: [], rest: 'any', call: (args, call) => spent(sprintln(args), call) },
    printf: {
      params: ['string'],
      rest: 'any',
      call: ([format = nil, ...args], call) => spent(sprintf(wholeText(format), args), call),
    },
    html: { params: [], rest: 'any', call: (args) => escaped(args, /[&<>"'\0]/gu, htmlOf) },
    js: { params: [], rest: 'any', call: (args) => escaped(args, /[^\x20-\x7e]|[\\'"<>&=]/gu, scriptOf) },
    urlquery: { params: [], rest: 'any', call: (args) => escaped(args, /[^\w.~-]+/gu, queryOf) },
    call: {
      params: ['any'],
      rest: 'any',
      call: ([given = nil]) => {
        if (given.kind === 'nil') throw refuse('call of nil')
        throw refuse(`non-function ${printed(given).value} of type ${typeName(given)}`)
      },
    },
  } satisfies Record<string, GoFunction>),
)

function comparison(params: GoFunction['params'], decide: (args: readonly GoValue[]) => boolean): GoFunction {
  return {
    params,
    ...(params.length === 1 ? { rest: 'any' as const } : {}),
    call: (args, call) => bool(decide(args), call.made(args)),
  }
}

function bool(value: boolean, origin: number): GoValue {
  return { kind: 'bool', value, origin }
}

function int(value: number, origin: number): GoValue {
  return { kind: 'int', type: 'int', value: BigInt(value), origin }
}

/** A text is as long as it says; a list is as long as it is, whatever its items say. */
function lengthOrigin(value: GoValue, call: Call): number {
  return value.kind === 'list' || value.kind === 'map'
    ? shapeOf([value], call.origins, call.site)
    : call.made([value])
}

function string(text: Text): GoValue {
  return { kind: 'string', text }
}

/** A text that counts for what a template may make. */
function spent(text: Text, call: Call): GoValue {
  call.spend(text.value.length + text.pieces.length * cost.piece)
  return string(text)
}

function wholeText(value: GoValue): Text {
  return value.kind === 'string' ? value.text : textOf('', 0)
}

function lengthOf(value: GoValue): number {
  switch (value.kind) {
    case 'string':
      return bytesOfText(value.text.value).length
    case 'bytes':
      return value.value.length
    case 'list':
      return value.items.length
    case 'map':
      return value.entries.size
    case 'nil':
      throw refuse('reflect: call of reflect.Value.Type on zero Value')
    default:
      throw refuse(`len of type ${typeName(value)}`)
  }
}

function indexed(value: GoValue, keys: readonly GoValue[], call: Call): GoValue {
  let found = value
  for (const key of keys) found = chosenBy(found, key, call)
  return found
}

/** An item by number or an entry by name. A key that isn't written decides what is found. */
function chosenBy(value: GoValue, key: GoValue, call: Call): GoValue {
  const found = itemAt(value, key)
  const decided = originOf(key, call.origins, call.site)
  const isWritten =
    key.kind !== 'string' ? decided === 0 || call.origins.step(decided) === 'literal' : isPlain(key)
  if (isWritten || found.kind === 'string' || found.kind === 'nil') return found
  const inputs = found.origin === 0 ? [] : [found.origin]
  const origin = call.origins.at('select', call.site, {
    inputs,
    under: call.origins.at('conditional', call.site, { inputs: [decided] }),
  })
  return { ...found, origin }
}

function isPlain(key: GoValue & { readonly kind: 'string' }): boolean {
  return key.text.pieces.every(({ written }) => written !== undefined)
}

function itemAt(value: GoValue, key: GoValue): GoValue {
  switch (value.kind) {
    case 'nil':
      throw refuse('index of untyped nil')
    case 'map': {
      if (key.kind === 'nil') throw refuse('value is nil; should be of type string')
      if (key.kind !== 'string') throw refuse(`value has type ${typeName(key)}; should be string`)
      return value.entries.get(key.text.value) ?? nil
    }
    case 'list': {
      const at = position(key, value.items.length)
      return value.items[at] ?? nil
    }
    case 'string': {
      const bytes = bytesOfText(value.text.value)
      const at = position(key, bytes.length)
      return { kind: 'int', type: 'uint8', value: BigInt(bytes[at] ?? 0), origin: 0 }
    }
    default:
      throw refuse(`can't index item of type ${typeName(value)}`)
  }
}

function position(key: GoValue, length: number): number {
  if (key.kind === 'nil') throw refuse('cannot index slice/array with nil')
  if (key.kind !== 'int') throw refuse(`cannot index slice/array with type ${typeName(key)}`)
  const at = Number(key.value)
  // Go lets the place behind the last pass, up to its room, and fails at the next step.
  if (at === length) throw refuse('reflect: slice index out of range')
  if (at < 0 || at > length) throw refuse(`index out of range: ${at}`)
  return at
}

/** What the values print, with some characters replaced. */
function escaped(args: readonly GoValue[], pattern: RegExp, instead: (found: string) => string): GoValue {
  const [only] = args
  const text = args.length === 1 && only?.kind === 'string' ? only.text : sprint(args)
  const parts: (Text | string)[] = []
  let at = 0
  for (const found of text.value.matchAll(pattern)) {
    parts.push(sliced(text, at, found.index), inexact(textOf(instead(found[0]), 0)))
    at = found.index + found[0].length
  }
  return string(at === 0 ? text : joined([...parts, sliced(text, at)]))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
  '\0': '\uFFFD',
}

function htmlOf(char: string): string {
  return entities[char] ?? char
}

function scriptOf(char: string): string {
  if (char === '\\' || char === "'" || char === '"') return `\\${char}`
  const code = char.codePointAt(0) ?? 0
  if (code > 0x7f && /[\p{L}\p{N}\p{P}\p{S}]/u.test(char)) return char
  return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`
}

function queryOf(chars: string): string {
  return encodeURIComponent(chars)
    .replaceAll(/[!'()*]/gu, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}
