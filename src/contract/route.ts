import type { z } from 'zod'
import type { Plain } from './nouns.ts'
import type { Permission } from './permission.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One thing that the server can be asked. Names in the path, the query (of a GET) and the JSON body (of the others)
 * are one flat input.
 */
export interface Route<Input extends z.ZodRawShape = z.ZodRawShape, Reply extends z.ZodType = z.ZodType> {
  /** What it is called in the API's description and in the console, such as `findings.accept`. */
  readonly id: string
  readonly method: Method
  /** Names stand in it as `:project`. */
  readonly path: string
  readonly permission: Permission
  readonly summary: string
  readonly input: z.ZodObject<Input>
  readonly reply: Reply
  /** The body where it is a document of its own: what is left of the input then stands in the query. */
  readonly body?: z.ZodType
}

/** Makes a route out of its parts, keeping the types of its input and reply. */
export function route<Input extends z.ZodRawShape, Reply extends z.ZodType>(
  parts: Route<Input, Reply>,
): Route<Input, Reply> {
  return parts
}

/** What a caller gives a route. */
export type InputOf<One extends Route> = z.input<One['input']>

/** What a handler is given: the input with its defaults. */
export type AskedOf<One extends Route> = Frozen<z.output<One['input']>>

/** What a route answers with. */
export type ReplyOf<One extends Route> = Frozen<z.output<One['reply']>>

/** A type in which nothing can be changed, at any depth. */
export type Frozen<What> = Plain extends What
  ? What
  : What extends readonly (infer Item)[]
    ? readonly Frozen<Item>[]
    : What extends object
      ? { readonly [Name in keyof What]: Frozen<What[Name]> }
      : What

/** The names in a route's path. */
export function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/:(\w+)/gu)].map(([, name = '']) => name)
}

/** The address of a route for an input: path, and query for a GET. What is left over is the body. */
export function addressOf(
  { method, path, body }: Pick<Route, 'method' | 'path' | 'body'>,
  input: Readonly<Record<string, unknown>>,
): { readonly url: string; readonly body: Readonly<Record<string, unknown>> | undefined } {
  const named = new Set(namesIn(path))
  const filled = path.replaceAll(/:(\w+)/gu, (_, name: string) => encodeURIComponent(textOf(input[name])))
  const rest = Object.entries(input).filter(([name, value]) => !named.has(name) && value !== undefined)
  if (method !== 'GET' && body === undefined) return { url: filled, body: Object.fromEntries(rest) }
  const query = new URLSearchParams(
    rest.flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, textOf(one)]),
    ),
  ).toString()
  return { url: query === '' ? filled : `${filled}?${query}`, body: undefined }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(value)
}
