const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' })

/** A moment as short as it can be told from the others of a stretch: `14:05`, or `Nov 21, 14:05`. */
export function momentText(seconds: number, stretch: number): string {
  const moment = new Date(seconds * 1000)
  const isNear = stretch <= 86_400 && moment.toDateString() === new Date().toDateString()
  return isNear ? clock.format(moment) : `${day.format(moment)}, ${clock.format(moment)}`
}
