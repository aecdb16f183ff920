import { Fault } from '../../kernel/fault.ts'

/** The name by which a service calls an error. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : String(error)
}

/** Whether somebody may not ask, or nobody can: another API would say no other. */
export function isRefusal(error: unknown): boolean {
  return /AccessDenied|UnauthorizedOperation|NotAuthorized|AuthFailure|InvalidClientTokenId|ExpiredToken|UnrecognizedClient|SignatureDoesNotMatch/u.test(
    errorName(error),
  )
}

/** Whether the service isn't there at all, or nobody is signed in: then nothing else needs to be asked. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof Fault) return error.code === 'target/not-installed'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/u.test(code) ||
    /CredentialsProviderError|InvalidClientTokenId|UnrecognizedClient|ExpiredToken/u.test(errorName(error)) ||
    /Region is missing/u.test(error instanceof Error ? error.message : '')
  )
}

/** What a service said, as a full sentence. */
export function sentence(error: unknown): string {
  if (error instanceof Fault && error.code === 'target/not-installed')
    return `The package ${error.facts['package'] ?? ''} is not installed: ${error.facts['install'] ?? ''} installs it.`
  const name = errorName(error)
  const message = error instanceof Error ? error.message.trim().replaceAll(/\s+/gu, ' ') : ''
  const said = message === '' || message === name ? name : name === 'Error' ? message : `${name}: ${message}`
  const short = said.length > 300 ? `${said.slice(0, 299)}…` : said
  return /[.!?…]$/u.test(short) ? short : `${short}.`
}
