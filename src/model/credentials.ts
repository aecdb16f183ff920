/** What kind of credential a part of a text looks like. */
export type CredentialKind =
  | 'aws-access-key-id'
  | 'aws-secret-access-key'
  | 'azure-account-key'
  | 'private-key'
  | 'github-token'
  | 'gitlab-token'
  | 'slack-token'
  | 'google-api-key'
  | 'json-web-token'
  | 'service-token'
  | 'url-password'
  | 'password'

/** A credential in a text: `start` and `end` are offsets into it, of the secret part alone. */
export interface Credential {
  readonly kind: CredentialKind
  readonly start: number
  readonly end: number
}

/**
 * The parts of a text that look like credentials, from left to right and apart from each other. `name` is what the
 * text is the value of (`db_password`, `DB_PASSWORD`, `clientSecret`): a name that asks for a secret makes a plain
 * literal one. References, placeholders, ARNs, digests and paths are none.
 */
export function credentialsIn(text: string, name = ''): readonly Credential[] {
  const found = mayHold.test(text)
    ? [...formats.flatMap((format) => matches(text, format)), ...privateKeys(text), ...assigned(text)]
    : nothing
  const whole = asksForSecret(name) ? wholeOf(text, name) : undefined
  if (found.length === 0) return whole === undefined ? nothing : [whole]
  return apart(found)
}

/** Whether a text holds a credential, or is one by its name. */
export function looksSecret(text: string, name = ''): boolean {
  return credentialsIn(text, name).length > 0
}

/** Whether a text is a credential as a whole, or holds a private key; `name` as for `credentialsIn`. Of all of them only keys hold blanks. */
export function isCredential(given: string, name: string): boolean {
  const text = withoutLineEnd(given)
  if (/\s/u.test(text) && !text.includes('PRIVATE KEY')) return false
  // Where the name asks for nothing the text decides, and short ones come again and again.
  if (asksForSecret(name) || text.length > longestWord) return isWhole(text, name)
  if (words.has(text)) return false
  const isOne = isWhole(text, '')
  if (!isOne && words.size < 50_000) words.add(text)
  return isOne
}

/** Texts that are no credential. */
const words = new Set<string>()
const longestWord = 100

function isWhole(text: string, name: string): boolean {
  return credentialsIn(text, name).some(
    ({ kind, start, end }) => kind === 'private-key' || end - start === text.length,
  )
}

const nothing: readonly Credential[] = []

/** Something of every format below: most texts have none of it, so that they are looked at once. */
const mayHold =
  /A[KS]IA|AIza|eyJ|GOCSPX|PRIVATE|gh[pousr]_|github_pat|gl[a-z]{2,5}-|xox|hooks\.slack|hv[sb]\.|npm_|pypi-|dckr_|_live_|SG\.|hf_|_v1_|sk-|:\/\/|pass|key|token|secret/iu

const asked = new Map<string, boolean>()

/** Names are few and come again and again. */
function asksForSecret(name: string): boolean {
  const known = asked.get(name)
  if (known !== undefined) return known
  const asks = /pass|pwd|pw$|token|secret|key|credential/iu.test(name)
  if (asked.size < 10_000) asked.set(name, asks)
  return asks
}

interface Format {
  readonly kind: CredentialKind
  /**
   * The group `secret`, or the whole match, is the credential: to the end of its run of letters, since what is longer
   * than its issuer says is masked whole or not at all. It is linear: only the end of a pattern, and what can't hold
   * the sign that follows it, has no bound. `x{8}x*` needs no stack, which `x{8,}` does for each letter.
   */
  readonly pattern: RegExp
}

