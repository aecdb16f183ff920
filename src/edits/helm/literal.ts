import type { Data } from '../../kernel/edit.ts'
import type { OriginId } from '../../kernel/origin.ts'
import { exactly } from '../additions.ts'
import type { Asking, Place } from '../asking.ts'
import { isCollection } from '../walk.ts'

/**
 * What a template of a chart prints is written in it instead, in this one place: for values that other objects are made from too, and for
 * what the tool gives. https://helm.sh/docs/chart_template_guide/values_files/
 */
export function* literalPlaces(asking: Asking, wanted: Data): Generator<Place> {
  const { whole, steps, texts } = asking
  const value = exactly(whole, steps)
  if (value === undefined || isCollection(wanted)) return
  for (const { file, start } of printingSites(asking, value.origin)) {
    const text = texts.text(file)
    const at = text === undefined ? undefined : scalarStart(text, start)
    const site = at === undefined ? undefined : { file, start: at, end: at }
    const edits = site === undefined ? undefined : texts.writing(file)?.replace(site, wanted)
    const [first] = edits ?? []
    if (edits !== undefined && first !== undefined)
      yield { kind: 'override', site: { file, start: first.start, end: first.end }, edits }
  }
}

/** Where templates of manifests print what the value is made from, the nearest first. */
function printingSites(
  { reading: { origins } }: Asking,
  id: OriginId,
): readonly { readonly file: Place['site']['file']; readonly start: number }[] {
  const found: Place['site'][] = []
  const open = [id]
  const seen = new Set<OriginId>()
  for (let one = open.shift(); one !== undefined && seen.size < 30; one = open.shift()) {
    const node = seen.has(one) ? undefined : origins.get(one)
    seen.add(one)
    if (node === undefined) continue
    if (/(?:^|\/)templates\/.*\.ya?ml$/u.test(node.site.file)) found.push(node.site)
    open.push(...node.inputs)
  }
  return found
}

/** Where the scalar begins in whose line an action stands: behind its key, or the dash of its item. */
function scalarStart(text: string, offset: number): number | undefined {
  const open = text.lastIndexOf('{{', offset)
  if (open === -1 || text.slice(open, offset).includes('}}')) return undefined
  const start = text.lastIndexOf('\n', open) + 1
  const head = /^[ \t]*(?:-[ \t]+)*(?:[^\s:#{}]+:[ \t]+)?/u.exec(text.slice(start, open))?.[0] ?? ''
  return head.trim() === '' ? undefined : start + head.length
}
