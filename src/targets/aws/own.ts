import type { Data } from '../../kernel/edit.ts'
import type { ObservationFailure } from '../../model/observation.ts'
import { errorName, sentence } from './errors.ts'
import { as, textAt } from './facts.ts'
import type { Found, Listed } from './listed.ts'
import { pagesOf } from './pages.ts'
import type { Ask, Detail, Facts, Reply, TypeTable } from './table.ts'

/** All resources of a type by the service's own API, put into the shape of the registry. */
export async function byOwnApi(ask: Ask, table: TypeTable): Promise<Listed> {
  try {
    const items = await pagesOf(ask, table.service, table.list)
    const all = await Promise.all(items.map((item) => described(ask, table, item)))
    const there = all.filter((one) => one !== undefined)
    return {
      kind: 'listed',
      resources: there.map(({ found }) => found),
      failures: there.flatMap(({ failures }) => failures),
    }
  } catch (error) {
    return { kind: 'failed', why: sentence(error), cause: error }
  }
}

interface Described {
  readonly found: Found
  readonly failures: readonly ObservationFailure[]
}

async function described(ask: Ask, table: TypeTable, item: Data): Promise<Described | undefined> {
  const facts: Record<string, Data | undefined> = { item }
  const refused = new Map<string, unknown>()
  // A later question may need the answer to an earlier one.
  for (const [name, detail] of Object.entries(table.details)) {
    try {
      facts[name] = await detailed(ask, table, detail, facts)
    } catch (error) {
      refused.set(name, error)
    }
  }
  if (table.where !== undefined && !table.where(facts)) return undefined
  return shaped(table, facts, refused)
}

async function detailed(ask: Ask, table: TypeTable, detail: Detail, facts: Facts): Promise<Reply> {
  try {
    return await ask(table.service, detail.operation, detail.input(facts))
  } catch (error) {
    if (detail.nothing?.includes(errorName(error)) === true) return {}
    throw error
  }
}

function shaped(table: TypeTable, facts: Facts, refused: ReadonlyMap<string, unknown>): Described {
  const properties: Record<string, Data> = {}
  const known: string[] = []
  const fields = Object.entries(table.properties).map(
    ([path, from]) => [path, typeof from === 'string' ? as(from) : from] as const,
  )
  for (const [path, property] of fields) {
    if (property.from.some((fact) => refused.has(fact))) continue
    known.push(path.split('.')[0] ?? path)
    const value = property.make(facts)
    if (value !== undefined && value !== null) put(properties, path.split('.'), value)
  }
  const unread = fields.filter(([, { from }]) => from.some((fact) => refused.has(fact)))
  const hidden = new Set(unread.map(([path]) => path.split('.')[0]))
  const identifier = identifierOf(table, facts)
  const failures = [...refused].map(([fact, error]) => {
    const names = unread.flatMap(([path, { from }]) => (from.includes(fact) ? [path] : []))
    return { what: `${table.type} ${identifier} ${names.join(', ')}`.trim(), why: sentence(error) }
  })
  return {
    found: { identifier, properties, known: known.filter((one) => !hidden.has(one)) },
    failures,
  }
}

function identifierOf({ identifier }: TypeTable, facts: Facts): string {
  const [fact = ''] = identifier.split('.')
  return textAt(facts[fact], identifier.slice(fact.length + 1))
}

function put(into: Record<string, Data>, [key = '', ...rest]: readonly string[], value: Data): void {
  if (rest.length === 0) {
    into[key] = value
    return
  }
  const inner: Record<string, Data> = { ...(into[key] as Readonly<Record<string, Data>> | undefined) }
  put(inner, rest, value)
  into[key] = inner
}
