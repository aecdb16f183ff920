/** A version by semver: numbers, and a pre-release that comes before the version itself. */
export interface Version {
  readonly numbers: readonly [number, number, number]
  readonly preRelease: string
  readonly text: string
}

/** Reads `1.2.3`, `v1.2`, `1.2.3-beta1`; undefined for anything else. */
export function parseVersion(text: string): Version | undefined {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/u.exec(
    text.trim(),
  )
  if (found === null) return undefined
  const [, major = '0', minor = '0', patch = '0', preRelease = ''] = found
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    preRelease,
    text: text.trim().replace(/^v/u, ''),
  }
}

/**
 * The newest version that a constraint such as `>= 1.2, < 2.0` or `~> 5.0` allows. A pre-release is taken only when it
 * is named exactly. Undefined when none fits or the constraint is malformed. Source: Terraform's "version constraints".
 */
export function newest(versions: readonly string[], constraint: string | undefined): string | undefined {
  const terms = (constraint ?? '').split(',').filter((term) => term.trim() !== '')
  const conditions = terms.map(condition)
  if (conditions.includes(undefined)) return undefined
  const allowed = versions
    .map(parseVersion)
    .filter((version) => version !== undefined)
    .filter((version) => conditions.every((one) => one?.allows(version)))
    .filter((version) => version.preRelease === '' || conditions.some((one) => one?.exact === true))
  return allowed.toSorted(compareVersions).at(-1)?.text
}

/** Below zero when left is older. */
export function compareVersions(left: Version, right: Version): number {
  for (const at of [0, 1, 2] as const) {
    if (left.numbers[at] !== right.numbers[at]) return left.numbers[at] - right.numbers[at]
  }
  if (left.preRelease === right.preRelease) return 0
  if (left.preRelease === '' || right.preRelease === '') return left.preRelease === '' ? 1 : -1
  return comparePreReleases(left.preRelease, right.preRelease)
}

function comparePreReleases(left: string, right: string): number {
  const a = left.split('.')
  const b = right.split('.')
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [one, other] = [a[at], b[at]]
    if (one === other) continue
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1
    const numbers = /^\d+$/u.test(one) && /^\d+$/u.test(other)
    if (numbers && Number(one) !== Number(other)) return Number(one) - Number(other)
    if (!numbers) return one < other ? -1 : 1
  }
  return 0
}

interface Condition {
  readonly exact: boolean
  allows(version: Version): boolean
}

function condition(term: string): Condition | undefined {
  const found = /^\s*(=|!=|>=|<=|>|<|~>)?\s*(\S+)\s*$/u.exec(term)
  const wanted = found === null ? undefined : parseVersion(found[2] ?? '')
  if (found === null || wanted === undefined) return undefined
  const sign = found[1] ?? '='
  const order = (version: Version): number => compareVersions(version, wanted)
  switch (sign) {
    case '=':
      return { exact: true, allows: (version) => order(version) === 0 }
    case '!=':
      return { exact: false, allows: (version) => order(version) !== 0 }
    case '>':
      return { exact: false, allows: (version) => order(version) > 0 }
    case '>=':
      return { exact: false, allows: (version) => order(version) >= 0 }
    case '<':
      return { exact: false, allows: (version) => order(version) < 0 }
    case '<=':
      return { exact: false, allows: (version) => order(version) <= 0 }
    default:
      return {
        exact: false,
        allows: (version) => order(version) >= 0 && sameUpTo(version, wanted, found[2] ?? ''),
      }
  }
}

/** `~> 1.2` allows 1.x, `~> 1.2.3` allows 1.2.x: only the last written number may grow. */
function sameUpTo(version: Version, wanted: Version, text: string): boolean {
  const written = text.replace(/^v/u, '').split('-')[0]?.split('.').length ?? 1
  for (let at = 0; at < Math.max(written - 1, 1); at++) {
    if (version.numbers[at as 0] !== wanted.numbers[at as 0]) return false
  }
  return true
}
