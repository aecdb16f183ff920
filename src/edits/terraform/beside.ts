import { isListData, isMapData, type Data } from '../../kernel/edit.ts'
import type { PathStep } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import type { Unit } from '../../readers/reader.ts'
import type { Place } from '../asking.ts'
import type { Texts } from '../texts.ts'
import { blockTestOf } from './turning.ts'

/** A resource that says a part of another one, its owner, and is not there yet. */
export interface Beside {
  readonly reading: Reading
  readonly unit: Unit
  readonly owner: Resource
  readonly type: string
  /** The argument that names the owner. */
  readonly by: string
  readonly values: readonly { readonly path: readonly PathStep[]; readonly data: Data }[]
}

/** A block for the new resource, below that of its owner and as often as that is there; and its address. */
export function besideOwner(
  beside: Beside,
  texts: Texts,
): { readonly place: Place; readonly address: string } | undefined {
  const { reading, unit, owner, type, by, values } = beside
  const site = owner.extent
  const writing = site === undefined ? undefined : texts.writing(site.file)
  if (site === undefined || writing === undefined || reading.format !== 'terraform') return undefined
  const name = freeName(reading, owner, type)
  const written = texts.text(site.file) ?? ''
  const edits = writing.addBeside(site, {
    type: 'resource',
    labels: [type, name],
    ...referringTo(owner, by, written),
    data: nested(values),
    isBlock: blockTestOf(unit, { mode: 'managed', provider: owner.provider, type }),
  })
  const [first] = edits ?? []
  if (edits === undefined || first === undefined) return undefined
  const inModule = owner.module === '' ? '' : `${owner.module}.`
  const key = owner.index === undefined ? '' : `[${JSON.stringify(owner.index)}]`
  return {
    place: { kind: 'companion', site: { file: site.file, start: first.start, end: first.end }, edits },
    address: `${inModule}${type}.${name}${key}`,
  }
}

/** The owner's name, or the next that no resource of the type has yet. */
function freeName({ resources }: Reading, { name, module }: Resource, type: string): string {
  const taken = new Set(
    resources.filter((one) => one.type === type && one.module === module).map((one) => one.name),
  )
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name}_${number}`
  return free
}

/** As the neighbours name an owner: by its `id`, or by another attribute. */
function referringTo(
  { type, name, index }: Resource,
  by: string,
  text: string,
): {
  readonly repeated: { readonly [name: string]: string }
  readonly expressions: { readonly [name: string]: string }
} {
  const used = new RegExp(
    `\\b${by}\\s*=\\s*(?:${type}\\.[\\w-]+(?:\\[[^\\]]*\\])?|each\\.value)\\.(\\w+)`,
    'u',
  )
  const attribute = used.exec(text)?.[1] ?? 'id'
  const owner = `${type}.${name}`
  if (index === undefined) return { repeated: {}, expressions: { [by]: `${owner}.${attribute}` } }
  return typeof index === 'number'
    ? {
        repeated: { count: `length(${owner})` },
        expressions: { [by]: `${owner}[count.index].${attribute}` },
      }
    : { repeated: { for_each: owner }, expressions: { [by]: `each.value.${attribute}` } }
}

/** Values at paths as one: what begins alike stands in one block. */
function nested(values: Beside['values']): { readonly [key: string]: Data } {
  return values.reduce<Data>((made, { path, data }) => placed(made, path, data), {}) as {
    readonly [key: string]: Data
  }
}

function placed(into: Data | undefined, [step, ...rest]: readonly PathStep[], data: Data): Data {
  if (step === undefined) return data
  if (typeof step === 'number') {
    const items = into !== undefined && isListData(into) ? into : []
    return items.toSpliced(step, 1, placed(items[step], rest, data))
  }
  const entries = into !== undefined && isMapData(into) ? into : {}
  return { ...entries, [step]: placed(entries[step], rest, data) }
}
