import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Data } from '../../kernel/edit.ts'
import type { Value } from '../../kernel/value.ts'
import type { PathStep } from '../../model/path.ts'
import { exactly } from '../additions.ts'
import type { Asking, Place } from '../asking.ts'
import { textOf } from '../walk.ts'

/** A patch in the overlay that is read: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/ */
export function* patchesFor(asking: Asking, wanted: Data | undefined): Generator<Place> {
  const file = kustomizationOf(asking)
  const patch = file === undefined ? undefined : patchOf(asking, wanted)
  if (file === undefined || patch === undefined) return
  const writing = asking.texts.writing(file)
  const edits = writing?.set(undefined, ['patches', Number.MAX_SAFE_INTEGER], patch, () => false)
  const [first] = edits ?? []
  if (edits === undefined || first === undefined) return
  yield { kind: 'patch', site: { file, start: first.start, end: first.end }, edits }
}

function kustomizationOf({ reading, texts }: Asking): FilePath | undefined {
  if (reading.format !== 'kustomize') return undefined
  const above = reading.root === '' ? '' : `${reading.root}/`
  return ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
    .map((name) => filePath(above + name))
    .find((file) => texts.text(file) !== undefined)
}

/** A patch with one operation, for the one object that is asked about. */
export function patchOf(asking: Asking, wanted: Data | undefined): Data | undefined {
  const { whole, steps } = asking
  const kind = plain(exactly(whole, ['kind']))
  const named = exactly(whole, ['metadata', 'name'])
  const name = (named && textOf(asking, named.origin)) ?? plain(named)
  if (kind === undefined || name === undefined || steps.length === 0) return undefined
  const operation = operationOf(whole, steps, wanted)
  return { target: { kind, name }, patch: operation }
}

/** What is missing on the way is added with the value. */
function operationOf(whole: Value, steps: readonly PathStep[], wanted: Data | undefined): string {
  let length = steps.length
  while (length > 1 && exactly(whole, steps.slice(0, length - 1)) === undefined) length--
  const path = steps.slice(0, length)
  const isThere = exactly(whole, path) !== undefined
  const pointer = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  if (wanted === undefined) return `- op: remove\n  path: ${pointer}\n`
  const value = steps
    .slice(length)
    .reduceRight<Data>((made, step) => (typeof step === 'number' ? [made] : { [step]: made }), wanted)
  return `- op: ${isThere ? 'replace' : 'add'}\n  path: ${pointer}\n  value: ${JSON.stringify(value)}\n`
}

function plain(value: Value | undefined): string | undefined {
  return value?.kind === 'scalar' && typeof value.scalar === 'string' ? value.scalar : undefined
}
