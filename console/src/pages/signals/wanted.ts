import { useSearchParams } from 'wouter'

/** What the address of the page says is looked at. */
export interface Wanted {
  /** The source of signals; empty for the first. */
  readonly of: string
  /** Empty for the first that is watched. */
  readonly query: string
  readonly seconds: number
  /** The end of the stretch; empty for now. */
  readonly until: string
  /** The series that is learned; empty for the largest. */
  readonly series: string
  /** The commit that is looked at. */
  readonly change: string
}

export type Change = (some: Partial<Wanted>) => void

/** Seconds that are looked at where nobody has said. */
export const usualStretch = 6 * 3600

/** Everything that is looked at stands in the address, so that it can be handed on. */
export function useWanted(): readonly [Wanted, Change] {
  const [search, setSearch] = useSearchParams()
  const seconds = Number(search.get('seconds') ?? usualStretch)
  const until = search.get('until') ?? ''
  const wanted: Wanted = {
    of: search.get('of') ?? '',
    query: search.get('query') ?? '',
    seconds: Number.isInteger(seconds) && seconds >= 300 && seconds <= 366 * 86_400 ? seconds : usualStretch,
    until: Number.isNaN(Date.parse(until)) ? '' : new Date(until).toISOString(),
    series: search.get('series') ?? '',
    change: search.get('change') ?? '',
  }
  const change: Change = (some) => {
    const next = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...wanted, ...some }))
      if (value !== '' && value !== usualStretch) next.append(name, String(value))
    setSearch(next)
  }
  return [wanted, change]
}
