import { decodeJson } from '../../../lang/hcl/functions/encoding/json-decode.ts'
import { object, string, tuple, type Outline, type Val, type ValOf } from '../../../lang/hcl/value.ts'

/** Attributes of a statement block and the keys that they have in the document. */
const lists: readonly (readonly [key: string, attribute: string])[] = [
  ['Action', 'actions'],
  ['NotAction', 'not_actions'],
  ['Resource', 'resources'],
  ['NotResource', 'not_resources'],
]

/**
 * The document as a value, each part with the origin of the line that says it, also where some of it isn't known.
 * Undefined where a document that is merged in can't be looked into.
 */
export function policyOutline(value: ValOf<'object'>): Outline | undefined {
  const merged = ['source_json', 'source_policy_documents'].map((name) => documents(value.entries.get(name)))
  const overriding = ['override_policy_documents', 'override_json'].map((name) =>
    documents(value.entries.get(name)),
  )
  const all = [...merged, [ownStatements(value)], ...overriding]
  const statements: Val[] = []
  for (const some of all) {
    if (some === undefined) return undefined
    for (const one of some.flat()) place(statements, one)
  }
  const entries = new Map<string, Val>([
    ['Version', part(value, 'version') ?? string('2012-10-17')],
    ['Statement', tuple(statements, value.origin)],
  ])
  return { kind: 'json', value: object(entries, value.origin) }
}

/** A statement with a sid replaces an earlier one with the same. */
function place(statements: Val[], one: Val): void {
  const sid = sidOf(one)
  const at = sid === undefined ? -1 : statements.findIndex((other) => sidOf(other) === sid)
  if (at === -1) statements.push(one)
  else statements[at] = one
}

function sidOf(statement: Val): string | undefined {
  const sid = statement.kind === 'object' ? statement.entries.get('Sid') : undefined
  return sid?.kind === 'string' && sid.value !== '' ? sid.value : undefined
}

/** The statements of each document that is given as JSON; undefined when one of them isn't known at all. */
function documents(given: Val | undefined): readonly (readonly Val[])[] | undefined {
  const texts = given !== undefined && 'items' in given ? given.items : [given]
  const found: (readonly Val[])[] = []
  for (const text of texts) {
    if (text === undefined || text.kind === 'null') continue
    const statements = statementsIn(text)
    if (statements === undefined) return undefined
    found.push(statements)
  }
  return found
}

function statementsIn(text: Val): readonly Val[] | undefined {
  if (text.kind !== 'string' && text.kind !== 'unknown') return undefined
  const outline = text.outline?.kind === 'json' ? text.outline.value : undefined
  const document = outline ?? (text.kind === 'string' ? decodeJson(text.value) : undefined)
  if (document === undefined || typeof document === 'string') return undefined
  const statement = document.kind === 'object' ? document.entries.get('Statement') : undefined
  if (statement === undefined) return []
  const items = 'items' in statement ? statement.items : [statement]
  // What was read from a text stands where the text stands.
  return items.map((one) => (one.origin === 0 ? { ...one, origin: text.origin } : one))
}

function ownStatements(value: ValOf<'object'>): readonly Val[] {
  return blocks(value, 'statement').map((block) => (block.kind === 'object' ? statementOf(block) : block))
}

function statementOf(block: ValOf<'object'>): Val {
  const entries = new Map<string, Val>()
  const put = (key: string, one: Val | undefined): void => {
    if (one !== undefined) entries.set(key, one)
  }
  put('Sid', part(block, 'sid'))
  put('Effect', part(block, 'effect') ?? string('Allow', block.origin))
  for (const [key, attribute] of lists) put(key, part(block, attribute))
  put('Principal', principalsOf(block, 'principals'))
  put('NotPrincipal', principalsOf(block, 'not_principals'))
  put('Condition', conditionsOf(block))
  return object(entries, block.origin)
}

function principalsOf(block: ValOf<'object'>, name: string): Val | undefined {
  const given = blocks(block, name)
  const [first] = given
  if (first === undefined) return undefined
  return grouped(given, first.origin, ['type'], 'identifiers')
}

function conditionsOf(block: ValOf<'object'>): Val | undefined {
  const given = blocks(block, 'condition')
  const [first] = given
  return first === undefined ? undefined : grouped(given, first.origin, ['test', 'variable'], 'values')
}

/** Blocks as maps in maps by the texts of some attributes, with the values of the last; an unknown block stands alone. */
function grouped(given: readonly Val[], origin: number, keys: readonly string[], values: string): Val {
  const [key, ...more] = keys
  if (key === undefined)
    return tuple(
      given.flatMap((one) => itemsOf(one, values)),
      origin,
    )
  const groups = new Map<string, Val[]>()
  for (const one of given) {
    if (one.kind !== 'object') return one
    const name = one.entries.get(key)
    if (name?.kind !== 'string') return name ?? one
    groups.set(name.value, [...(groups.get(name.value) ?? []), one])
  }
  return object(
    new Map(
      [...groups].map(([name, some]) => [name, grouped(some, some[0]?.origin ?? origin, more, values)]),
    ),
    origin,
  )
}

function itemsOf(block: Val, name: string): readonly Val[] {
  if (block.kind !== 'object') return [block]
  const list = block.entries.get(name)
  if (list === undefined || list.kind === 'null') return []
  return 'items' in list ? list.items : [list]
}

function blocks(value: ValOf<'object'>, name: string): readonly Val[] {
  const found = value.entries.get(name)
  if (found === undefined || found.kind === 'null') return []
  return 'items' in found ? found.items : [found]
}

/** An attribute that is set, known or not; empty lists and texts are as good as none. */
function part(value: ValOf<'object'>, name: string): Val | undefined {
  const found = value.entries.get(name)
  if (found === undefined || found.kind === 'null') return undefined
  if (found.kind === 'string' && found.value === '') return undefined
  return 'items' in found && found.items.length === 0 ? undefined : found
}
