import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Data } from '../../kernel/edit.ts'
import { openBlocks } from '../../lang/go-template/masked.ts'
import { isPlain } from '../../lang/yaml/edit/write.ts'
import { exactly } from '../additions.ts'
import type { Asking, Place } from '../asking.ts'
import { isCollection } from '../walk.ts'
import { chartOf, ownFile, sectionOf, setValue } from './sections.ts'
import { slotsOf, type Slot } from './slot.ts'

/**
 * What a template says for everybody who renders it becomes a value of the chart, which is what stood there unless it is given, and is
 * given in the one file of values that is meant. https://helm.sh/docs/chart_best_practices/values/
 */
export function* inputPlaces(asking: Asking, wanted: Data): Generator<Place> {
  if (isCollection(wanted)) return
  for (const slot of slotsOf(asking, wanted)) {
    const section = sectionOf(asking, slot.file)
    const file = section === undefined ? undefined : ownFile(asking, section)
    const path = file === undefined ? undefined : freePath(asking, slot.file)
    if (section === undefined || file === undefined || path === undefined || slot.old.includes('\n')) continue
    for (const place of setValue(asking, file, [...section, ...path], wanted, 'environment')) {
      const { start, end } = slot
      const own = { file: slot.file, start, end, text: withInput(asking, slot, path, wanted) }
      yield { ...place, edits: [...place.edits, own] }
    }
  }
}

/** A name that the chart has no value of yet: what it is for, in the words of the object. */
function freePath({ resource, steps, texts }: Asking, template: FilePath): readonly string[] | undefined {
  const kind = lowerFirst(camel(resource?.type.split('.')[0] ?? 'value'))
  const last = steps.findLast((step) => typeof step === 'string') ?? 'value'
  const name = camel(last.split('/').at(-1) ?? last)
  const own = `${kind}${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
  const values = texts.text(filePath(`${chartOf(template)}values.yaml`)) ?? ''
  const isTaken = values.split('\n').some((line) => line.startsWith(`${own}:`))
  return isTaken || !/^[A-Za-z]\w*$/u.test(own) ? undefined : [own]
}

function camel(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]+(\w?)/gu, (_, letter: string) => letter.toUpperCase())
}

function lowerFirst(text: string): string {
  const head = /^[A-Z]+(?![a-z])/u.exec(text)?.[0] ?? text.slice(0, 1)
  return head.toLowerCase() + text.slice(head.length)
}

/** What the template says then. An empty value is no default's business, nor is what more than one action prints. */
function withInput(
  asking: Asking,
  { file, start, old }: Slot,
  path: readonly string[],
  wanted: Data,
): string {
  const inside = openBlocks(asking.texts.text(file) ?? '', start).some(({ kind }) => /range|with/u.test(kind))
  const values = `${inside ? '$' : ''}.Values`
  const value = exactly(asking.whole, asking.steps)
  const said = value?.kind === 'scalar' ? value.scalar : undefined
  const name = `${values}.${path.join('.')}`
  const isText = typeof wanted === 'string' && !isPlain(wanted, true)
  const given = isText ? `${name} | quote` : name
  const isSimple =
    !old.includes('{{') && Boolean(wanted) && (typeof said === 'string' || typeof said === 'number')
  if (isSimple && (typeof said === 'number' || isPlain(said, true)))
    return `{{ ${name} | default ${JSON.stringify(said)}${isText ? ' | quote' : ''} }}`
  return `{{ if hasKey ${values} ${JSON.stringify(path[0])} }}{{ ${given} }}{{ else }}${old}{{ end }}`
}
