import { Buffer } from 'node:buffer'

/** How to prove who asks, by the names of environment variables: their contents are never an option, so no history of a shell has them. */
export interface CredentialNames {
  /** Holds a token. */
  readonly bearer: string | undefined
  /** Holds `USER:PASSWORD`. */
  readonly basic: string | undefined
}

/** The header that a service is asked with, if any; or what is wrong with the names. Source: RFC 6750, RFC 7617. */
export function authorizationOf(
  { bearer, basic }: CredentialNames,
  environment: ReadonlyMap<string, string>,
): { readonly header: string | undefined } | { readonly why: string } {
  const name = bearer ?? basic
  if (name === undefined) return { header: undefined }
  if (bearer !== undefined && basic !== undefined)
    return { why: 'a token and a password were named; name one of them.' }
  const secret = environment.get(name)?.trim() ?? ''
  if (secret === '') return { why: `the environment variable ${name} is empty or not there.` }
  if (/[\r\n]/u.test(secret)) return { why: `the environment variable ${name} holds more than one line.` }
  if (bearer !== undefined) return { header: `Bearer ${secret}` }
  if (!secret.includes(':')) return { why: `the environment variable ${name} holds no USER:PASSWORD.` }
  return { header: `Basic ${Buffer.from(secret, 'utf8').toString('base64')}` }
}
