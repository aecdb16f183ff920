import type { OriginId } from '../../kernel/origin.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { scalarText } from '../../model/scalar.ts'
import { problem, shown } from './problems.ts'
import type { Expanded, Scope } from './scope.ts'
import { asList, asMap, asName, isLoop, type Entry, type MapNode } from './syntax/node.ts'
import { causesOf, spend, withOrigin } from './values.ts'

/**
 * The entries of a map with its loops written out, keys too.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export function expanded(entries: ReadonlyMap<string, Entry>, scope: Scope): readonly Expanded[] {
  return [...entries.values()].flatMap((entry) => expandedEntry(entry, scope))
}

/** One entry: itself, or what its loop makes. */
export function expandedEntry(entry: Entry, scope: Scope): readonly Expanded[] {
  if (isLoop(entry.key)) return looped(entry, scope)
  const { key, keySpan, value } = entry
  return [{ key: substituted(key, scope.loops).text, keySpan, value, scope }]
}

/**
 * A text with the items of loops in it: `${X}`, and `&{X}` for the letters and digits of it alone.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export function substituted(
  text: string,
  loops: ReadonlyMap<string, Value>,
): { readonly text: string; readonly used: readonly Value[] } {
  if (loops.size === 0 || !text.includes('{')) return { text, used: nothing }
  const used: Value[] = []
  const made = text.replaceAll(/([$&])\{([^}]*)\}/gu, (whole, sign: string, name: string) => {
    const item = loops.get(name.trim())
    const words = item === undefined ? undefined : scalarText(item)
    if (item === undefined || words === undefined) return whole
    used.push(item)
    return sign === '&' ? words.replaceAll(/[^a-zA-Z0-9]/gu, '') : words
  })
  return { text: made, used }
}

const nothing: readonly Value[] = []

/** What one turn of a loop costs of all that a reading may do. */
const turn = 500

function looped(entry: Entry, scope: Scope): readonly Expanded[] {
  const { session } = scope.stack
  const parts = partsOf(entry)
  if (parts === undefined) {
    const detail = `The loop "${shown(entry.key)}" is not a list of a name, a collection and a map of what each item makes. Write [Name, [a, b], {"Thing\${Name}": …}].`
    session.diagnostics.push(problem('cloudformation/invalid-loop', detail, entry.keySpan))
    return []
  }
  const { name, collection, body } = parts
  const over = scope.stack.evaluate(collection, scope)
  const items = over.kind === 'list' ? over.items : undefined
  if (items === undefined || items.some((item) => scalarText(item) === undefined)) {
    notKnown(entry, over, scope)
    return []
  }
  return items.flatMap((item) => {
    if (!spend(session, turn, entry.keySpan)) return []
    return expanded(body.entries, turnOf(scope, { name, item, over: over.origin, span: collection.span }))
  })
}

interface Turn {
  readonly name: string
  readonly item: Value
  readonly over: OriginId
  readonly span: Span
}

/** The scope of one turn: the name stands for an item, and all in it exists because of the collection. */
function turnOf({ stack, loops, under }: Scope, { name, item, over, span }: Turn): Scope {
  const { origins } = stack.session
  const each = origins.at('each', span, { inputs: [item.origin], under })
  const inner = origins.at('shape', span, { inputs: [over], under })
  return { stack, loops: new Map([...loops, [name, withOrigin(item, each)]]), under: inner }
}

function notKnown({ key, keySpan }: Entry, over: Value, { stack }: Scope): void {
  const causes = causesOf([over])
  const why =
    causes.length === 0
      ? 'its collection is not a list of texts'
      : `its collection is not known because of ${causes.map(({ what }) => what).join(', ')}`
  const detail = `Nothing of the loop "${shown(key)}" is read: ${why}. Give a value for what is missing, or write a list of texts.`
  const severity = causes.length === 0 ? 'error' : 'warning'
  stack.session.diagnostics.push(problem('cloudformation/invalid-loop', detail, keySpan, severity))
}

function partsOf({
  value,
}: Entry):
  | { readonly name: string; readonly collection: Entry['value']; readonly body: MapNode }
  | undefined {
  const items = asList(value)?.items ?? []
  const [first, collection, last] = items
  const name = asName(first)
  const body = asMap(last)
  if (name === undefined || collection === undefined || body === undefined || items.length !== 3)
    return undefined
  return { name, collection, body }
}
