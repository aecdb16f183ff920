import { wholeMatcher } from '../../lang/regex/whole.ts'
import { textNode, textIn, type ListNode, type MapNode, type Node } from './node.ts'

/** A place where a value can be put. */
export interface Spot {
  readonly found: Node
  /** Whether it was made for this. */
  readonly isNew: boolean
  put(node: Node): void
}

/** The steps of a path such as `spec.containers.[name=web].image`: dots in brackets and behind a backslash are no ends. */
export function splitPath(path: string): readonly string[] {
  const steps: string[] = []
  let step = ''
  let isInside = false
  for (let at = 0; at < path.length; at++) {
    const one = path[at] ?? ''
    if (one === '\\' && path[at + 1] === '.' && !isInside) {
      step += '.'
      at++
    } else if (one === '.' && !isInside) {
      steps.push(step)
      step = ''
    } else {
      if (one === '[') isInside = true
      if (one === ']') isInside = false
      step += one
    }
  }
  // A key with dots may stand in brackets; another in brackets is no key.
  return [...steps, step]
    .filter((part, at, all) => part !== '' || at === all.length - 1)
    .map((part) => /^\[([^=\]]*\.[^=\]]*)\]$/u.exec(part)?.[1] ?? part)
}

type Refuse = (what: string) => Error

const keyed = /^\[([^=\]]*)=(.*)\]$/u

/** The value at a path; undefined where there is none. */
export function lookUp(node: Node, steps: readonly string[], refuse: Refuse): Node | undefined {
  let here: Node | undefined = node
  for (const step of steps) {
    if (here === undefined) return undefined
    here = into(here, step, refuse)
  }
  return here
}

function into(node: Node, step: string, refuse: Refuse): Node | undefined {
  const [, key, value] = keyed.exec(step) ?? []
  if (node.kind === 'list') {
    if (key !== undefined)
      return node.items.find((item) => (key === '' ? textIn(item) : textIn(item, key)) === value)
    if (step === '-') return node.items.at(-1)
    if (/^\d+$/u.test(step)) {
      const found = node.items[Number(step)]
      if (found === undefined) throw refuse(`there is no item ${step}`)
      return found
    }
    throw refuse(`${step} is no place in a list`)
  }
  if (node.kind === 'map') return node.entries.get(step)
  if (node.scalar === null) return undefined
  throw refuse(`there is no ${step} in a scalar`)
}

/** The places at a path; where `created` is said, what is missing is made for it. */
export function placesFor(
  node: Node,
  steps: readonly string[],
  created: Node | undefined,
  refuse: Refuse,
): readonly Spot[] {
  const [step, ...rest] = steps
  if (step === undefined) return []
  const next = (found: Node, isNew: boolean, put: (one: Node) => void): readonly Spot[] =>
    rest.length === 0 ? [{ found, isNew, put }] : placesFor(found, rest, created, refuse)
  const made = created === undefined ? undefined : (): Node => madeFor(rest, created)
  if (keyed.test(step)) return inKeyed(node, step, { made, next, refuse })
  if (/^\[.*\]$/u.test(step)) throw refuse(`${step} is no item, which is said as [name=web]`)
  if (step === '*') {
    if (node.kind !== 'list') throw refuse('only the items of a list are meant by *')
    return node.items.flatMap((item, at) => next(item, false, (one) => (node.items[at] = one)))
  }
  if (node.kind === 'list' && /^\d+$/u.test(step)) return inList(node, Number(step), { made, next, refuse })
  if (node.kind === 'list') throw refuse(`${step} is no place in a list`)
  if (node.kind === 'scalar' && node.scalar !== null) throw refuse(`there is no ${step} in a scalar`)
  return node.kind === 'map' ? inMap(node, step, made, next) : []
}

type Next = (found: Node, isNew: boolean, put: (one: Node) => void) => readonly Spot[]

function inMap(node: MapNode, step: string, made: (() => Node) | undefined, next: Next): readonly Spot[] {
  const put = (one: Node): void => void node.entries.set(step, one)
  const found = node.entries.get(step)
  if (found !== undefined && !(made !== undefined && found.kind === 'scalar' && found.scalar === null))
    return next(found, false, put)
  if (made === undefined) return []
  const fresh = made()
  put(fresh)
  return next(fresh, true, put)
}

interface How {
  readonly made: (() => Node) | undefined
  readonly next: Next
  readonly refuse: Refuse
}

function inList(node: ListNode, at: number, { made, next, refuse }: How): readonly Spot[] {
  const put = (one: Node): void => void (node.items[at] = one)
  const found = node.items[at]
  if (found !== undefined) return next(found, false, put)
  if (made === undefined || at !== node.items.length) throw refuse(`there is no item ${at}`)
  const fresh = made()
  node.items.push(fresh)
  return next(fresh, true, put)
}

function inKeyed(node: Node, step: string, { made, next, refuse }: How): readonly Spot[] {
  const [, key = '', value = ''] = keyed.exec(step) ?? []
  if (node.kind !== 'list') throw refuse(`${step} is no place in what is no list`)
  const matcher = wholeMatcher(value) ?? ((text: string): boolean => text === value)
  const matches = (item: Node): boolean => {
    const text = key === '' ? textIn(item) : textIn(item, key)
    return text !== undefined && matcher(text)
  }
  const found = node.items.flatMap((item, at) => (matches(item) ? [at] : []))
  if (found.length === 0 && made !== undefined) {
    const text = textNode(value, node.origin)
    const item: Node =
      key === '' ? text : { kind: 'map', entries: new Map([[key, text]]), origin: node.origin }
    node.items.push(item)
    found.push(node.items.length - 1)
  }
  return found.flatMap((at) => {
    const item = node.items[at]
    return item === undefined ? [] : next(item, false, (one) => (node.items[at] = one))
  })
}

/** What is made at a step: a list where the next one is a place in a list. */
function madeFor(rest: readonly string[], created: Node): Node {
  const [step] = rest
  const { origin } = created
  if (step === undefined)
    return created.kind === 'scalar'
      ? { kind: 'scalar', scalar: null, text: '', origin }
      : created.kind === 'list'
        ? { kind: 'list', items: [], origin }
        : { kind: 'map', entries: new Map(), origin }
  if (keyed.test(step) || /^\d+$/u.test(step) || step === '*') return { kind: 'list', items: [], origin }
  return { kind: 'map', entries: new Map(), origin }
}
