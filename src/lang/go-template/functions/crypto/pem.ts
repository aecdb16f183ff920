/** The label of the first block of PEM in a text. https://www.rfc-editor.org/rfc/rfc7468 */
export function typeOfPem(text: string): string | undefined {
  for (const found of text.matchAll(/^-----BEGIN ([^\n-]+)-----[ \t]*\r?\n/gmu)) {
    const label = found[1] ?? ''
    if (text.includes(`-----END ${label}-----`, found.index)) return label
  }
  return undefined
}

/** Why a text holds no private key, as far as its labels say. */
export function pemProblem(text: string): string | undefined {
  const type = typeOfPem(text)
  if (type === undefined) return 'no PEM data in input'
  if (type === 'PRIVATE KEY') return undefined
  if (!type.endsWith(' PRIVATE KEY')) return `no private key data in PEM block of type ${type}`
  const kind = type.slice(0, -' PRIVATE KEY'.length)
  return ['RSA', 'EC', 'DSA'].includes(kind) ? undefined : `invalid private key type ${kind}`
}
