import { useEffect, useState, type ReactElement } from 'react'

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** How long ago something was; the moment itself when it is pointed at. */
export function When({ at }: { readonly at: string }): ReactElement {
  const now = useNow()
  const moment = new Date(at)
  return (
    <time dateTime={at} title={exact.format(moment)}>
      {agoOf(moment.getTime(), now)}
    </time>
  )
}

/** In words, such as `3 hours ago`. */
export function agoOf(moment: number, now: number): string {
  const seconds = (moment - now) / 1000
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit)
  }
  return 'just now'
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
