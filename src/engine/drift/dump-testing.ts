import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import { lowerJson } from '../../lang/json/lower.ts'
import { parseJson } from '../../lang/json/parse.ts'
import { objectsIn } from '../../model/kubernetes/objects.ts'
import { resourcesOf } from '../../model/kubernetes/resources.ts'
import type { Reading } from '../../model/reading.ts'

/** What kubectl prints, as what runs; for tests. */
export function readingOfDump(text: string): Reading {
  const origins = new Origins()
  const file = filePath('live.json')
  const { value } = lowerJson(parseJson(file, text), 0, origins)
  return {
    format: 'live',
    root: file,
    variant: '',
    resources: resourcesOf(objectsIn(value, text, origins)).value,
    named: [],
    references: [],
    diagnostics: [],
    origins,
    texts: new Map([[file, text]]),
  }
}
