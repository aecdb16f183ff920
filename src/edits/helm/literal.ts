import type { Data } from '../../kernel/edit.ts'
import type { Asking, Place } from '../asking.ts'
import { slotsOf } from './slot.ts'

/**
 * What a template of a chart prints is written in it instead, in this one place: for values that other objects are made from too, and for
 * what the tool gives. https://helm.sh/docs/chart_template_guide/values_files/
 */
export function* literalPlaces(asking: Asking, wanted: Data): Generator<Place> {
  for (const { file, start, end, text } of slotsOf(asking, wanted))
    yield { kind: 'override', site: { file, start, end }, edits: [{ file, start, end, text }] }
}
