import { readFileSync } from 'node:fs'
import type { SignalCredential } from '../../contract/incident-nouns.ts'
import { authorizationOf } from '../../signals/authorization.ts'

/** Where a credential is, is stored; what it is, is read when it is used. */
export function headerOf(credential: SignalCredential | undefined): ReturnType<typeof authorizationOf> {
  if (credential === undefined) return { header: undefined }
  const { scheme, from } = credential
  const [name, text] =
    from.kind === 'env' ? [from.name, process.env[from.name]] : [from.path, fileText(from.path)]
  const environment = new Map(text === undefined ? [] : [[name, text]])
  const names = scheme === 'bearer' ? { bearer: name, basic: undefined } : { bearer: undefined, basic: name }
  const found = authorizationOf(names, environment)
  return 'why' in found && from.kind === 'file'
    ? { why: `the file ${from.path} cannot be read, or holds no credential.` }
    : found
}

function fileText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Said as what it means: the credential is not there.
    return undefined
  }
}
