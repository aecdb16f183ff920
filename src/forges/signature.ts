import { createHmac, timingSafeEqual } from 'node:crypto'

/** Whether a text in hexadecimal is the HMAC of a body with SHA-256. */
export function isSigned(body: Uint8Array, secret: string, given: string): boolean {
  const wanted = createHmac('sha256', secret).update(body).digest()
  const shown = Buffer.from(/^[0-9a-f]{64}$/iu.test(given) ? given : '', 'hex')
  return shown.length === wanted.length && timingSafeEqual(shown, wanted)
}
