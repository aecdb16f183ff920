import type { Data } from '../../kernel/edit.ts'
import type { Estate } from '../../model/reading.ts'
import { find } from '../find.ts'

/**
 * What somebody means by a text on the command line: of the type that the value has now. Where none is there it is JSON if it can
 * be, and else a text.
 */
export function dataFrom(estate: Estate, address: string, path: string, text: string): Data {
  const found = find(estate, address, path)
  const [first] = 'kind' in found ? [] : found
  const value = first?.value
  const isText = value?.kind === 'scalar' && typeof value.scalar === 'string'
  const quoted = /^"(?:[^"\\]|\\.)*"$/su.test(text)
  const json = isText && !quoted ? undefined : jsonIn(text)
  return json === undefined ? text : json
}

/** Null is a value too, so that undefined says that it is no JSON. */
function jsonIn(text: string): Data | undefined {
  try {
    return JSON.parse(text) as Data
  } catch {
    return undefined
  }
}
