import type { Marks, Value } from '../kernel/value.ts'
import { nameOf } from './without-credentials.ts'

/** One step of a path: a key of a map or a position in a list. */
export type PathStep = string | number

/** Reads a path such as `a.b[0]["x.y/z"]`, or undefined when it isn't one. */
export function parsePath(text: string): readonly PathStep[] | undefined {
  const found = known.get(text)
  if (found !== undefined) return found
  const steps = parsed(text)
  if (steps !== undefined && known.size < 10_000) known.set(text, steps)
  return steps
}

/** Rules and tables ask for few paths, and for each again and again. */
const known = new Map<string, readonly PathStep[]>()

function parsed(text: string): readonly PathStep[] | undefined {
  const steps: PathStep[] = []
  const pattern = /\.?([^.[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/uy
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text)
    if (found === null) return undefined
    const [, name, position, key] = found
    if (position !== undefined) steps.push(Number(position))
    else steps.push(name ?? (key ?? '').replaceAll(/\\(.)/gu, '$1'))
  }
  return steps
}

/** Writes a path; keys that are no plain names stand in brackets. */
export function pathText(steps: readonly PathStep[]): string {
  let text = ''
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`
    else if (/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(step)) text += text === '' ? step : `.${step}`
    else text += `[${JSON.stringify(step)}]`
  }
  return text
}

/** The value at a path, with the marks of what it is in, or undefined. The only item of a list may be left unnamed, as blocks are in Terraform's own messages. */
export function valueAt(value: Value, steps: readonly PathStep[]): Value | undefined {
  let here: Value | undefined = value
  for (const step of steps) {
    if (here === undefined) return undefined
    if (here.kind === 'unknown') return here
    const inner = stepInto(here, step)
    here = inner && marked(inner, here.marks)
  }
  return here
}

function stepInto(value: Value, step: PathStep): Value | undefined {
  if (value.kind === 'list') {
    if (typeof step === 'number') return value.items[step]
    const [only] = value.items
    const inner = value.items.length === 1 && only !== undefined ? stepInto(only, step) : undefined
    return inner && marked(inner, only?.marks ?? 0)
  }
  return value.kind === 'map' ? value.entries.get(String(step)) : undefined
}

/** The value of a key of a map; undefined for what is no map or has no such key. */
export function entryOf(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'map' ? value.entries.get(key) : undefined
}

/** What the value at a path is called: its key, the name beside it in a pair of name and value, or the end of the address. */
export function nameAt(whole: Value, steps: readonly PathStep[], address: string): string {
  const at = steps.findLastIndex((step) => typeof step === 'string')
  const key = steps[at]
  if (key === undefined) return /[\w-]+$/u.exec(address)?.[0] ?? ''
  const container = valueAt(whole, steps.slice(0, at))
  return container?.kind === 'map' ? nameOf(container.entries, String(key)) : String(key)
}

/** Every scalar, unknown, absent and empty container inside a value, with its path and the marks of what it is in. */
export function* leavesOf(
  value: Value,
): Generator<{ readonly steps: readonly PathStep[]; readonly value: Value }> {
  const open: { readonly steps: readonly PathStep[]; readonly value: Value }[] = [{ steps: [], value }]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const inner = childrenOf(one.value)
    if (inner.length === 0) yield one
    for (const [step, child] of inner.toReversed())
      open.push({ steps: [...one.steps, step], value: marked(child, one.value.marks) })
  }
}

function marked(value: Value, marks: Marks): Value {
  return (value.marks | marks) === value.marks ? value : { ...value, marks: value.marks | marks }
}

function childrenOf(value: Value): readonly (readonly [PathStep, Value])[] {
  if (value.kind === 'list') return value.items.map((item, at) => [at, item])
  return value.kind === 'map' ? [...value.entries] : []
}
