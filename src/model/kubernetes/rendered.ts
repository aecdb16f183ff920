import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import type { Reading } from '../reading.ts'
import { objectsIn } from './objects.ts'
import { referencesBetween } from './references.ts'
import { resourcesOf } from './resources.ts'

/** What was rendered, and the texts that its spans point into. */
export interface Rendered {
  readonly values: readonly Value[]
  readonly diagnostics: readonly Diagnostic[]
  readonly texts: ReadonlyMap<FilePath, string>
}

/** Rendered objects as what a root says. */
export function readingOfRendered(
  { format, root, variant }: Pick<Reading, 'format' | 'root' | 'variant'>,
  { values, diagnostics, texts }: Rendered,
  origins: Origins,
  textOf: (file: FilePath) => string | undefined,
): Reading {
  const objects = values.flatMap((one) => {
    const { file } = origins.site(one.origin)
    return objectsIn(one, texts.get(file) ?? textOf(file) ?? '', origins)
  })
  const resources = resourcesOf(objects)
  let references: Reading['references'] | undefined
  return {
    format,
    root,
    variant,
    resources: resources.value,
    named: [],
    get references() {
      references ??= referencesBetween(resources.value)
      return references
    },
    diagnostics: [...diagnostics, ...resources.diagnostics],
    origins,
    texts,
  }
}
