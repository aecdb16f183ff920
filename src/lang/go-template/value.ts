import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { pieceOrigin, type Text } from './text.ts'

/** What made a value; 0 where nothing of the user's did. A string's origins are those of its pieces. */
interface Common {
  readonly origin: OriginId
}

export interface GoNil extends Common {
  readonly kind: 'nil'
  /** Whether it is an interface that holds nothing, an entry of a map or list: its fields can't be asked for. */
  readonly held?: true
}
export interface GoBool extends Common {
  readonly kind: 'bool'
  readonly value: boolean
}
/** An integer of any of Go's types. Template literals are `int`, those of `--set` `int64`. */
export interface GoInt extends Common {
  readonly kind: 'int'
  readonly type: 'int' | 'int64' | 'int32' | 'uint8' | 'uint32' | 'uint64' | 'uint' | 'time.Duration'
  readonly value: bigint
}
/** Numbers of values files are all `float64`, as they come through JSON. */
export interface GoFloat extends Common {
  readonly kind: 'float'
  readonly value: number
}
export interface GoString {
  readonly kind: 'string'
  readonly text: Text
}
export interface GoBytes extends Common {
  readonly kind: 'bytes'
  readonly value: Uint8Array
}
export interface GoList extends Common {
  readonly kind: 'list'
  /** `[]interface {}` where it isn't said. */
  readonly type?: string
  readonly items: readonly GoValue[]
  readonly methods?: ReadonlyMap<string, GoFunction>
}
/** A map is one thing that several hold, and `set` and `unset` change it: the one mutable value. */
export interface GoMap extends Common {
  readonly kind: 'map'
  /** `map[string]interface {}` where it isn't said. */
  readonly type?: string
  readonly entries: Map<string, GoValue>
  readonly methods?: ReadonlyMap<string, GoFunction>
}
/** A struct of Go: `.Chart`, `.Capabilities`, a time, a version. */
export interface GoObject extends Common {
  readonly kind: 'object'
  readonly type: string
  readonly fields: ReadonlyMap<string, GoValue>
  readonly methods: ReadonlyMap<string, GoFunction>
  /** As `%v` prints it. */
  readonly printed: string
}

/** A value as Go's templates see it. Every value knows what made it. */
export type GoValue = GoNil | GoBool | GoInt | GoFloat | GoString | GoBytes | GoList | GoMap | GoObject

/**
 * Types of parameters, as the Go function declares them. A value of another type is refused, as text/template does;
 * only untyped number literals are made what is asked for. `list` is `[]interface {}`, `map` is `map[string]interface {}`.
 */
export type GoParam =
  | 'any'
  | 'string'
  | 'int'
  | 'int64'
  | 'float64'
  | 'bool'
  | 'list'
  | 'map'
  | 'strings'
  | 'time'

/** A function of templates. */
export interface GoFunction {
  readonly params: readonly GoParam[]
  /** The type of any number of further arguments; none are taken where it is missing. */
  readonly rest?: GoParam
  /** What it gives; stops with `refuse` from `./refuse.ts`, whose text is Go's own error without its place. */
  readonly call: (args: readonly GoValue[], call: Call) => GoValue
}

/** What a function knows of where it is called. */
export interface Call {
  readonly name: string
  readonly origins: Origins
  /** The action that calls. */
  readonly site: Span
  /** The innermost condition or loop around the call; 0 for none. */
  readonly under: OriginId
  /** The origin of what a function worked out from values: nothing where none of them has one. */
  made(from: readonly GoValue[]): OriginId
  /** Counts what is made, in characters or items; stops the template where it would be too much for a shared server. */
  spend(amount: number): void
}

export const nil: GoNil = { kind: 'nil', origin: 0 }

/** What made a value: for a string of several pieces, a template of them. */
export function originOf(value: GoValue, origins: Origins, site?: Span): OriginId {
  if (value.kind !== 'string') return value.origin
  const [first, second] = value.text.pieces
  if (first === undefined) return 0
  if (second !== undefined) return originOfPieces(value.text, origins, site)
  return conditioned(pieceOrigin(first, 0, origins), first.under, origins, site)
}

function originOfPieces({ pieces }: Text, origins: Origins, site: Span | undefined): OriginId {
  const found = new Set<OriginId>()
  const conditions = new Set<OriginId>()
  let start = 0
  for (const piece of pieces) {
    const origin = pieceOrigin(piece, start, origins)
    if (origin !== 0) found.add(origin)
    if (piece.under !== 0 && (origin === 0 || origins.under(origin) !== piece.under))
      conditions.add(piece.under)
    start = piece.end
  }
  const [only = 0, second] = found
  const under = conditionOf(conditions, origins)
  if (only === 0 || (second === undefined && site === undefined))
    return conditioned(only, under, origins, site)
  return origins.at('template', site ?? origins.site(only), { inputs: [...found], under })
}

/** An origin under a condition. What was not put out because of a condition says no more than that. */
function conditioned(origin: OriginId, under: OriginId, origins: Origins, site: Span | undefined): OriginId {
  if (origin === 0) return under
  if (under === 0 || origins.under(origin) === under) return origin
  return origins.at('conditional', site ?? origins.site(origin), { inputs: [origin], under })
}

/**
 * The origin of what hangs on which items or entries there are, or of which type they are, and not on what they say: none of them makes
 * it, all of them let it be.
 */
export function shapeOf(values: readonly GoValue[], origins: Origins, site: Span): OriginId {
  const inputs = [...new Set(values.map((value) => originOf(value, origins, site)))].filter(
    (one) => one !== 0,
  )
  if (inputs.length === 0) return 0
  return origins.at('shape', site, { under: origins.at('conditional', site, { inputs }) })
}

/** One condition for several. */
function conditionOf(conditions: ReadonlySet<OriginId>, origins: Origins): OriginId {
  const [first = 0, second] = conditions
  if (second === undefined) return first
  return origins.at('conditional', origins.site(first), { inputs: [...conditions] })
}

/** Whether `if` takes a value for true: everything but zero, the empty and nil. */
export function isTrue(value: GoValue): boolean {
  switch (value.kind) {
    case 'nil':
      return false
    case 'bool':
      return value.value
    case 'int':
      return value.value !== 0n
    case 'float':
      return value.value !== 0
    case 'string':
      return value.text.value !== ''
    case 'bytes':
      return value.value.length > 0
    case 'list':
      return value.items.length > 0
    case 'map':
      return value.entries.size > 0
    case 'object':
      return true
    default:
      return unreachable(value)
  }
}

/** The name of a value's type, as `%T` prints it. */
export function typeName(value: GoValue): string {
  switch (value.kind) {
    case 'nil':
      return '<nil>'
    case 'bool':
      return 'bool'
    case 'int':
      return value.type
    case 'float':
      return 'float64'
    case 'string':
      return 'string'
    case 'bytes':
      return '[]uint8'
    case 'list':
      return value.type ?? '[]interface {}'
    case 'map':
      return value.type ?? 'map[string]interface {}'
    case 'object':
      return value.type
    default:
      return unreachable(value)
  }
}
