import type { Data } from '../../kernel/edit.ts'
import type { OriginId } from '../../kernel/origin.ts'
import { openBlocks } from '../../lang/go-template/masked.ts'
import { leavesOf, type PathStep } from '../../model/path.ts'
import type { Asking, Place } from '../asking.ts'
import { valuesPath } from './sections.ts'
import { slotsOf } from './slot.ts'

/**
 * What a template prints once for each entry of the values is another one for one of them: by a condition on what that entry says.
 * https://helm.sh/docs/chart_template_guide/control_structures/#looping-with-the-range-action
 */
export function* entryPlaces(asking: Asking, wanted: Data): Generator<Place> {
  for (const { file, start, end, text, old } of slotsOf(asking, wanted)) {
    const loop = loopAround(asking.texts.text(file) ?? '', start)
    const tests = loop === undefined || old.includes('\n') ? [] : testsFor(asking, loop)
    for (const test of tests) {
      const own = `{{ if ${test} }}${text}{{ else }}${old}{{ end }}`
      yield { kind: 'instance', site: { file, start, end }, edits: [{ file, start, end, text: own }] }
    }
  }
}

interface Loop {
  /** Where in the values the entries are. */
  readonly path: readonly string[]
  /** What an entry and its key are called; an entry may be the dot. */
  readonly entry: string | undefined
  readonly key: string | undefined
}

/** The innermost loop over values that a place is in. */
function loopAround(text: string, at: number): Loop | undefined {
  const blocks = openBlocks(text, at)
  const index = blocks.findLastIndex(({ kind }) => kind === 'range')
  const action = blocks[index]?.action
  const path = action === undefined ? undefined : valuesPath(action)
  if (action === undefined || path === undefined) return undefined
  const [, key, entry] = /range\s+(?:(\$\w+)\s*,\s*)?(\$\w+)\s*:=/u.exec(action) ?? []
  const isDot = blocks.slice(index + 1).every(({ kind }) => kind !== 'with')
  return { path, key, entry: entry ?? (isDot ? '' : undefined) }
}

/** Names that tell entries apart come first. */
const names = ['name', 'id', 'key', 'host']

/** Conditions that hold for the entry that the object comes from. */
function testsFor(asking: Asking, { path, key, entry }: Loop): readonly string[] {
  const fields = new Map<string, string>()
  const steps = new Set<PathStep>()
  for (const one of valuesIn(asking)) {
    const at = one.path.findIndex((_, from) => path.every((step, next) => one.path[from + next] === step))
    const [step, field, deeper] = at === -1 ? [] : one.path.slice(at + path.length)
    if (step !== undefined) steps.add(step)
    if (typeof field === 'string' && deeper === undefined && typeof one.said === 'string')
      fields.set(field, one.said)
  }
  const [only] = steps
  if (only === undefined || steps.size > 1) return []
  const byKey =
    key === undefined ? [] : [`eq ${key} ${typeof only === 'number' ? only : JSON.stringify(only)}`]
  const sorted = [...fields].toSorted(([one], [other]) => rank(one) - rank(other))
  const byField =
    entry === undefined
      ? []
      : sorted
          .slice(0, 3)
          .flatMap(([field, said]) =>
            /^[A-Za-z_]\w*$/u.test(field) ? [`eq ${entry}.${field} ${JSON.stringify(said)}`] : [],
          )
  return typeof only === 'number' ? [...byField, ...byKey] : [...byKey, ...byField]
}

function rank(field: string): number {
  const at = names.indexOf(field)
  return at === -1 ? names.length : at
}

/** Everything in files of values that the object is made from. */
function valuesIn({
  reading: { origins },
  whole,
  texts,
}: Asking): readonly { readonly path: readonly PathStep[]; readonly said: unknown }[] {
  const open: OriginId[] = [...leavesOf(whole)].map(({ value }) => value.origin)
  const seen = new Set<OriginId>(open)
  const found: { readonly path: readonly PathStep[]; readonly said: unknown }[] = []
  for (let next = 0; next < open.length && next < 5000; next++) {
    const node = origins.get(open[next] ?? 0)
    if (node === undefined) continue
    const { file } = node.site
    if (/\.ya?ml$/u.test(file) && !/(?:^|\/)templates\//u.test(file)) {
      const writing = texts.writing(file)
      const path = writing?.pathAt(node.site)
      if (path !== undefined) found.push({ path, said: writing?.literal(node.site) })
    }
    for (const input of node.inputs) {
      if (!seen.has(input)) open.push(input)
      seen.add(input)
    }
  }
  return found
}
