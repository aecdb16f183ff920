import type { Data, TextEdit } from '../../kernel/edit.ts'
import { filePath, type FilePath } from '../../kernel/brand.ts'
import { addHclBeside } from '../../lang/hcl/edit/beside.ts'
import { hclManner } from '../../lang/hcl/edit/places.ts'
import { expressionText } from '../../lang/hcl/edit/write.ts'
import { parseHcl } from '../../lang/hcl/syntax/index.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import type { Unit } from '../../readers/reader.ts'
import type { Texts } from '../texts.ts'
import { blockTestOf } from './turning.ts'

/** A resource that runs and is in no code, said as Terraform would say it. */
export interface Adopting {
  readonly reading: Reading
  readonly unit: Unit
  readonly provider: string
  readonly type: string
  /** What it is called where it runs, from which its name is made. */
  readonly called: string
  readonly attributes: { readonly [name: string]: Data }
  /** Attributes that hold a document, as `jsonencode` writes it. */
  readonly documents: { readonly [name: string]: Data }
  /** Attributes that refer to another resource. */
  readonly expressions: { readonly [name: string]: string }
  /** By what Terraform imports it: https://developer.hashicorp.com/terraform/language/import */
  readonly id: string
}

/** The blocks of a resource and of its import, where the root keeps its like; and its address. */
export interface Adopted {
  readonly edits: readonly TextEdit[]
  readonly file: FilePath
  readonly address: string
}

/** Writes a resource and an `import` block below the resource that is most like it. Undefined where the root has no file to write into. */
export function adopted(adopting: Adopting, texts: Texts): Adopted | undefined {
  const { reading, unit, provider, type, attributes, documents, id } = adopting
  const near = nearest(reading, type)
  const file = near?.span.file ?? filePath(reading.root === '' ? 'main.tf' : `${reading.root}/main.tf`)
  const text = texts.text(file)
  if (text === undefined || !/\.(?:tf|tofu)$/u.test(file)) return undefined
  const tree = parseHcl(file, text).value
  const isBlock = blockTestOf(unit, { mode: 'managed', provider, type })
  const manner = hclManner(tree, isBlock)
  const name = freeName(reading, adopting)
  const address = `${type}.${name}`
  const written = Object.entries(documents).map(
    ([key, data]) => [key, `jsonencode(${expressionText(data, manner, manner.step)})`] as const,
  )
  const own = { repeated: {}, isBlock }
  const end = near?.extent?.end ?? text.trimEnd().length
  const importing = { type: 'import', labels: [], expressions: { to: address }, data: { id }, ...own }
  const resource = {
    type: 'resource',
    labels: [type, name],
    expressions: { ...adopting.expressions, ...Object.fromEntries(written) },
    data: attributes,
    ...own,
  }
  return {
    edits: [
      ...addHclBeside(tree, end, { ...importing, isBlock: () => false }),
      ...addHclBeside(tree, end, resource),
    ],
    file,
    address,
  }
}

/** The last resource of the same type in the root module, of the same service, or any. */
function nearest({ resources }: Reading, type: string): Resource | undefined {
  const own = resources.filter(({ module, mode, extent }) => module === '' && mode === 'managed' && extent)
  const service = type.split('_').slice(0, 2).join('_')
  const alike = own.filter((one) => one.type === type)
  if (alike.length > 0) return lastOf(alike)
  const near = own.filter((one) => one.type.startsWith(`${service}_`) || one.type === service)
  return lastOf(near.length > 0 ? near : own)
}

function lastOf(all: readonly Resource[]): Resource | undefined {
  const [last] = all.toSorted((one, other) => other.span.start - one.span.start)
  return last
}

/** As the root writes names: with `_`, or with `-` where most of them have it. */
function freeName({ resources }: Reading, { called, type }: Adopting): string {
  const names = resources.filter(({ module }) => module === '').map((one) => one.name)
  const dashes = names.filter((name) => name.includes('-')).length
  const joint = dashes > names.filter((name) => name.includes('_')).length ? '-' : '_'
  const plain = called
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/gu, joint)
    .replaceAll(/^[_-]+|[_-]+$/gu, '')
  const wanted = /^[a-z]/u.test(plain) ? plain : `imported${plain === '' ? '' : joint}${plain}`
  const taken = new Set(
    resources.filter((one) => one.type === type && one.module === '').map((one) => one.name),
  )
  let free = wanted
  for (let number = 2; taken.has(free); number++) free = `${wanted}${joint}${number}`
  return free
}
