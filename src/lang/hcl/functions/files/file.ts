import { Buffer } from 'node:buffer'
import { boolType, stringType } from '../../types.ts'
import { bool, string } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'
import { cleaned } from './paths.ts'
import { bytesAt, isProblem, shown, textAt } from './reading.ts'

const parameters = [{ name: 'path', type: stringType, allowMarked: 'when known' as const }]

export const file: HclFunction = {
  name: 'file',
  summary: 'The text of a file.',
  gives: 'a text of a file',
  parameters,
  returns: () => stringType,

  call([path], context) {
    const found = textAt(path, context)
    if (typeof found !== 'string') return found
    const whole = text(found)
    const origin = whole.value === found ? context.fileOrigin(textIn(path), found) : 0
    return string(whole.value, origin, path?.marks)
  },
}

export const filebase64: HclFunction = {
  name: 'filebase64',
  summary: 'The bytes of a file in Base64.',
  parameters,
  returns: () => stringType,

  call([path], context) {
    const bytes = bytesAt(path, context)
    if (isProblem(bytes)) return bytes
    return string(Buffer.from(bytes).toString('base64'), 0, path?.marks)
  },
}

export const fileexists: HclFunction = {
  name: 'fileexists',
  summary: 'Whether there is a file at a path.',
  parameters,
  returns: () => boolType,

  call([path], context) {
    const exists = context.fileExists(textIn(path))
    if (typeof exists === 'boolean') return bool(exists, 0, path?.marks)
    const isFolder = exists.detail.includes('is a directory')
    return isFolder ? failed(`${shown(path, cleaned(textIn(path)))} is a directory, not a file`) : exists
  },
}
