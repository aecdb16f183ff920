import { boolType, stringType } from '../../types.ts'
import { bool, unknown, type Val } from '../../value.ts'
import type { HclFunction } from '../function.ts'
import { textIn } from '../whole.ts'

export const endswith: HclFunction = {
  name: 'endswith',
  summary: 'Whether a text ends with another.',
  parameters: [
    { name: 'str', type: stringType },
    { name: 'suffix', type: stringType },
  ],
  returns: () => boolType,
  call: ([text, suffix]) => bool(textIn(text).endsWith(textIn(suffix))),
}

export const startswith: HclFunction = {
  name: 'startswith',
  summary: 'Whether a text begins with another.',
  parameters: [
    { name: 'str', type: stringType, allowUnknown: true },
    { name: 'prefix', type: stringType },
  ],
  returns: () => boolType,
  call: ([text, prefix], _, type) =>
    text?.kind === 'unknown'
      ? beginning(text.refinement?.prefix ?? '', textIn(prefix), unknown(type, []))
      : bool(textIn(text).startsWith(textIn(prefix))),
}

export const strcontains: HclFunction = {
  name: 'strcontains',
  summary: 'Whether a text has another in it.',
  parameters: [
    { name: 'str', type: stringType },
    { name: 'substr', type: stringType },
  ],
  returns: () => boolType,
  call: ([text, part]) => bool(textIn(text).includes(textIn(part))),
}

/** The known beginning of a text may be enough to tell; Terraform says no only when it is at least as long, in bytes. */
function beginning(known: string, prefix: string, undecided: Val): Val {
  if (known.startsWith(prefix)) return bool(true)
  return Buffer.byteLength(known) < Buffer.byteLength(prefix) ? undecided : bool(false)
}
