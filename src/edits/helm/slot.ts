import type { FilePath } from '../../kernel/brand.ts'
import type { Data, TextEdit } from '../../kernel/edit.ts'
import type { Origin, OriginId } from '../../kernel/origin.ts'
import { maskedTemplate } from '../../lang/go-template/masked.ts'
import { yamlKeyAt } from '../../lang/yaml/edit/index.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import { exactly } from '../additions.ts'
import type { Asking } from '../asking.ts'
import { isCollection } from '../walk.ts'

/** Where a template of a chart prints one scalar, and how the wanted one is written there. */
export interface Slot extends TextEdit {
  /** What stands there now: text, actions, or both. */
  readonly old: string
}

/** The places in templates of manifests that print the value, the nearest first. */
export function* slotsOf(asking: Asking, wanted: Data): Generator<Slot> {
  const { whole, steps, texts } = asking
  const value = exactly(whole, steps)
  if (value === undefined || isCollection(wanted)) return
  const seen = new Set<string>()
  for (const { file, start } of [...printingSites(asking, value.origin), ...slotByPath(asking)]) {
    const text = texts.text(file) ?? ''
    const at = scalarStart(text, start) ?? start
    const edits = texts.writing(file)?.replace({ file, start: at, end: at }, wanted)
    const [only] = edits ?? []
    const key = `${file}:${only?.start}`
    if (edits?.length !== 1 || only === undefined || seen.has(key)) continue
    seen.add(key)
    yield { ...only, old: text.slice(only.start, only.end) }
  }
}

/** Where the template of the object has the path: for what a definition elsewhere prints. */
function slotByPath({ resource, steps, texts }: Asking): readonly Printing[] {
  const { file, start = 0 } = resource?.span ?? {}
  const text = file === undefined || !isTemplate(file) ? undefined : texts.text(file)
  if (file === undefined || text === undefined) return []
  const key = yamlKeyAt(parseYaml(file, maskedTemplate(text)), start, steps)
  const line = key === undefined ? null : /^[^\s:]+:[ \t]+(?=\S)/u.exec(text.slice(key))
  return key === undefined || line === null ? [] : [{ file, start: key + line[0].length }]
}

interface Printing {
  readonly file: FilePath
  readonly start: number
}

function isTemplate(file: FilePath): boolean {
  return /(?:^|\/)templates\/.*\.ya?ml$/u.test(file)
}

/** Where templates of manifests print what the value is made from, the nearest first. */
function printingSites({ reading: { origins } }: Asking, id: OriginId): readonly Printing[] {
  const found: Origin['site'][] = []
  const open = [id]
  const seen = new Set<OriginId>()
  for (let one = open.shift(); one !== undefined && seen.size < 30; one = open.shift()) {
    const node = seen.has(one) ? undefined : origins.get(one)
    seen.add(one)
    if (node === undefined) continue
    if (isTemplate(node.site.file)) found.push(node.site)
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
