import { numberOf } from '../json-in.ts'

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
}

/**
 * A number, or a quantity as Kubernetes writes it: `250m`, `1.5`, `512Mi`, `1e3`. NaN of anything else
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/).
 */
export function quantityOf(value: unknown): number {
  if (typeof value !== 'string') return numberOf(value)
  const [, digits, unit = ''] =
    /^\s*([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)\s*([numkKMGTP]?i?)\s*$/u.exec(value) ?? []
  const factor = factors[unit]
  return digits === undefined || factor === undefined ? Number.NaN : Number(digits) * factor
}

/** What arithmetic leaves behind a whole number doesn't make it one more. */
const almost = 1 - 1e-9

/** Cores as a quantity, in whole millicores, never less. */
export function coresText(cores: number): string {
  const milli = Math.ceil(cores * 1000 * almost)
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`
}

/** Bytes as a quantity, in whole mebibytes, never less. */
export function bytesText(bytes: number): string {
  const mebi = Math.ceil((bytes / 2 ** 20) * almost)
  return mebi % 1024 === 0 && mebi > 0 ? `${mebi / 1024}Gi` : `${mebi}Mi`
}
