import type { DriftItem } from '../api/nouns.ts'

/** When a drift was made, where that is known; else when it was first seen. What is not rolled out was written before it drifted. */
export function sinceOf({ what, by, since }: Pick<DriftItem, 'what' | 'by' | 'since'>): string {
  const made = what === 'not-rolled-out' ? '' : (by?.at ?? '')
  return made !== '' && made < since ? made : since
}