/** Formats that their issuers document, so that their tokens can be found. */
const formats: readonly Format[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  { kind: 'aws-access-key-id', pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/gu },
  {
    kind: 'aws-secret-access-key',
    pattern:
      /(?:secret_?-?access_?-?key|aws_?secret_?key|secret_?key)["']?\s{0,8}[:=]\s{0,8}["']?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/giu,
  },
  // https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string
  {
    kind: 'azure-account-key',
    pattern: /(?:AccountKey|SharedAccessKey)=(?<secret>[A-Za-z0-9+/]{40}[A-Za-z0-9+/=]*)/gu,
  },
  // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
  { kind: 'github-token', pattern: /(?<![A-Za-z0-9_])gh[pousr]_[A-Za-z0-9]{36}[\w-]*/gu },
  { kind: 'github-token', pattern: /(?<![A-Za-z0-9_])github_pat_[A-Za-z0-9_]{22}[\w-]*/gu },
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  {
    kind: 'gitlab-token',
    pattern: /(?<![A-Za-z0-9])gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-[\w-]{20}[\w-]*/gu,
  },
  // https://docs.slack.dev/authentication/tokens
  { kind: 'slack-token', pattern: /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10}[\w-]*/gu },
  {
    kind: 'slack-token',
    pattern:
      /(?<=https:\/\/hooks\.slack\.com\/services\/)T[A-Z0-9]{6,20}\/B[A-Z0-9]{6,20}\/[A-Za-z0-9]{16}[\w-]*/gu,
  },
  // https://cloud.google.com/docs/authentication/api-keys
  { kind: 'google-api-key', pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/gu },
  { kind: 'google-api-key', pattern: /(?<![A-Za-z0-9_-])GOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/gu },
  // RFC 7519: a header and claims are JSON objects, whose base64url begins with `eyJ`.
  {
    kind: 'json-web-token',
    pattern: /(?<![A-Za-z0-9_-])eyJ[\w-]{8}[\w-]*\.eyJ[\w-]{8}[\w-]*\.[\w-]{16}[\w-]*/gu,
  },
  // Vault, npm, PyPI, Docker Hub, Stripe, SendGrid, Hugging Face, DigitalOcean, OpenAI and Anthropic.
  {
    kind: 'service-token',
    pattern:
      /(?<![A-Za-z0-9_-])(?:hv[sb]\.[\w-]{24}|npm_[A-Za-z0-9]{36}|pypi-AgEI[\w-]{50}|dckr_pat_[\w-]{20}|[sr]k_live_[A-Za-z0-9]{20}|SG\.[\w-]{22}\.[\w-]{43}|hf_[A-Za-z0-9]{34}|do[opr]_v1_[0-9a-f]{64}|sk-(?:proj-|ant-)[\w-]{20})[\w-]*/gu,
  },
  // RFC 3986, userinfo: the password stands between the colon and the @ before the host.
  {
    kind: 'url-password',
    pattern: /(?<=[a-z0-9]:\/\/[^\s/:@"'<>]{0,100}:)(?<secret>[^\s/@"'<>]+)(?=@[\w.[-])/giu,
  },
]

function matches(text: string, { kind, pattern }: Format): readonly Credential[] {
  return Array.from(text.matchAll(pattern)).flatMap((found) => {
    const secret = found.groups?.['secret'] ?? found[0]
    if (kind === 'url-password' && isPlaceholder(secret)) return []
    const start = found.index + found[0].lastIndexOf(secret)
    return [{ kind, start, end: start + secret.length }]
  })
}

/** PEM (RFC 7468) and OpenPGP (RFC 9580) private keys: from their first line to their last, or to the end of the text. */
function privateKeys(text: string): readonly Credential[] {
  const found: Credential[] = []
  const begin = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/gu
  for (let first = begin.exec(text); first !== null; first = begin.exec(text)) {
    const last = text.indexOf('-----END ', begin.lastIndex)
    const close = last === -1 ? -1 : text.indexOf('-----', last + '-----END '.length)
    const end = close === -1 ? text.length : close + '-----'.length
    // A first line alone is a text about keys.
    if (text.slice(begin.lastIndex, last === -1 ? end : last).trim().length >= 16)
      found.push({ kind: 'private-key', start: first.index, end })
    begin.lastIndex = end
  }
  return found
}

/** `DB_PASSWORD=literal`, `"password": "literal"`, `password = "literal"`, `--password literal` inside of a text. */
function assigned(text: string): readonly Credential[] {
  return assignments.flatMap((pattern) =>
    Array.from(text.matchAll(pattern)).flatMap((found): readonly Credential[] => {
      const { secret = '', name = '', code } = found.groups ?? {}
      if (code !== undefined || !isSecretFor(name, secret)) return []
      const start = found.index + found[0].lastIndexOf(secret)
      return [{ kind: 'password', start, end: start + secret.length }]
    }),
  )
}

const asking =
  'password|passwd|passphrase|client_?secret|(?:auth|access|api|private)_?(?:token|key)|secret_?key'

const assignments: readonly RegExp[] = [
  // In quotes.
  new RegExp(
    `(?<name>${asking})\\\\?["']?\\s{0,20}[:=]>?\\s{0,20}\\\\?(?<quote>["'])(?<secret>[^"'\\\\\\s]+)\\\\?\\k<quote>`,
    'giu',
  ),
  // As a shell, a Dockerfile or properties have it; what goes on with a bracket is code.
  new RegExp(`(?<name>${asking})=(?<secret>[^\\s"'\\\\;,&|<>(){}[\\]]+)(?<code>[<>(){}[\\]])?`, 'giu'),
  // As YAML has it: alone on its line.
  new RegExp(
    `^[ \\t-]{0,80}[\\w.-]{0,80}(?<name>${asking}): {1,8}(?<secret>[^\\s"'\\\\,&|<>(){}[\\]]+)[ \\t]{0,8}(?:#|$)`,
    'gimu',
  ),
  new RegExp(
    `(?<=--)(?<name>${asking})[= ](?<secret>[^\\s"'\\\\;&|<>(){}[\\]-][^\\s"'\\\\;&|<>(){}[\\]]*)`,
    'giu',
  ),
  // A list of names and values, as containers have their environment in JSON and in the languages that make it.
  new RegExp(
    `(?<![\\w-])name["']?\\s{0,8}[:=]\\s{0,8}"(?<name>[A-Za-z0-9_.-]{0,80}(?:${asking}))"[\\s,]{1,80}["']?value["']?\\s{0,8}[:=]\\s{0,8}"(?<secret>[^"\\\\]+)"`,
    'giu',
  ),
]

/** What an editor ends a file with, or a block of YAML, is no part of what is kept in it. */
function withoutLineEnd(text: string): string {
  if (!text.endsWith('\n')) return text
  return text.slice(0, text.endsWith('\r\n') ? -2 : -1)
}

function wholeOf(given: string, name: string): Credential | undefined {
  const text = withoutLineEnd(given)
  const whole = (kind: CredentialKind): Credential => ({ kind, start: 0, end: text.length })
  if (name === '') return undefined
  const said = snake(name)
  if (/(?:^|_)secret(?:_access)?_key$/u.test(said) && /^[A-Za-z0-9/+]{40}$/u.test(text))
    return whole('aws-secret-access-key')
  return isSecretFor(said, text) ? whole('password') : undefined
}

/** Whether a name asks for a secret that a text is: any literal for a password, only what looks random for a token or key. */
function isSecretFor(name: string, text: string): boolean {
  const said = snake(name)
  if (/\s/u.test(text) || isPlaceholder(text) || /(?:^|_)(?:min|max|minimum|maximum)_/u.test(said))
    return false
  if (/(?:^|_)(?:password|passwd|passphrase|pass|pwd|pw)(?:_?\d+)?$/u.test(said)) return true
  const isKey =
    /(?:^|_)(?:token|secret|secret_?key|access_?key|account_?key|api_?key|private_?key|credentials?)$/u
  return isKey.test(said) && looksRandom(text)
}

/** `clientSecret`, `client-secret` and `CLIENT_SECRET` as `client_secret`. */
function snake(name: string): string {
  return name
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, '_')
    .replaceAll(/[-.]/gu, '_')
    .toLowerCase()
}

/** References to where a secret is kept, placeholders, and words of a language: nothing that opens a door. */
function isPlaceholder(text: string): boolean {
  return (
    text === '' ||
    /[$%]\{|\{\{|\$\(|\$\[|^\$|^%[^%]*%$|^<.*>$|^\(.*\)$/u.test(text) ||
    /^(?:\*+|x+|\.+|-+|_+|\d{1,3})$/iu.test(text) ||
    /^(?:arn:|ref\+|vault:|op:\/\/|awssm:|ssm:|file:|https?:\/\/|secretref:|projects\/|[./~]|![A-Za-z]|[&*][A-Za-z])/iu.test(
      text,
    ) ||
    /^(?:var|local|data|module|each|self|random_password|secrets|env|inputs|steps|process|os)\.\w/u.test(
      text,
    ) ||
    /^(?:true|false|yes|no|on|off|enabled|disabled|null|nil|none|undefined|string|str|number|bool|required|optional|redacted|masked|hidden|sensitive|unknown|todo)$/iu.test(
      text,
    )
  )
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

/** Long, of letters and digits that no one would think up; not an identifier of a resource, nor words. */
function looksRandom(text: string): boolean {
  if (text.length < 16 || uuid.test(text) || !/^[\w+/=.~-]+$/u.test(text)) return false
  if (!/\d/u.test(text) || !/[A-Za-z]/u.test(text)) return false
  // `prod-eu-1-cluster-token` is words.
  const longest = Math.max(...text.split(/[-_./]/u).map((part) => part.length))
  return longest >= 12 && entropy(text) >= 3
}

/** Bits a letter, by Shannon. */
function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** In order; of two that overlap the one that begins first, the longer of equals. */
function apart(found: readonly Credential[]): readonly Credential[] {
  const kept: Credential[] = []
  for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one)
  }
  return kept
}
