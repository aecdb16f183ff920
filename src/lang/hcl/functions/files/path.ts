import { stringType } from '../../types.ts'
import { unknown } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'
import { cleaned, folderOf, lastName } from './paths.ts'

const parameters = [{ name: 'path', type: stringType }]

export const abspath: HclFunction = {
  name: 'abspath',
  summary: 'A path from the root of the file system.',
  parameters,
  returns: () => stringType,

  call([given], { workingFolder }, type) {
    const path = textIn(given)
    if (path.startsWith('/')) return text(cleaned(path))
    if (workingFolder === undefined) return unknown(type, [{ kind: 'computed', what: 'the working folder' }])
    return text(cleaned(`${workingFolder}/${path}`))
  },
}

export const basename: HclFunction = {
  name: 'basename',
  summary: 'The last name of a path.',
  parameters,
  returns: () => stringType,
  call: ([path]) => text(lastName(textIn(path))),
}

export const dirname: HclFunction = {
  name: 'dirname',
  summary: 'A path without its last name.',
  parameters,
  returns: () => stringType,
  call: ([path]) => text(folderOf(textIn(path))),
}

export const pathexpand: HclFunction = {
  name: 'pathexpand',
  summary: 'A path with the home folder in the place of `~`.',
  parameters,
  returns: () => stringType,

  call([given], _, type) {
    const path = textIn(given)
    if (!path.startsWith('~')) return text(path)
    const isOwn = path.length === 1 || path[1] === '/' || path[1] === '\\'
    // Whose home it is, and so where, is not in the files: it differs from machine to machine.
    return isOwn
      ? unknown(type, [{ kind: 'computed', what: 'the home folder' }])
      : failed('cannot expand user-specific home dir')
  },
}
