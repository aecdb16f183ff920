/** A semantic version. */
export interface Version {
  readonly major: bigint
  readonly minor: bigint
  readonly patch: bigint
  readonly prerelease: string
  readonly metadata: string
  /** As it was written. */
  readonly original: string
}

/** Why a text is no version, in the library's own words. */
export interface BadVersion {
  readonly kind: 'bad'
  readonly message: string
}

const versionText =
  /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?(?:\+([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?$/u
const largest = 2n ** 64n - 1n

/** Reads a version as Masterminds/semver does: `v` may stand before it, minor and patch may be missing. */
export function versionOf(text: string): Version | undefined {
  const read = readVersion(text)
  return 'kind' in read ? undefined : read
}

/** Reads a version, or says why it is none. */
export function readVersion(text: string): Version | BadVersion {
  const parts = versionText.exec(text)
  if (parts === null) return bad('invalid semantic version')
  const [, major = '0', minor = '0', patch = '0', prerelease = '', metadata = ''] = parts
  for (const number of [major, minor, patch]) {
    if (isTooLarge(number)) {
      const why = `strconv.ParseUint: parsing "${number}": value out of range`
      return bad(`error parsing version segment: ${why}`)
    }
  }
  if (prerelease.split('.').some((one) => /^0\d+$/u.test(one))) return bad('version segment starts with 0')
  const numbers = { major: BigInt(major), minor: BigInt(minor), patch: BigInt(patch) }
  return { ...numbers, prerelease, metadata, original: text }
}

function bad(message: string): BadVersion {
  return { kind: 'bad', message }
}

/** A version without a `v` before it, and with all its parts. */
export function versionString({ major, minor, patch, prerelease, metadata }: Version): string {
  const before = prerelease === '' ? '' : `-${prerelease}`
  const after = metadata === '' ? '' : `+${metadata}`
  return `${major}.${minor}.${patch}${before}${after}`
}

/** Which of two versions comes first: negative for the left one. Build metadata doesn't count. */
export function compareVersions(left: Version, right: Version): number {
  for (const part of ['major', 'minor', 'patch'] as const) {
    if (left[part] !== right[part]) return left[part] < right[part] ? -1 : 1
  }
  if (left.prerelease === right.prerelease) return 0
  if (left.prerelease === '' || right.prerelease === '') return left.prerelease === '' ? 1 : -1
  return comparePrereleases(left.prerelease, right.prerelease)
}

/** The order of two prereleases, part for part: numbers by value and before words. */
export function comparePrereleases(left: string, right: string): number {
  const ones = left.split('.')
  const others = right.split('.')
  for (let at = 0; at < Math.max(ones.length, others.length); at++) {
    const order = comparePart(ones[at] ?? '', others[at] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function comparePart(left: string, right: string): number {
  if (left === right) return 0
  if (left === '' || right === '') return left === '' ? -1 : 1
  const isNumber = isSmallNumber(left)
  if (isNumber !== isSmallNumber(right)) return isNumber ? -1 : 1
  if (isNumber) return BigInt(left) < BigInt(right) ? -1 : 1
  return left < right ? -1 : 1
}

function isSmallNumber(text: string): boolean {
  return /^\d+$/u.test(text) && !isTooLarge(text)
}

function isTooLarge(digits: string): boolean {
  return digits.length > 20 || BigInt(digits) > largest
}
