import { z } from 'zod'
import { Problem, problems, type ProblemCode } from './problem.ts'
import { namesIn, type Route } from './route.ts'

type Json = Readonly<Record<string, unknown>>

/** The description of the API as OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.0 */
export function openApi(routes: readonly Route[], version: string): Json {
  const paths = new Map<string, Record<string, Json>>()
  for (const one of routes) {
    const path = one.path.replaceAll(/:(\w+)/gu, '{$1}')
    const operations = paths.get(path) ?? {}
    operations[one.method.toLowerCase()] = operationOf(one)
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
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, which begins with `plb_`.' },
        session: { type: 'apiKey', in: 'cookie', name: 'plumbline_session' },
      },
    },
  }
}

function operationOf(route: Route): Json {
  const input = schemaOf(route.input, 'input') as {
    readonly properties?: Readonly<Record<string, Json>>
    readonly required?: readonly string[]
  }
  const inPath = new Set(namesIn(route.path))
  const named = Object.entries(input.properties ?? {})
  const rest = named.filter(([name]) => !inPath.has(name))
  const isRequired = (name: string): boolean => input.required?.includes(name) ?? false
  const parameters = named
    .filter(([name]) => inPath.has(name) || route.method === 'GET')
    .map(([name, schema]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: inPath.has(name) || isRequired(name),
      schema,
    }))
  const hasBody = route.method !== 'GET' && rest.length > 0
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.id.split('.')[0]],
    'x-permission': route.permission,
    ...(route.permission === 'anyone' ? { security: [] } : { security: [{ token: [] }, { session: [] }] }),
    parameters: [...parameters, ...(route.method === 'GET' ? [] : [idempotencyKey])],
    ...(hasBody ? { requestBody: bodyOf(rest, isRequired) } : {}),
    responses: responsesOf(route),
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 200 },
  description: 'The same key with the same request gives the first answer again, and does nothing twice.',
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

function responsesOf(route: Route): Json {
  const codes = refusalsOf(route)
  const statuses = [...new Set(codes.map((code) => problems[code].status))].toSorted((a, b) => a - b)
  return {
    200: {
      description: 'Good.',
      content: { 'application/json': { schema: schemaOf(route.reply, 'output') } },
    },
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
export function refusalsOf({ permission, method, path }: Route): readonly ProblemCode[] {
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
    'request/too-many',
    'server/failed',
    'server/unavailable',
  ]
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<string, unknown>
  const { $schema: _, ...rest } = made
  return withoutBounds(rest) as Json
}

/** Bounds of what JavaScript can count say nothing about the API. */
function withoutBounds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBounds)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== Number.MAX_SAFE_INTEGER && one !== Number.MIN_SAFE_INTEGER)
      .map(([name, one]) => [name, withoutBounds(one)]),
  )
}
