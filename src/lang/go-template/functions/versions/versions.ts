import { boolOf } from '../results.ts'
import { isAllowed, readConstraints } from '../../semver-constraint.ts'
import { readVersion } from '../../semver.ts'
import { refuse } from '../../refuse.ts'
import { stringAt } from '../arguments.ts'
import { versionObject } from './object.ts'
import type { Functions } from '../function.ts'

/** https://masterminds.github.io/sprig/semver.html */
export const versionFunctions: Functions = {
  semver: {
    params: ['string'],
    call: (args, call) => {
      const version = readVersion(stringAt(args, 0))
      if ('kind' in version) throw refuse(version.message)
      return versionObject(version, args, call)
    },
  },
  semverCompare: {
    params: ['string', 'string'],
    call: (args, call) => {
      const constraints = readConstraints(stringAt(args, 0))
      if (constraints.kind === 'bad') throw refuse(constraints.message)
      const version = readVersion(stringAt(args, 1))
      if ('kind' in version) throw refuse(version.message)
      return boolOf(isAllowed(constraints, version), args, call)
    },
  },
}
