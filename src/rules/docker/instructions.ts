import type { Live } from '../../model/live.ts'
import { at, is, items, type Fact } from '../facts.ts'

/** The instructions of a stage with a keyword, in their order. */
export function instructions(stage: Live, keyword: string): readonly Fact[] {
  return items(at(stage, 'instructions')).filter((one) => is(at(one, 'keyword'), keyword) === 'yes')
}
