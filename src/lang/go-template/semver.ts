/** A semantic version. */
export interface Version {
  readonly major: bigint
  readonly minor: bigint
  readonly patch: bigint
  readonly prerelease: string
  readonly metadata: string
}

const versionText =
  /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?(?:\+([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?$/u

/** Reads a version as Masterminds/semver does: `v` may stand before it, minor and patch may be missing. */
export function versionOf(text: string): Version | undefined {
  const parts = versionText.exec(text)
  if (parts === null) return undefined
  const [, major = '0', minor = '0', patch = '0', prerelease = '', metadata = ''] = parts
  return { major: BigInt(major), minor: BigInt(minor), patch: BigInt(patch), prerelease, metadata }
}

/** Which of two versions comes first: negative for the left one. Build metadata doesn't count. */
export function compareVersions(left: Version, right: Version): number {
  for (const part of ['major', 'minor', 'patch'] as const) {
    if (left[part] !== right[part]) return left[part] < right[part] ? -1 : 1
  }
  if (left.prerelease === right.prerelease) return 0
  if (left.prerelease === '' || right.prerelease === '') return left.prerelease === '' ? 1 : -1
  return comparePrereleases(left.prerelease.split('.'), right.prerelease.split('.'))
}

function comparePrereleases(left: readonly string[], right: readonly string[]): number {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [a, b] = [left[at], right[at]]
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1
    if (a === b) continue
    const [aNumber, bNumber] = [/^\d+$/u.test(a), /^\d+$/u.test(b)]
    if (aNumber && bNumber) return BigInt(a) < BigInt(b) ? -1 : 1
    if (aNumber !== bNumber) return aNumber ? -1 : 1
    return a < b ? -1 : 1
  }
  return 0
}

interface Constraint {
  readonly operator: string
  readonly version: Version
  /** Which parts were left open, as in `1.x`. */
  readonly open: 'none' | 'all' | 'minor' | 'patch'
}

const operators = String.raw`=|==|!=|>|<|>=|=>|<=|=<|~|~>|\^`
const part = String.raw`v?([0-9]+|[xX*])(?:\.([0-9]+|[xX*]))?(?:\.([0-9]+|[xX*]))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?`
const one = new RegExp(`(${operators})?\\s*${part}`, 'gu')
const all = new RegExp(`^(?:\\s*(?:${operators})?\\s*${part}\\s*,?)+\\s*$`, 'u')
const range = new RegExp(`(${part})\\s+-\\s+(${part})`, 'gu')

/** A constraint of Masterminds/semver, as alternatives of constraints that all must hold; undefined when it is none. */
export function constraintsOf(text: string): readonly (readonly Constraint[])[] | undefined {
  const alternatives: Constraint[][] = []
  for (const alternative of text.split('||')) {
    const written = alternative.replaceAll(range, (found) => {
      const [low = '', high = ''] = found.split(/\s+-\s+/u)
      return `>=${low},<=${high}`
    })
    if (written.length > 1000 || !all.test(written)) return undefined
    alternatives.push(Array.from(written.matchAll(one), constraintOf))
  }
  return alternatives
}

/** Whether a version is one that a constraint asks for; also no where either of them can't be read. */
export function satisfies(constraint: string, text: string): boolean {
  const version = versionOf(text)
  if (version === undefined) return false
  return (constraintsOf(constraint) ?? []).some((parts) => parts.every((wanted) => holds(wanted, version)))
}

function constraintOf([
  ,
  operator = '',
  major = '',
  minor,
  patch,
  prerelease = '',
]: RegExpMatchArray): Constraint {
  const isOpen = (text: string | undefined): boolean => text === undefined || /^[xX*]$/u.test(text)
  const open = isOpen(major) ? 'all' : isOpen(minor) ? 'minor' : isOpen(patch) ? 'patch' : 'none'
  const number = (text: string | undefined): bigint =>
    text === undefined || isOpen(text) ? 0n : BigInt(text)
  const isFirst = open === 'all'
  const version: Version = {
    major: number(major),
    minor: isFirst ? 0n : number(minor),
    patch: isFirst || open === 'minor' ? 0n : number(patch),
    prerelease,
    metadata: '',
  }
  return { operator, version, open }
}

/** See https://github.com/Masterminds/semver#checking-version-constraints. */
function holds(constraint: Constraint, version: Version): boolean {
  const { operator, version: wanted, open } = constraint
  if (version.prerelease !== '' && wanted.prerelease === '' && (operator !== '!=' || open !== 'none'))
    return false
  const order = compareVersions(version, wanted)
  switch (operator) {
    case '!=':
      return !isSame(version, wanted, open)
    case '>':
      return isGreater(version, wanted, open)
    case '<':
      return order < 0
    case '>=':
    case '=>':
      return order >= 0
    case '<=':
    case '=<':
      return order <= 0 || isSame(version, wanted, open)
    case '^':
      return order >= 0 && isCaret(version, wanted, open)
    case '~':
    case '~>':
      return isTilde(version, wanted, open)
    default:
      return open === 'none' ? order === 0 : isTilde(version, wanted, open)
  }
}

/** Whether two versions are the same in the parts that weren't left open. */
function isSame(version: Version, wanted: Version, open: Constraint['open']): boolean {
  if (open === 'none') return compareVersions(version, wanted) === 0
  if (open === 'all') return true
  return version.major === wanted.major && (open === 'minor' || version.minor === wanted.minor)
}

function isGreater(version: Version, wanted: Version, open: Constraint['open']): boolean {
  if (open === 'none') return compareVersions(version, wanted) > 0
  if (version.major !== wanted.major) return version.major > wanted.major
  return open === 'patch' && version.minor > wanted.minor
}

function isTilde(version: Version, wanted: Version, open: Constraint['open']): boolean {
  if (open === 'all') return true
  const isZero = wanted.major === 0n && wanted.minor === 0n && wanted.patch === 0n
  if (isZero && open === 'none') return true
  if (compareVersions(version, wanted) < 0 || version.major !== wanted.major) return false
  return open === 'minor' || version.minor === wanted.minor
}

function isCaret(version: Version, wanted: Version, open: Constraint['open']): boolean {
  if (open === 'all' || wanted.major > 0n || open === 'minor')
    return open === 'all' || version.major === wanted.major
  if (version.major > 0n) return false
  if (wanted.minor > 0n || open === 'patch') return version.minor === wanted.minor
  return version.minor === 0n && version.patch === wanted.patch
}
