import type { Live } from '../../model/live.ts'
import { at, isSet } from '../facts.ts'

/** Whether a machine is made from a template and says nothing of a property itself, so that the template's holds. */
export function isLeftToTemplate(live: Live, path: string): boolean {
  return at(live, path).value.kind === 'absent' && isSet(at(live, 'sourceInstanceTemplate')) !== 'no'
}
