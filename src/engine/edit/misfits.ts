import { misfit } from '../../edits/terraform/misfit.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import type { OtherChange } from '../../model/edit.ts'
import { parsePath } from '../../model/path.ts'
import type { EditState, ReadUnit } from './state.ts'

/** What an edit makes of values that the types of their resources have no place for, as errors at the lines that say them. */
export function misfitsIn({ units }: EditState, changes: readonly OtherChange[]): readonly Diagnostic[] {
  const terraform = units.filter(({ reading }) => reading.format === 'terraform')
  return changes.flatMap((one) => {
    const unit = terraform.find(({ reading }) => reading.root === one.root && reading.variant === one.variant)
    return unit === undefined ? [] : (misfitAt(unit, one) ?? [])
  })
}

function misfitAt({ unit, reading }: ReadUnit, { change }: OtherChange): Diagnostic | undefined {
  const { address, path, before, after } = change
  const resource = reading.resources.find((one) => one.address === address)
  const steps = path === '' ? undefined : parsePath(path)
  if (resource === undefined || steps === undefined) return undefined
  const found = misfit(unit, { resource, steps, before, after })
  if (found === undefined) return undefined
  const span: Span = reading.origins.get(after.origin)?.site ?? resource.span
  return { ...found, severity: 'error', span }
}
