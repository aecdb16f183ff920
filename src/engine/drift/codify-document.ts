import type { Place } from '../../edits/asking.ts'
import { placesFor } from '../../edits/index.ts'
import { Texts } from '../../edits/texts.ts'
import type { Data } from '../../kernel/edit.ts'
import type { DriftedValue } from '../../model/drift.ts'
import { partAt, type Live } from '../../model/live.ts'
import { parsePath } from '../../model/path.ts'
import { answered, type Edited } from '../edit/edit.ts'
import { brokenText, refused } from '../edit/refusal.ts'
import { editedState, type EditState } from '../edit/state.ts'
import { changesBetween, newDiagnostics } from '../edit/verify.ts'
import { plainly } from './aws.ts'

/** So many places are tried for a value inside of a document. */
const mostPlaces = 12

/**
 * Edits of a value inside of a document, such as a policy: the source says it as one text, but the value remembers the lines that
 * it was made of. One after the other, since only comparing again tells which is right.
 */
export function* documentEdits(
  before: EditState,
  live: Live,
  { path }: DriftedValue,
  data: Data | undefined,
): Generator<Edited> {
  const unit = before.units.find(({ reading }) => reading === live.reading)?.unit
  const steps = parsePath(path)
  if (unit === undefined || steps === undefined) return
  const texts = new Texts((file) => before.estate.text(file))
  const { resource } = partAt(live, path)
  let left = mostPlaces
  for (const whole of [live.values, plainly(live.values)]) {
    const asking = { reading: live.reading, unit, resource, whole, steps, wanted: data, texts }
    for (const place of placesFor(asking)) {
      if (left-- <= 0) return
      yield placed(before, live, place)
    }
  }
}

/** The place edited and read again; refused where more than the resource itself would change. */
function placed(before: EditState, live: Live, place: Place): Edited {
  const after = editedState(before, place.edits)
  const error = newDiagnostics(before, after).find(({ severity }) => severity === 'error')
  if (error !== undefined)
    return { answer: refused('edit/breaks', brokenText(live.address, error, after)), state: before }
  const sources = new Set<string>(live.sources.map(({ address }) => address))
  const targets = changesBetween(before, after)
    .filter(({ change }) => sources.has(change.address))
    .map(({ root, variant, change: { address, path } }) => {
      return { format: live.reading.format, root, variant, address, path }
    })
  if (targets.length === 0) return { answer: { kind: 'nothing' }, state: before }
  const layers = [{ kind: place.kind, site: place.site, others: 0 }]
  const answer = answered(before, after, { targets, layers, offers: [] }, { allowOthers: false })
  return { answer, state: answer.kind === 'edited' ? after : before }
}
