import { z } from 'zod'
import { namesIn, type Route } from './route.ts'

/** What came with a request, as it came. */
export interface Raw {
  readonly named: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly body: unknown
}

export type ReadInput =
  | { readonly kind: 'input'; readonly value: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'invalid'
      readonly errors: readonly { readonly path: string; readonly message: string }[]
    }

/** What reads a route's input from its path, its query (of a GET) or its body (of the others); nothing else is taken. */
export function inputReader(route: Route): (raw: Raw) => ReadInput {
  const schema = z.strictObject(route.input.shape)
  const kinds = kindsOf(route)
  const inPath = new Set(namesIn(route.path))
  return ({ named, query, body }) => {
    const rest = route.method === 'GET' ? fromQuery(query, kinds) : (body ?? {})
    if (typeof rest !== 'object' || rest === null || Array.isArray(rest))
      return { kind: 'invalid', errors: [{ path: '', message: 'The body is no JSON object.' }] }
    const twice = Object.keys(rest).find((name) => inPath.has(name))
    if (twice !== undefined)
      return { kind: 'invalid', errors: [{ path: twice, message: 'This stands in the path already.' }] }
    const read = schema.safeParse({ ...rest, ...named })
    if (read.success) return { kind: 'input', value: read.data }
    return {
      kind: 'invalid',
      errors: read.error.issues.map((one) => ({ path: one.path.join('.'), message: one.message })),
    }
  }
}

type Kind = 'text' | 'number' | 'boolean' | 'list'

/** A query says everything as texts: what they stand for is told by the schema. */
function kindsOf(route: Route): ReadonlyMap<string, Kind> {
  const { properties = {} } = z.toJSONSchema(route.input, { io: 'input', unrepresentable: 'any' })
  return new Map(
    Object.entries(properties).map(([name, one]): [string, Kind] => {
      const type = typeof one === 'object' ? one.type : undefined
      if (type === 'integer' || type === 'number') return [name, 'number']
      if (type === 'boolean') return [name, 'boolean']
      return [name, type === 'array' ? 'list' : 'text']
    }),
  )
}

function fromQuery(query: Raw['query'], kinds: ReadonlyMap<string, Kind>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(query).map(([name, texts]) => [name, meant(kinds.get(name) ?? 'text', texts)]),
  )
}

/** What can't be meant stays what it is, and is refused by the schema. */
function meant(kind: Kind, texts: readonly string[]): unknown {
  if (kind === 'list') return texts
  const [text = '', ...more] = texts
  if (more.length > 0) return texts
  if (kind === 'number') return /^-?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : text
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return text
}

/** What is wrong with a reply, when it isn't what the route promises; for tests. */
export function replyFault(route: Route, reply: unknown): string | undefined {
  // What is undefined is left out on the wire.
  const read = route.reply.safeParse(JSON.parse(JSON.stringify(reply)))
  return read.success ? undefined : `${route.id}: ${z.prettifyError(read.error)}`
}
