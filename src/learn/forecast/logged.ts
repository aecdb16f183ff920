import type { Member } from './member.ts'

/** The same for the logarithms, where seasons grow with the level; nothing where values aren't above zero. */
export function logged(member: Member): Member {
  return {
    id: `log ${member.id}`,
    tuned: (first, setting) => {
      const least = Math.min(...first)
      if (!(least > 0)) return undefined
      const floor = least / 10
      const logarithms = (values: Float64Array): Float64Array =>
        values.map((one) => Math.log(Math.max(floor, one)))
      const forecast = member.tuned(logarithms(first), setting)
      if (forecast === undefined) return undefined
      const most = Math.log(Math.max(...first)) + 3
      return (history) => forecast(logarithms(history)).map((one) => Math.exp(Math.min(most, one)))
    },
  }
}
