/** What numbers are of, which decides how they are written. */
export type Unit = 'number' | 'bytes' | 'cores' | 'seconds' | 'share'

/** A number with its unit, short: `1.5k`, `512 MiB`, `250m`, `120 ms`, `12 %`. */
export function quantityText(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'none'
  switch (unit) {
    case 'bytes':
      return inSteps(value, 1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB', ' PiB'])
    case 'cores':
      return Math.abs(value) < 1 && value !== 0 ? `${short(value * 1000)}m` : short(value)
    case 'seconds':
      return durationText(value)
    case 'share':
      return `${short(value * 100)} %`
    case 'number':
      return inSteps(value, 1000, ['', 'k', 'M', 'G', 'T', 'P'])
  }
}

/** A stretch of time: `120 ms`, `1.5 s`, `20 min`, `3 h`, `14 d`. */
export function durationText(seconds: number): string {
  const size = Math.abs(seconds)
  if (size === 0) return '0 s'
  if (size < 0.001) return `${short(seconds * 1e6)} µs`
  if (size < 1) return `${short(seconds * 1000)} ms`
  if (size < 90) return `${short(seconds)} s`
  if (size < 5400) return `${short(seconds / 60)} min`
  return size < 129_600 ? `${short(seconds / 3600)} h` : `${short(seconds / 86_400)} d`
}

function inSteps(value: number, base: number, names: readonly string[]): string {
  let size = value
  let place = 0
  // What would be printed as the next unit's one is that.
  while (Math.abs(size) >= base * 0.9995 && place < names.length - 1) {
    size /= base
    place++
  }
  return `${short(size)}${names[place] ?? ''}`
}

/** Three digits that count. */
function short(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < 0.0001 || size >= 1e7)) return value.toExponential(1)
  return String(size >= 1000 ? Math.round(value) : Number(value.toPrecision(3)))
}
