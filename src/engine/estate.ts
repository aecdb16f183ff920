import type { Estate } from '../model/reading.ts'

/** Several folders of one repository as one estate; a root that lies in two of them is there once. */
export function joinedEstates(estates: readonly Estate[]): Estate {
  const [only] = estates
  if (only !== undefined && estates.length === 1) return only
  const seen = new Set<string>()
  const readings = estates
    .flatMap((one) => one.readings)
    .filter(({ format, root, variant }) => {
      const name = `${format}\u0000${root}\u0000${variant}`
      if (seen.has(name)) return false
      seen.add(name)
      return true
    })
  return {
    readings,
    diagnostics: estates.flatMap((one) => one.diagnostics),
    text: (file) => estates.map((one) => one.text(file)).find((text) => text !== undefined),
  }
}
