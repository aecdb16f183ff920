import { RE2JS } from 're2js'
import {
  comparePrereleases,
  compareVersions,
  readVersion,
  versionOf,
  type BadVersion,
  type Version,
} from './semver.ts'

/** Alternatives of constraints that all must hold. */
export interface Constraints {
  readonly kind: 'constraints'
  readonly alternatives: readonly (readonly Constraint[])[]
}

interface Constraint {
  readonly operator: string
  readonly version: Version
  /** Which parts were left open, as in `1.x`. */
  readonly open: 'none' | 'all' | 'minor' | 'patch'
}

const operators = String.raw`=||!=|>|<|>=|=>|<=|=<|~|~>|\^`
const part =
  String.raw`v?([0-9|x|X|\*]+)(\.[0-9|x|X|\*]+)?(\.[0-9|x|X|\*]+)?` +
  String.raw`(-([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?(\+([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?`

// RE2, as blanks may stand in several places: an expression that tries again would take too long.
const range = compiledOnce(String.raw`\s*(${part})\s+-\s+(${part})\s*`)
const each = compiledOnce(String.raw`(${operators})\s*(${part})`)
const whole = compiledOnce(
  String.raw`^(\s*(${operators})\s*(${part})\s*)((?:\s+|,\s*)(${operators})\s*(${part})\s*)*$`,
)
/** Where the parts of one constraint are among the groups of `each`. */
const group = { operator: 1, major: 3, minor: 4, patch: 5, prerelease: 6 }

/**
 * Reads a constraint of Masterminds/semver 3, or says why it is none.
 *
 * See https://github.com/Masterminds/semver#checking-version-constraints.
 */
export function readConstraints(text: string): Constraints | BadVersion {
  const alternatives: (readonly Constraint[])[] = []
  for (const alternative of withoutRanges(text).split('||')) {
    if (!whole().matches(alternative)) return { kind: 'bad', message: `improper constraint: ${alternative}` }
    const read = constraintsIn(alternative)
    if (read === undefined) return { kind: 'bad', message: 'constraint parser error' }
    alternatives.push(read)
  }
  return { kind: 'constraints', alternatives }
}

/** Whether a version is one that a constraint asks for; also no where either of them can't be read. */
export function satisfies(constraint: string, text: string): boolean {
  const version = versionOf(text)
  const constraints = readConstraints(constraint)
  return version !== undefined && constraints.kind === 'constraints' && isAllowed(constraints, version)
}

/** Whether a version is one that the constraints ask for. Prereleases are only where a constraint beside names one. */
export function isAllowed({ alternatives }: Constraints, version: Version): boolean {
  return alternatives.some((constraints) => {
    if (version.prerelease !== '' && constraints.every((one) => one.version.prerelease === '')) return false
    return constraints.every((constraint) => holds(constraint, version))
  })
}

/** `1.2 - 2.3` is `>= 1.2, <= 2.3`. */
function withoutRanges(text: string): string {
  const matcher = range().matcher(text)
  let made = ''
  let at = 0
  while (matcher.find()) {
    made += `${text.slice(at, matcher.start())}>= ${matcher.group(1) ?? ''}, <= ${matcher.group(11) ?? ''} `
    at = matcher.end()
  }
  return made + text.slice(at)
}

function constraintsIn(text: string): readonly Constraint[] | undefined {
  const found: Constraint[] = []
  const matcher = each().matcher(text)
  while (matcher.find()) {
    const [operator = '', major = '', minor = '', patch = '', prerelease = ''] = [
      group.operator,
      group.major,
      group.minor,
      group.patch,
      group.prerelease,
    ].map((number) => matcher.group(number) ?? '')
    const constraint = constraintOf(operator, [major, minor, patch], prerelease)
    if (constraint === undefined) return undefined
    found.push(constraint)
  }
  return found
}

function constraintOf(
  operator: string,
  parts: readonly string[],
  prerelease: string,
): Constraint | undefined {
  const [major = '', minor = '', patch = ''] = parts.map((one) => one.replace(/^\./u, ''))
  const open = isOpen(major) ? 'all' : isOpen(minor) ? 'minor' : isOpen(patch) ? 'patch' : 'none'
  const written = {
    all: '0.0.0',
    minor: `${major}.0.0`,
    patch: `${major}.${minor}.0`,
    none: `${major}.${minor}.${patch}`,
  }
  const version = readVersion(written[open] + prerelease)
  return 'kind' in version ? undefined : { operator, version, open }
}

function isOpen(text: string): boolean {
  return text === '' || text === 'x' || text === 'X' || text === '*'
}

function holds(constraint: Constraint, version: Version): boolean {
  const { operator, version: wanted, open } = constraint
  const order = compareVersions(version, wanted)
  switch (operator) {
    case '!=':
      return isOther(version, constraint)
    case '>':
      return isGreater(version, wanted, open)
    case '<':
      return order < 0
    case '>=':
    case '=>':
      return order >= 0
    case '<=':
    case '=<':
      return open === 'none' ? order <= 0 : isWithin(version, wanted, open)
    case '^':
      return order >= 0 && isCaret(version, wanted, open)
    case '~':
    case '~>':
      return isTilde(version, wanted, open)
    default:
      return open === 'none' ? order === 0 : isTilde(version, wanted, open)
  }
}

function isOther(version: Version, { version: wanted, open }: Constraint): boolean {
  if (open === 'none' || open === 'all') return compareVersions(version, wanted) !== 0
  if (version.major !== wanted.major) return true
  if (open === 'minor') return false
  if (version.minor !== wanted.minor) return true
  return comparePrereleases(version.prerelease, wanted.prerelease) !== 0
}

function isWithin(version: Version, wanted: Version, open: Constraint['open']): boolean {
  if (version.major !== wanted.major) return version.major < wanted.major
  return open === 'minor' || version.minor <= wanted.minor
}

function isGreater(version: Version, wanted: Version, open: Constraint['open']): boolean {
  if (open === 'none') return compareVersions(version, wanted) > 0
  if (version.major !== wanted.major) return version.major > wanted.major
  if (open === 'all') return compareVersions(version, wanted) > 0
  return open === 'patch' && version.minor > wanted.minor
}

function isTilde(version: Version, wanted: Version, open: Constraint['open']): boolean {
  if (compareVersions(version, wanted) < 0) return false
  const isZero = wanted.major === 0n && wanted.minor === 0n && wanted.patch === 0n
  if (isZero && open !== 'minor' && open !== 'patch') return true
  if (version.major !== wanted.major) return false
  return open === 'minor' || version.minor === wanted.minor
}

function isCaret(version: Version, wanted: Version, open: Constraint['open']): boolean {
  if (wanted.major > 0n || open === 'minor') return version.major === wanted.major
  if (version.major > 0n) return false
  if (wanted.minor > 0n || open === 'patch') return version.minor === wanted.minor
  return version.minor === 0n && version.patch === wanted.patch
}

/** To compile them takes longer than most runs that never see a constraint. */
function compiledOnce(expression: string): () => RE2JS {
  let made: RE2JS | undefined
  return () => (made ??= RE2JS.compile(expression))
}
