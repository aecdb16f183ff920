import { Fault } from '../../kernel/fault.ts'

/** How many come before what is asked for: what the `next` of the page before says. */
export function placeOf(after: string | undefined): number {
  if (after === undefined) return 0
  if (!/^\d{1,15}$/u.test(after)) throw new Fault('store/bad-cursor', { after: after.slice(0, 200) })
  return Number(after)
}
