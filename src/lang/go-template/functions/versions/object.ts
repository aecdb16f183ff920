import { boolOf, derived, intOf } from '../results.ts'
import { compareVersions, readVersion, versionString, type Version } from '../../semver.ts'
import { itemAt, stringAt } from '../arguments.ts'
import { refuse } from '../../refuse.ts'
import { typeName, type Call, type GoFunction, type GoInt, type GoObject, type GoValue } from '../../value.ts'

/** A version object also holds the version that it stands for. */
export interface VersionObject extends GoObject {
  readonly version: Version
}

type Args = readonly GoValue[]

/** A version as templates see it: it has no fields, only methods. https://pkg.go.dev/github.com/Masterminds/semver/v3#Version */
export function versionObject(
  version: Version,
  from: Args,
  call: Call,
  type = '*semver.Version',
): VersionObject {
  const origin = call.made(from)
  const object: VersionObject = {
    kind: 'object',
    type,
    origin,
    fields: new Map(),
    methods: new Map(),
    printed: versionString(version),
    version,
  }
  const all = methodsOf(object)
  if (type.startsWith('*')) return { ...object, methods: all }
  return { ...object, methods: new Map([...all].filter(([name]) => !ofPointers.has(name))) }
}

/** Methods that only a pointer to a version has. */
const ofPointers: ReadonlySet<string> = new Set([
  'Original',
  'Compare',
  'Equal',
  'LessThan',
  'LessThanEqual',
  'GreaterThan',
  'GreaterThanEqual',
])

function methodsOf(object: VersionObject): ReadonlyMap<string, GoFunction> {
  const { version } = object
  const text = (value: string): GoFunction => ({
    params: [],
    call: (_, call) => derived(value, [object], call),
  })
  const next = (value: Version): GoFunction => ({
    params: [],
    call: (_, call) => versionObject(value, [object], call, 'semver.Version'),
  })
  return new Map(
    Object.entries({
      Major: number(version.major, object),
      Minor: number(version.minor, object),
      Patch: number(version.patch, object),
      Prerelease: text(version.prerelease),
      Metadata: text(version.metadata),
      Original: text(version.original),
      String: text(versionString(version)),
      IncMajor: next(raised(version, { major: version.major + 1n, minor: 0n, patch: 0n })),
      IncMinor: next(raised(version, { minor: version.minor + 1n, patch: 0n })),
      IncPatch: next(raised(version, version.prerelease === '' ? { patch: version.patch + 1n } : {})),
      SetPrerelease: changed(object, (label) => ({ prerelease: label })),
      SetMetadata: changed(object, (label) => ({ metadata: label })),
      Compare: {
        params: ['any'],
        call: (args: Args, call: Call) =>
          intOf(BigInt(Math.sign(compareVersions(version, versionIn(args)))), [object, ...args], call),
      },
      Equal: compared(object, (order) => order === 0),
      LessThan: compared(object, (order) => order < 0),
      LessThanEqual: compared(object, (order) => order <= 0),
      GreaterThan: compared(object, (order) => order > 0),
      GreaterThanEqual: compared(object, (order) => order >= 0),
    } satisfies Record<string, GoFunction>),
  )
}

function number(value: bigint, object: GoObject): GoFunction {
  return {
    params: [],
    call: (_, call): GoInt => ({ kind: 'int', type: 'uint64', value, origin: call.made([object]) }),
  }
}

function compared(object: VersionObject, is: (order: number) => boolean): GoFunction {
  return {
    params: ['any'],
    call: (args, call) =>
      boolOf(is(compareVersions(object.version, versionIn(args))), [object, ...args], call),
  }
}

function versionIn(args: Args): Version {
  const value = itemAt(args, 0)
  if (isVersion(value) && value.type === '*semver.Version') return value.version
  throw refuse(`wrong type for value; expected *semver.Version; got ${typeName(value)}`)
}

function isVersion(value: GoValue): value is VersionObject {
  return value.kind === 'object' && 'version' in value
}

/** The next version has no labels, and a `v` before it where this one has. */
function raised(version: Version, parts: Partial<Version>): Version {
  const made = { ...version, prerelease: '', metadata: '', ...parts }
  return { ...made, original: (version.original.startsWith('v') ? 'v' : '') + versionString(made) }
}

function changed(object: VersionObject, label: (text: string) => Partial<Version>): GoFunction {
  return {
    params: ['string'],
    call: (args, call) => {
      const made = { ...object.version, ...label(stringAt(args, 0)) }
      const prefix = object.version.original.startsWith('v') ? 'v' : ''
      const version = readVersion(prefix + versionString(made))
      if ('kind' in version) throw refuse(mistake(stringAt(args, 0), 'prerelease' in label('')))
      return versionObject(version, [object, ...args], call, 'semver.Version')
    },
  }
}

function mistake(text: string, isPrerelease: boolean): string {
  const isPlain = text.split('.').every((one) => /^[\dA-Za-z-]+$/u.test(one))
  if (isPlain) return 'version segment starts with 0'
  return isPrerelease ? 'invalid prerelease string' : 'invalid metadata string'
}
