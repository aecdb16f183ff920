import { createHash } from 'node:crypto'

/** Why bytes aren't those of a digest such as `sha256:…` (sha256 where it says no algorithm), or undefined. */
export function digestMistake(bytes: Uint8Array, digest: string): string | undefined {
  const [algorithm = '', wanted = ''] = digest.includes(':') ? digest.split(':') : ['sha256', digest]
  if (algorithm !== 'sha256' && algorithm !== 'sha512') return `its digest ${digest} is of an unknown kind`
  const found = createHash(algorithm).update(bytes).digest('hex')
  if (found === wanted.toLowerCase()) return undefined
  return `it is not what was promised: its digest is ${algorithm}:${found}, not ${digest}`
}
