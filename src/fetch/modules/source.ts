/** Where a module comes from, as its `source` argument says it. */
export type ModuleSource =
  | {
      readonly kind: 'registry'
      readonly host: string
      readonly namespace: string
      readonly name: string
      readonly system: string
      readonly folder: string
    }
  | {
      readonly kind: 'git'
      /** An https or ssh URL. */
      readonly url: string
      readonly host: string
      readonly ref: string | undefined
      readonly folder: string
    }
  /** A way of getting modules that Plumbline does not follow, and why. */
  | { readonly kind: 'refused'; readonly why: string }

/** What the sources that may be followed depend on. */
interface SourceRules {
  /** The registry of addresses that name none. */
  readonly defaultHost: string
  /** Hosts on this machine that may be asked without TLS. */
  readonly plain: ReadonlySet<string>
}

/**
 * Understands a module source address. Source: Terraform's documentation, "module sources".
 * Programs (`ext::`), local repositories (`file:`) and unencrypted protocols are refused: the address is text of the
 * repository that is read, and may have been written by anyone.
 */
export function moduleSource(text: string, { defaultHost, plain }: SourceRules): ModuleSource {
  const [address, folder] = splitFolder(text)
  if (folder.split('/').includes('..')) return refused(`the folder "${folder}" leads out of the module`)
  if (address.startsWith('git::')) return gitSource(address.slice('git::'.length), folder, plain)
  const shorthand = /^(github\.com|gitlab\.com|bitbucket\.org)\/([^/]+)\/([^/?]+)(\?.*)?$/u.exec(address)
  if (shorthand !== null) {
    const [, host = '', owner = '', name = '', query = ''] = shorthand
    return gitSource(`https://${host}/${owner}/${name.replace(/\.git$/u, '')}.git${query}`, folder, plain)
  }
  if (/^git@[^:]+:/u.test(address)) return gitSource(address, folder, plain)
  const forced = /^([a-z0-9]+)::/u.exec(address)
  if (forced !== null) return refused(`"${forced[1]}::" addresses are not followed`)
  if (/^[a-z][a-z0-9+.-]*:\/\//iu.test(address)) {
    return refused('archives over HTTP, S3 and the like are not followed')
  }
  return registrySource(address, folder, defaultHost)
}

function refused(why: string): ModuleSource {
  return { kind: 'refused', why }
}

/** The part after `//`, which isn't the one of a scheme, names a folder in the package. */
function splitFolder(text: string): readonly [string, string] {
  const [beforeQuery = '', query] = text.split('?')
  const scheme = /^(?:[a-z0-9]+::)?[a-z][a-z0-9+.-]*:\/\//iu.exec(beforeQuery)?.[0] ?? ''
  const at = beforeQuery.indexOf('//', scheme.length)
  const suffix = query === undefined ? '' : `?${query}`
  if (at === -1) return [text, '']
  return [beforeQuery.slice(0, at) + suffix, beforeQuery.slice(at + 2)]
}

function gitSource(address: string, folder: string, plain: ReadonlySet<string>): ModuleSource {
  const [base = '', query = ''] = address.split('?')
  const ref = new URLSearchParams(query).get('ref') ?? undefined
  if (ref?.startsWith('-') === true) return refused('the ref begins with a dash')
  const short = /^(?:ssh:\/\/)?([\w.-]+@[\w.-]+):(?!\/\/)([^:]+)$/u.exec(base)
  const url = short !== null && !base.startsWith('ssh://') ? `ssh://${short[1]}/${short[2]}` : base
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined) return refused(`"${base}" is not a URL`)
  const isPlain = parsed.protocol === 'http:' && plain.has(parsed.host)
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'ssh:' && !isPlain) {
    return refused(`${parsed.protocol} addresses are not followed, only https: and ssh:`)
  }
  return { kind: 'git', url, host: parsed.host, ref, folder }
}

function registrySource(address: string, folder: string, defaultHost: string): ModuleSource {
  const parts = address.split('/')
  const [host, names] = parts.length === 4 ? [parts[0] ?? '', parts.slice(1)] : [defaultHost, parts]
  const [namespace = '', name = '', system = ''] = names
  if (names.length !== 3 || !names.every(isName) || !/^[\w.-]+(?::\d+)?$/u.test(host)) {
    return refused(`"${address}" is no module address`)
  }
  return { kind: 'registry', host, namespace, name, system, folder }
}

function isName(part: string): boolean {
  return /^[0-9A-Za-z][0-9A-Za-z_-]*$/u.test(part)
}
