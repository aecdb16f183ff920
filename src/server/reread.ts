import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import type { Context } from 'hono'
import type { Asset } from './parts.ts'
import type { Env } from './reply.ts'

/** Shorter ones are sent before they would be made smaller. */
const leastBytes = 4096

/**
 * What was read, unless who asks says that they have it: a page asks again whenever something has happened anywhere, and most
 * of what it shows is still the same. https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests
 */
export async function readReply(c: Context<Env>, body: string): Promise<Response> {
  const tag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  c.header('etag', tag)
  if (known(c).includes(tag)) return c.body(null, 304)
  const type = { 'content-type': 'application/json; charset=utf-8' }
  if (body.length < leastBytes || !hasSecretsNever(c)) return c.body(body, 200, type)
  c.header('vary', 'accept-encoding')
  if (!takesGzip(c)) return c.body(body, 200, type)
  return c.body(await smaller(body), 200, { ...type, 'content-encoding': 'gzip' })
}

/** A file of the console. Each is made smaller when it is asked for the first time. */
export function fileReply(c: Context<Env>, asset: Asset, cache: string): Response {
  const headers = { 'content-type': asset.type, 'cache-control': cache }
  // Fonts and pictures are packed already.
  if (!/^(?:text|application)\/|svg/u.test(asset.type)) return c.body(asset.bytes, 200, headers)
  c.header('vary', 'accept-encoding')
  if (!takesGzip(c)) return c.body(asset.bytes, 200, headers)
  const bytes = packed.get(asset) ?? new Uint8Array(gzipSync(asset.bytes))
  packed.set(asset, bytes)
  return c.body(bytes, 200, { ...headers, 'content-encoding': 'gzip' })
}

const packed = new WeakMap<Asset, Uint8Array<ArrayBuffer>>()

async function smaller(body: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await packing(body, { level: 4 }))
}

const packing = promisify<string, { readonly level: number }, Uint8Array>(gzip)

/**
 * Secrets beside what somebody else can choose must not be packed together: their length would tell them. What is asked of a
 * project has none; the session has one. https://www.breachattack.com/
 */
function hasSecretsNever({ req }: Context<Env>): boolean {
  return req.path.startsWith('/api/projects/')
}

function known({ req }: Context<Env>): readonly string[] {
  return (req.header('if-none-match') ?? '').split(',').map((one) => one.trim())
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding */
function takesGzip({ req }: Context<Env>): boolean {
  const said = (req.header('accept-encoding') ?? '').toLowerCase().split(',')
  return said.some((one) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$)[\d.]+\s*)?$/u.test(one))
}
