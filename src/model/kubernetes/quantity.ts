/** Powers of ten and of two, and the exponent of each suffix: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const decimal = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
])
const binary = new Map([
  ['Ki', 10n],
  ['Mi', 20n],
  ['Gi', 30n],
  ['Ti', 40n],
  ['Pi', 50n],
  ['Ei', 60n],
])

/** A quantity in billionths, which is as fine as they are; undefined for what is none. */
export function nanos(text: string): bigint | undefined {
  const [, sign = '', whole = '', part = '', suffix = ''] =
    /^([+-]?)(\d*)(?:\.(\d*))?(n|u|m|k|[KMGTPE]i|[MGTPE]|[eE][+-]?\d{1,2}|)$/u.exec(text) ?? []
  if (whole === '' && part === '') return undefined
  const digits = BigInt(`${whole}${part}`)
  const power = binary.get(suffix)
  const exponent = decimal.get(suffix) ?? (power === undefined ? Number(suffix.slice(1)) : 0)
  const scaled = scale(digits << (power ?? 0n), exponent + 9 - part.length)
  return sign === '-' ? -scaled : scaled
}

/** What is finer than a billionth is rounded up, as the API does it. */
function scale(digits: bigint, exponent: number): bigint {
  if (exponent >= 0) return digits * 10n ** BigInt(exponent)
  const by = 10n ** BigInt(-exponent)
  return (digits + by - 1n) / by
}
