// Writes a table's model as text. The format is described at the top of src/readers/terraform/schema/table.ts.
import { createHash } from 'node:crypto'

/**
 * @param {{ source: string, version: string, entries: readonly { kind: string, type: string, members: readonly object[] }[], structs: ReadonlyMap<string, readonly object[]> }} model
 * @returns {string}
 */
export function encodeTable(model) {
  const pool = { model, bodies: new Map(), byStruct: new Map(), open: new Set(), loops: new Set() }
  const entries = model.entries.map(({ kind, type, members }) => [
    `${letters[kind]}${type}`,
    bodyOf(members, 'block', pool),
  ])
  const uses = countUses([...pool.bodies.values(), ...entries.map(([, body]) => body)])
  const shapes = [...pool.bodies]
    .filter(([id]) => isKept(id, uses, pool))
    .map(([id, body]) => [`#${id}`, body])
  const lines = [...shapes, ...entries].map(([key, body]) => `${key} ${expanded(body, uses, pool)}`.trimEnd())
  return `plumbline-schema 1 ${model.source} ${model.version}\n${lines.toSorted(byCodeUnit).join('\n')}\n`
}

const letters = { provider: 'p:', data: 'd:', resource: 'r:' }
const nestings = { single: 'o', group: 'g', list: 'l', set: 's', map: 'm' }
const kinds = { string: 's', number: 'n', bool: 'b', dynamic: 'a', list: 'L', set: 'S', map: 'M' }

function byCodeUnit(left, right) {
  return left < right ? -1 : left > right ? 1 : 0
}

/** A shape has a line of its own when it is used more than once, or holds itself. */
function isKept(id, uses, { loops, bodies }) {
  return loops.has(id) || ((uses.get(id) ?? 0) > 1 && (bodies.get(id) ?? '').length > 8)
}

function expanded(body, uses, pool) {
  return body.replaceAll(/#([\w-]+)/gu, (ref, id) =>
    isKept(id, uses, pool) ? ref : `{${expanded(pool.bodies.get(id) ?? '', uses, pool)}}`,
  )
}

function countUses(bodies) {
  const uses = new Map()
  for (const body of bodies)
    for (const [, id] of body.matchAll(/#([\w-]+)/gu)) uses.set(id, (uses.get(id) ?? 0) + 1)
  return uses
}

function bodyOf(members, mode, pool) {
  return members
    .toSorted((left, right) => byCodeUnit(left.name, right.name))
    .map((one) => item(one, mode, pool))
    .join(' ')
}

function item(member, mode, pool) {
  if (member.block !== undefined) {
    const { nesting, min, max, computed, struct } = member.block
    return `${member.name}@${nestings[nesting]}${computed ? '+' : ''}${min || ''}${max ? `,${max}` : ''}${shape(struct, 'block', pool)}`
  }
  return `${member.name}${mode === 'object' ? ':' : flagsOf(member)}${typeText(member.type, mode, pool)}`
}

function flagsOf({ required, optional, computed, sensitive, writeOnly }) {
  const flags = `${required ? '!' : ''}${optional ? '?' : ''}${computed ? '+' : ''}${sensitive ? '~' : ''}${writeOnly ? '^' : ''}`
  return flags === '' ? ':' : flags
}

function typeText(type, mode, pool) {
  if (type.kind === 'object' || type.kind === 'nested') {
    const inner = mode === 'object' ? 'object' : type.kind
    return `${inner === 'nested' ? 'N' : 'O'}${shape(type.struct, inner, pool)}`
  }
  return 'element' in type ? `${kinds[type.kind]}${typeText(type.element, mode, pool)}` : kinds[type.kind]
}

/** A reference to the shape of a struct. Equal shapes are one; a struct inside itself is named by its own name. */
function shape(struct, mode, pool) {
  const key = `${struct} ${mode}`
  const known = pool.byStruct.get(key)
  if (known !== undefined) return `#${known}`
  if (pool.open.has(key)) {
    pool.loops.add(struct)
    return `#${struct}`
  }
  pool.open.add(key)
  const body = bodyOf(pool.model.structs.get(struct) ?? [], mode, pool)
  pool.open.delete(key)
  const id = pool.loops.has(struct) ? struct : idOf(body, pool)
  pool.bodies.set(id, body)
  pool.byStruct.set(key, id)
  return `#${id}`
}

/** Named by its content, so that a change to one shape leaves the others' lines alone. */
function idOf(body, { bodies }) {
  const digest = createHash('sha256').update(body).digest('base64url')
  for (let length = 4; ; length++) {
    const id = digest.slice(0, length)
    if ((bodies.get(id) ?? body) === body) return id
  }
}
