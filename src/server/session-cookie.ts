import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Settings } from './parts.ts'

/** The secret of the session that a browser shows. */
export function cookieOf(c: Context, settings: Settings): string | undefined {
  return getCookie(c, nameFor(settings))
}

/** Browsers keep no cookie longer: https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html */
const longest = 400 * 86_400

/** Gives a browser its session, for as long as it holds. */
export function giveCookie(c: Context, settings: Settings, secret: string, seconds: number): void {
  const isSecure = settings.address.startsWith('https:')
  setCookie(c, nameFor(settings), secret, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure,
    path: '/',
    maxAge: Math.max(0, Math.min(seconds, longest)),
  })
}

/**
 * The prefix makes browsers refuse the cookie from anywhere but this host, over https. Without https the port is a part of
 * the name, because cookies of one machine are not kept apart by port.
 */
function nameFor({ address }: Settings): string {
  const { protocol, port } = new URL(address)
  return protocol === 'https:' ? '__Host-plumbline_session' : `plumbline_session_${port === '' ? '80' : port}`
}
