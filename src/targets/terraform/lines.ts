/** What one line of `plan -json` is to somebody who waits. */
export type Line =
  | { readonly kind: 'step'; readonly text: string }
  | { readonly kind: 'problem'; readonly text: string }
  | { readonly kind: 'other' }

const other: Line = { kind: 'other' }

/** Reads a line of the machine-readable output. https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
export function refreshed(line: string): Line {
  const message = objectIn(line)
  if (message === undefined) return other
  switch (message['type']) {
    case 'refresh_start':
    case 'apply_start':
      return { kind: 'step', text: textIn(message, '@message') }
    case 'diagnostic':
      return problemIn(message)
    default:
      return other
  }
}

function problemIn(message: Record<string, unknown>): Line {
  const said = message['diagnostic']
  if (!isObject(said) || said['severity'] !== 'error') return other
  const parts = [textIn(said, 'summary'), textIn(said, 'detail')].filter((one) => one !== '')
  const text = parts.map((one) => (/[.!?:]$/u.test(one) ? one : `${one}.`)).join(' ')
  return { kind: 'problem', text: text.replaceAll(/\s+/gu, ' ').slice(0, 600) }
}

function objectIn(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    // Something else than the program printed it, such as a wrapper: nobody waits for it.
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textIn(object: Record<string, unknown>, name: string): string {
  const value = object[name]
  return typeof value === 'string' ? value : ''
}
