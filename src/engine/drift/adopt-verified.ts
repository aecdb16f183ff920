import type { Span } from '../../kernel/span.ts'
import type { TextEdit } from '../../kernel/edit.ts'
import { isOpen, type Drift, type DriftedObject } from '../../model/drift.ts'
import type { Layer } from '../../model/edit.ts'
import { answered, type Edited } from '../edit/edit.ts'
import { brokenText, refused } from '../edit/refusal.ts'
import type { EditState, ReadUnit } from '../edit/state.ts'
import { newDiagnostics } from '../edit/verify.ts'
import type { Again } from './codify.ts'

/** What was written of a resource that runs, and where. */
export interface Adoption {
  readonly object: DriftedObject
  readonly addresses: readonly string[]
  readonly unit: ReadUnit
  readonly layers: readonly Layer[]
}

/** Read and compared again: nothing else changes, it is known under its new address, and it runs as the code says. */
export function verifiedAdoption(
  before: EditState,
  after: EditState,
  { object, addresses, unit, layers }: Adoption,
  again: Again,
): Edited {
  const error = newDiagnostics(before, after).find(({ severity }) => severity === 'error')
  if (error !== undefined)
    return { answer: refused('edit/breaks', brokenText(object.address, error, after)), state: before }
  const left = stillOpen(again(after.estate.readings), object, addresses[0] ?? '')
  if (left.length > 0) {
    const detail = `Written as ${addresses.join(', ')}, ${object.address} would still differ in ${left.slice(0, 5).join(', ')}, which no attribute is known to say. Write it by hand, or accept it.`
    return { answer: refused('edit/other-value', detail), state: before }
  }
  const { format, root, variant } = unit.reading
  const targets = addresses.map((address) => ({ format, root, variant, address, path: '' }))
  const answer = answered(before, after, { targets, layers, offers: [] }, { allowOthers: false })
  return { answer, state: answer.kind === 'edited' ? after : before }
}

/** What comparing again still tells of it: it has to be known under its new address, and as the code says. */
function stillOpen({ objects }: Drift, { address, live }: DriftedObject, written: string): readonly string[] {
  if (objects.some((one) => one.address === address && one.what === 'unmanaged')) return ['its name']
  return objects
    .filter((one) => one.address === written || one.live === live)
    .flatMap(({ values, what }) => [
      ...(what === 'deleted' ? ['its name'] : []),
      ...values.filter(isOpen).map(({ path }) => path),
    ])
}

/** Where something was added. */
export function additionAt(edit: TextEdit | undefined, file: Span['file']): Layer {
  return { kind: 'addition', site: { file, start: edit?.start ?? 0, end: edit?.end ?? 0 }, others: 0 }
}
