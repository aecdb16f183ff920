import { z } from 'zod'
import { Problem, problems, type ProblemCode } from './problem.ts'
import { namesIn, type Route } from './route.ts'

type Json = Readonly<Record<string, unknown>>
/** Schemas that have names, by their names. */
type Named = Map<string, unknown>

/** The description of the API as OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.0 */
export function openApi(routes: readonly Route[], version: string): Json {
  const named: Named = new Map([['Problem', schemaOf(Problem, 'output', new Map())]])
  const paths = new Map<string, Record<string, Json>>()
  for (const one of routes) {
    const path = one.path.replaceAll(/:(\w+)/gu, '{$1}')
    const operations = paths.get(path) ?? {}
    operations[one.method.toLowerCase()] = operationOf(one, named)
    paths.set(path, operations)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Plumbline',
      version,
      description: 'What the console, the command line and agents ask the server.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries([...named].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, which begins with `plb_`.' },
        session: { type: 'apiKey', in: 'cookie', name: 'plumbline_session' },
      },
    },
  }
}

function operationOf(route: Route, known: Named): Json {
  const input = schemaOf(route.input, 'input', known) as {
    readonly properties?: Readonly<Record<string, Json>>
    readonly required?: readonly string[]
  }
  const inPath = new Set(namesIn(route.path))
  const named = Object.entries(input.properties ?? {})
  const isInQuery = route.method === 'GET' || route.body !== undefined
  const rest = isInQuery ? [] : named.filter(([name]) => !inPath.has(name))
  const isRequired = (name: string): boolean => input.required?.includes(name) ?? false
  const parameters = named
    .filter(([name]) => inPath.has(name) || isInQuery)
    .map(([name, schema]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: inPath.has(name) || isRequired(name),
      schema,
    }))
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.id.split('.')[0]],
    'x-permission': route.permission,
    ...(route.permission === 'anyone' ? { security: [] } : { security: [{ token: [] }, { session: [] }] }),
    parameters: [
      ...parameters,
      ...(isInQuery ? [] : [idempotencyKey]),
      ...(isReread(route) ? [ifNoneMatch] : []),
    ],
    ...(rest.length > 0 ? { requestBody: bodyOf(rest, isRequired) } : {}),
    ...(route.body === undefined ? {} : { requestBody: documentOf(route.body, known) }),
    responses: responsesOf(route, known),
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 200 },
  description: 'The same key with the same request gives the first answer again, and does nothing twice.',
}

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description:
    'The ETag of an answer that is still at hand; when it is still right, 304 without a body is the answer.',
}

/** Asked again and again, and mostly still the same. */
function isReread(route: Route): boolean {
  return route.method === 'GET' && mediaOf(route) === 'application/json'
}

function bodyOf(rest: readonly (readonly [string, Json])[], isRequired: (name: string) => boolean): Json {
  const required = rest.map(([name]) => name).filter(isRequired)
  const schema = {
    type: 'object',
    properties: Object.fromEntries(rest),
    ...(required.length === 0 ? {} : { required }),
  }
  return { required: required.length > 0, content: { 'application/json': { schema } } }
}

function documentOf(body: z.ZodType, known: Named): Json {
  const schema = schemaOf(body, 'input', known)
  return { required: !body.safeParse(undefined).success, content: { 'application/json': { schema } } }
}

function responsesOf(route: Route, known: Named): Json {
  const codes = refusalsOf(route)
  const statuses = [...new Set(codes.map((code) => problems[code].status))].toSorted((a, b) => a - b)
  return {
    200: {
      description: 'Good.',
      content: { [mediaOf(route)]: { schema: schemaOf(route.reply, 'output', known) } },
    },
    ...(isReread(route)
      ? { 304: { description: 'It is still what the ETag in If-None-Match stands for.' } }
      : {}),
    ...Object.fromEntries(
      statuses.map((status) => [
        String(status),
        {
          description: codes
            .filter((code) => problems[code].status === status)
            .map((code) => `\`${code}\`: ${problems[code].title}`)
            .join(' '),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
  }
}

/** Every code that a route may answer with. */
export function refusalsOf({ id, permission, method, path }: Route): readonly ProblemCode[] {
  return [
    'request/invalid',
    ...(permission === 'anyone' ? [] : (['request/unauthenticated'] as const)),
    ...(permission === 'anyone' || permission === 'signed-in' ? [] : (['request/forbidden'] as const)),
    ...(path.includes(':') ? (['request/not-found'] as const) : []),
    ...(method === 'GET'
      ? []
      : ([
          'request/cross-site',
          'request/conflict',
          'request/too-large',
          'request/wrong-media',
          'request/key-reused',
        ] as const)),
    ...(id.startsWith('states.') && method !== 'GET' ? (['request/locked'] as const) : []),
    ...(id.startsWith('states.') ? (['server/not-set-up'] as const) : []),
    'request/too-many',
    'server/failed',
    'server/unavailable',
  ]
}

/** A stream of events is said by the schema of one event. */
function mediaOf({ path }: Route): string {
  return path.endsWith('/stream') ? 'text/event-stream' : 'application/json'
}

/** A schema without those that have names: these are put beside it, once each. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', known: Named): Json {
  const made = moved(z.toJSONSchema(schema, { io, unrepresentable: 'any' })) as Readonly<
    Record<string, unknown>
  >
  const { $schema: _, $defs = {}, id, ...rest } = made
  for (const [name, one] of Object.entries($defs as Json)) known.set(name, withoutId(one))
  if (typeof id !== 'string') return rest
  known.set(id, rest)
  return { $ref: `#/components/schemas/${id}` }
}

function withoutId(schema: unknown): unknown {
  const { id: _, ...rest } = schema as Readonly<Record<string, unknown>>
  return rest
}

/** References to where the named ones stand here; and bounds of what JavaScript can count say nothing about the API. */
function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved)
  if (typeof value === 'string') return value.replace(/^#\/\$defs\//u, '#/components/schemas/')
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== Number.MAX_SAFE_INTEGER && one !== Number.MIN_SAFE_INTEGER)
      .map(([name, one]) => [name, moved(one)]),
  )
}
