import { resolveScalar } from '../../lang/yaml/resolve.ts'
import { yamlStyle, yamlTag, type YamlTree } from '../../lang/yaml/tree.ts'
import { keyText, type YamlValue } from '../../lang/yaml/value.ts'
import { mapNode, type ListNode, type MapNode, type Node } from './node.ts'

/** What is wrong with a key or a text, and where. */
interface Wrong {
  readonly what: string
  readonly at: Node
}

/**
 * The first key below the topmost ones that YAML reads as a number, a date, true or null: the real program makes JSON of what it
 * prints, which has no such keys. A key that a transformer adds is written without quotes.
 */
export function oddKeyIn(node: MapNode): Wrong | undefined {
  return firstIn(node, (key, at, quoted) => {
    const isText = key === undefined || quoted === 'all' || quoted?.has(key) === true || !isOdd(key)
    return isText ? undefined : { what: `the key ${key} is no text unless it stands in quotes`, at }
  })
}

/** The first key or text that the real program can't print, because it reads once more what it writes. */
export function unprintableIn(node: MapNode): Wrong | undefined {
  return firstIn(mapNode(0, [['', node]]), (key = '', at) => {
    if (key.length > longestKey) return { what: `a key has more than ${longestKey} letters`, at }
    const text = at.kind === 'scalar' && typeof at.scalar === 'string' ? at.scalar : ''
    const found = (unprintable.exec(key) ?? unprintable.exec(text))?.[0]
      .charCodeAt(0)
      .toString(16)
      .toUpperCase()
    return found === undefined
      ? undefined
      : { what: `the text has the control character U+${found.padStart(4, '0')}`, at }
  })
}

const longestKey = 1022
// oxlint-disable-next-line no-control-regex -- these are the characters
const unprintable = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/u

/** Items of lists have no key. */
type Check = (key: string | undefined, value: Node, quoted: MapNode['quoted']) => Wrong | undefined

/** What is found first in the maps and lists below a map. */
function firstIn(node: MapNode, check: Check): Wrong | undefined {
  const open: Node[] = [...node.entries.values()]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.kind === 'scalar') continue
    const wrong = one.kind === 'map' ? firstInMap(one, check, open) : firstInList(one, check, open)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

function firstInMap({ entries, quoted }: MapNode, check: Check, open: Node[]): Wrong | undefined {
  for (const [key, value] of entries) {
    const wrong = check(key, value, quoted)
    if (wrong !== undefined) return wrong
    if (value.kind !== 'scalar') open.push(value)
  }
  return undefined
}

function firstInList({ items }: ListNode, check: Check, open: Node[]): Wrong | undefined {
  for (const value of items) {
    const wrong = check(undefined, value, undefined)
    if (wrong !== undefined) return wrong
    if (value.kind !== 'scalar') open.push(value)
  }
  return undefined
}

/** Keys whose first letter is no such are texts, and nearly all are. */
function isOdd(key: string): boolean {
  return (
    /^[-+.\d~tTfFnN]|^$/u.test(key) && resolveScalar(key, 'plain', undefined, 'go-yaml-v3').kind !== 'string'
  )
}

/** Says of all maps in a node that their keys are texts. */
export function trustKeys(node: Node): void {
  if (node.kind === 'list') for (const one of node.items) trustKeys(one)
  if (node.kind !== 'map') return
  node.quoted = 'all'
  for (const one of node.entries.values()) trustKeys(one)
}

/** Whether a text may have keys that are texts only because of their quotes, or of a tag. */
export function mayQuoteKeys(text: string): boolean {
  return /(?:["'](?:[-+.\d~][^"'\n]*|true|false|null|)["']|!!?\S* +\S+)[ \t]*:/iu.test(text)
}

/** Notes in the maps of a node which of their keys are in quotes, as the value has it that the node was made of. */
export function noteQuotes(node: Node, value: YamlValue, tree: YamlTree): void {
  if (node.kind === 'list' && value.kind === 'list')
    for (const [at, item] of value.items.entries()) {
      const one = node.items[at]
      if (one !== undefined) noteQuotes(one, item, tree)
    }
  if (node.kind !== 'map' || value.kind !== 'map') return
  const quoted = new Set<string>()
  for (const pair of value.entries) {
    const name = keyText(pair.key) ?? ''
    const inner = node.entries.get(name)
    if (inner === undefined) continue
    if (isOdd(name) && isQuoted(tree, pair.key)) quoted.add(name)
    noteQuotes(inner, pair.value, tree)
  }
  if (quoted.size > 0) node.quoted = quoted
}

function isQuoted(tree: YamlTree, { node }: YamlValue): boolean {
  return yamlStyle(tree, node) !== 'plain' || yamlTag(tree, node) !== undefined
}
