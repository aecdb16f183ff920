const bars = '▁▂▃▄▅▆▇█'

/** A series in so many columns of a terminal: each is the mean of its part, a gap a space. */
export function sparkline(values: Float64Array | undefined, width: number): string {
  if (values === undefined || values.length === 0) return ''
  const columns = Array.from({ length: Math.min(width, values.length) }, (_, at) => {
    const [from, to] = [at, at + 1].map((one) =>
      Math.floor((one * values.length) / Math.min(width, values.length)),
    )
    const part = values.subarray(from, to).filter(Number.isFinite)
    return part.length === 0 ? Number.NaN : part.reduce((sum, one) => sum + one, 0) / part.length
  })
  const known = columns.filter(Number.isFinite)
  const low = Math.min(...known)
  // What hardly moves is drawn flat, else noise would look like trouble.
  const span = Math.max(Math.max(...known) - low, 0.3 * Math.abs(low), 1e-9)
  return columns
    .map((one) => (Number.isFinite(one) ? bars[Math.min(7, Math.floor(((one - low) / span) * 7.999))] : ' '))
    .join('')
}
