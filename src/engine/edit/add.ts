import type { TextEdit } from '../../kernel/edit.ts'
import { besideOwner, type Beside } from '../../edits/terraform/beside.ts'
import { Texts } from '../../edits/texts.ts'
import { answered, type Edited, type EditOptions } from './edit.ts'
import { brokenText, refused } from './refusal.ts'
import { editedState, type EditState } from './state.ts'
import { newDiagnostics } from './verify.ts'

/** New resources beside those that they say a part of, verified by reading again. */
export function addedBeside(before: EditState, wanted: readonly Beside[], options: EditOptions): Edited {
  const texts = new Texts((file) => before.estate.text(file))
  const made = wanted.flatMap((one) => {
    const found = besideOwner(one, texts)
    return found === undefined ? [] : [{ ...found, of: one.reading }]
  })
  const none = wanted.find((_, at) => made[at] === undefined)
  if (none !== undefined || made.length < wanted.length) {
    const detail = `${wanted[0]?.type ?? ''} could say it, but no place for a new block was found beside ${wanted[0]?.owner.address ?? ''}.`
    return { answer: refused('edit/no-place', detail), state: before }
  }
  // Instances of one block, and readings of one file, have the new block together.
  const edits = new Map<string, TextEdit>(
    made.flatMap(({ place }) => place.edits.map((one) => [JSON.stringify(one), one])),
  )
  const after = editedState(before, [...edits.values()])
  const error = newDiagnostics(before, after).find(({ severity }) => severity === 'error')
  if (error !== undefined) {
    const what = `${wanted[0]?.type ?? ''} beside ${wanted[0]?.owner.address ?? ''}`
    return { answer: refused('edit/breaks', brokenText(what, error, after)), state: before }
  }
  const targets = made.map(({ address, of: { format, root, variant } }) => ({
    format,
    root,
    variant,
    address,
    path: '',
  }))
  const [first] = made
  const layers = first === undefined ? [] : [{ kind: first.place.kind, site: first.place.site, others: 0 }]
  const answer = answered(before, after, { targets, layers, offers: [] }, options)
  return { answer, state: answer.kind === 'edited' ? after : before }
}
