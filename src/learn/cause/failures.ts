import type { Chosen, Shift } from './shift.ts'

/**
 * The shift of a share of failures, with what their number says: two of eleven requests are little where one in a hundred
 * fails, and clear where none of ten thousand does. By spreads alone one more failure than usual is one more spread.
 */
export function byNumber(
  shift: Shift | undefined,
  before: Float64Array | undefined,
  during: Float64Array | undefined,
  requests: { readonly before: Float64Array | undefined; readonly during: Float64Array | undefined },
  chosen: Chosen,
): Shift | undefined {
  if (shift === undefined || shift.z <= 1 || before === undefined || during === undefined) return shift
  const usual = countsOf(before, requests.before, chosen.before)
  const now = countsOf(during, requests.during, chosen.during)
  if (usual.asked < enough || now.asked <= 0) return shift
  const awaited = (now.asked * (usual.failed + 1)) / usual.asked
  return { ...shift, z: Math.max(shift.z, spreadsOf(now.failed, awaited)) }
}

/** Of fewer requests nobody knows how many usually fail. */
const enough = 100

function countsOf(
  shares: Float64Array,
  requests: Float64Array | undefined,
  at: readonly number[],
): { readonly asked: number; readonly failed: number } {
  let [asked, failed] = [0, 0]
  for (const one of at) {
    const share = shares[one] ?? Number.NaN
    const count = requests?.[one] ?? Number.NaN
    if (!Number.isFinite(share) || !(count > 0)) continue
    asked += count
    failed += share * count
  }
  return { asked, failed }
}

/** How far so many failures lie from those awaited, in the spreads that a normal chance as small would have (Chernoff's bound). */
function spreadsOf(failed: number, awaited: number): number {
  if (failed <= awaited) return 0
  return Math.sqrt(2 * (failed * Math.log(failed / awaited) - failed + awaited))
}
