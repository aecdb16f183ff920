const microsecond = 1000n
const millisecond = 1_000_000n
const second = 1_000_000_000n

/**
 * Nanoseconds as a `time.Duration` prints them: `1h0m0.5s`, `1.5ms`, `0s`.
 *
 * See https://pkg.go.dev/time#Duration.String.
 */
export function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s'
  const sign = nanoseconds < 0n ? '-' : ''
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds
  if (size < microsecond) return `${sign}${size}ns`
  if (size < millisecond) return `${sign}${parted(size, microsecond, 3)}µs`
  if (size < second) return `${sign}${parted(size, millisecond, 6)}ms`
  const minutes = size / (60n * second)
  const seconds = `${parted(size % (60n * second), second, 9)}s`
  if (minutes === 0n) return sign + seconds
  if (minutes < 60n) return `${sign}${minutes}m${seconds}`
  return `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`
}

/** A number of units, with what is left after the point. */
function parted(size: bigint, unit: bigint, digits: number): string {
  const rest = String(size % unit)
    .padStart(digits, '0')
    .replace(/0+$/u, '')
  return `${size / unit}${rest === '' ? '' : `.${rest}`}`
}
