import type { Random } from '../random.ts'

/** A constant as it is written in tfvars, in JSON, in a default or in `-var`. */
export type Constant =
  | null
  | boolean
  | number
  | string
  | readonly Constant[]
  | { readonly [key: string]: Constant }

/** A type constraint of a variable together with a way to make values for it. */
export interface Shape {
  readonly text: string
  /** A value that converts to the type; sometimes written another way than the type says. */
  readonly value: (source: Random) => Constant
}

/** A random type constraint, so many levels deep. */
export function shape(source: Random, depth: number): Shape {
  if (depth <= 0 || source.oneIn(3)) return source.pick(primitives)
  const make = source.pick([listShape, setShape, mapShape, objectShape, objectShape, tupleShape])
  return make(source, depth - 1)
}

/** Writes a constant in HCL. */
export function hcl(value: Constant): string {
  if (Array.isArray(value)) return `[${(value as readonly Constant[]).map(hcl).join(', ')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(
      ([key, one]) => `${/^[a-z_]+$/u.test(key) ? key : quoted(key)} = ${hcl(one)}`,
    )
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
  }
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value)
}

/** Writes text as a quoted template that yields it unchanged. */
export function quoted(value: string): string {
  return JSON.stringify(value).replaceAll(/[$%](?=\{)/gu, '$&$&')
}

/** Writes a constant as JSON whose strings yield themselves when read as templates. */
export function jsonTemplate(value: Constant): string {
  return JSON.stringify(value).replaceAll(/[$%](?=\{)/gu, '$&$&')
}

const primitives: readonly Shape[] = [
  {
    text: 'string',
    value: (source) =>
      source.pick([
        'a',
        '',
        'two words',
        'é',
        '🇳🇱',
        'a"b\\c',
        'line\nbreak',
        '${x}',
        '%{x}',
        5,
        true,
        null,
        'x.y/z',
        '007',
      ]),
  },
  {
    text: 'number',
    value: (source) => source.pick([0, 1, -5, 1.5, '12', 1e21, 0.1, null, 9007199254740992]),
  },
  { text: 'bool', value: (source) => source.pick([true, false, 'true', 'false', null]) },
  {
    text: 'any',
    value: (source) =>
      source.pick<Constant>([1, 'a', true, null, [1, 'x'], { k: [] }, [], {}, { a: { b: null } }]),
  },
]

function listShape(source: Random, depth: number): Shape {
  const element = shape(source, depth)
  return { text: `list(${element.text})`, value: (from) => several(from, element) }
}

function setShape(source: Random, depth: number): Shape {
  const element = shape(source, depth)
  return { text: `set(${element.text})`, value: (from) => several(from, element) }
}

function mapShape(source: Random, depth: number): Shape {
  const element = shape(source, depth)
  return {
    text: `map(${element.text})`,
    value: (from) => Object.fromEntries(keys(from).map((key) => [key, element.value(from)])),
  }
}

function tupleShape(source: Random, depth: number): Shape {
  const elements = Array.from({ length: source.below(3) }, () => shape(source, depth))
  return {
    text: `tuple([${elements.map((one) => one.text).join(', ')}])`,
    value: (from) => elements.map((one) => one.value(from)),
  }
}

function objectShape(source: Random, depth: number): Shape {
  const attributes = ['a', 'b', 'c_d'].slice(0, 1 + source.below(3)).map((name) => {
    const inner = shape(source, depth)
    const kind = source.pick(['required', 'optional', 'default'] as const)
    const fallback = kind === 'default' ? `, ${hcl(inner.value(source))}` : ''
    return {
      name,
      kind,
      inner,
      text: `${name} = ${kind === 'required' ? inner.text : `optional(${inner.text}${fallback})`}`,
    }
  })
  return {
    text: `object({ ${attributes.map((one) => one.text).join(', ')} })`,
    value: (from) => {
      const written = attributes.filter((one) => one.kind === 'required' || !from.oneIn(2))
      const entries = written.map(
        (one) => [one.name, one.kind !== 'required' && from.oneIn(4) ? null : one.inner.value(from)] as const,
      )
      return Object.fromEntries(from.oneIn(5) ? [...entries, ['extra', 1] as const] : entries)
    },
  }
}

function several(source: Random, element: Shape): readonly Constant[] {
  return Array.from({ length: source.below(4) }, () => element.value(source))
}

function keys(source: Random): readonly string[] {
  return ['b', 'a', 'x.y/z', 'B', 'é', '10', '9'].filter(() => source.oneIn(3))
}
