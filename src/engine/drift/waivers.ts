import type { DriftedObject, Silence } from '../../model/drift.ts'
import type { Waiver } from '../../model/review.ts'
import { fits } from '../review/pattern.ts'

/** An object with what is accepted held back: a waiver of the rule `drift` covers addresses, or single values as `ADDRESS PATH`. */
export function acceptedBy(object: DriftedObject, waivers: readonly Waiver[], today: string): DriftedObject {
  const current = waivers.filter(
    ({ rule, until }) => isDrift(rule) && (until === undefined || today <= until),
  )
  if (current.length === 0) return object
  const accept = (
    subjects: readonly string[],
    silence: Silence | undefined,
    what: string,
  ): Silence | undefined => {
    if (silence !== undefined) return silence
    const waiver = current.find((one) => covers(one, subjects, what, object))
    if (waiver === undefined) return undefined
    const end = waiver.until === undefined ? '' : `, until ${waiver.until}`
    return { kind: 'accepted', why: `${waiver.reason}${end}`, waiver: waiver.span }
  }
  return {
    ...object,
    silence:
      object.what === 'changed' ? object.silence : accept([object.address], object.silence, object.what),
    values: object.values.map((one) => ({
      ...one,
      silence: accept([object.address, `${object.address} ${one.path}`], one.silence, one.what),
    })),
  }
}

function isDrift(rule: string): boolean {
  return rule === 'drift' || rule.startsWith('drift/')
}

function covers(
  { rule, where }: Waiver,
  subjects: readonly string[],
  what: string,
  object: DriftedObject,
): boolean {
  if (rule !== 'drift' && rule !== `drift/${what}`) return false
  if (where.kind !== 'pattern') return false
  const { address, file } = where
  if (file !== undefined && !(object.wanted !== undefined && fits(file, object.wanted.span.file)))
    return false
  return address === undefined || subjects.some((one) => fits(plain(address), plain(one)))
}

/** Stars are anything, and brackets are brackets: paths are full of them. */
function plain(text: string): string {
  return text.replaceAll(/\*+/gu, '**')
}
