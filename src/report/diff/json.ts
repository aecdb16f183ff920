import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { CausedChanges, ChangeCause, ResourceChange, RootDifference } from '../../model/difference.ts'
import type { JsonObject } from '../../model/json-text.ts'
import type { Value } from '../../kernel/value.ts'
import { becauseJson, sensitiveJson, unknownJson, valueJson } from '../../model/value-json.ts'
import { diagnosticJson } from '../diagnostics.ts'
import { spanJson } from '../source.ts'
import type { View } from '../view.ts'
import { causeLines, totalsOf, type DiffReport, type DiffViews } from './views.ts'

/** A difference as a document. */
export function diffJson(
  views: DiffViews,
  { difference, since }: DiffReport,
  diagnostics: readonly Diagnostic[],
): JsonObject {
  const { added, removed, changed, values } = totalsOf(difference)
  return {
    since,
    summary: { added, removed, changed, values },
    roots: difference.roots.map((root) => rootJson(views, root)),
    diagnostics: diagnostics.map((one) => diagnosticJson(views.after, one)),
  }
}

function rootJson(views: DiffViews, root: RootDifference): JsonObject {
  return {
    path: views.after.path(root.root) || '.',
    format: root.format,
    variant: root.variant,
    state: root.state,
    groups: root.groups.map((one) => groupJson(views, one)),
  }
}

function groupJson(views: DiffViews, { causes, changes }: CausedChanges): JsonObject {
  return {
    causes: causes.map((one) => causeJson(views, one)),
    changes: changes.map((one) => changeJson(views, one)),
  }
}

function causeJson(views: DiffViews, cause: ChangeCause): JsonObject {
  const lines = causeLines(views, cause)
  return {
    kind: cause.kind,
    before: cause.before && { ...spanJson(views.before, cause.before), source: lines.before },
    after: cause.after && { ...spanJson(views.after, cause.after), source: lines.after },
  }
}

function changeJson(
  views: DiffViews,
  { kind, address, path, name, before, after }: ResourceChange,
): JsonObject {
  return {
    kind,
    address,
    path,
    before: stateJson(views.before, before, name),
    after: stateJson(views.after, after, name),
  }
}

function stateJson(view: View, value: Value, name: string): JsonObject | undefined {
  if (value.kind === 'absent') return undefined
  return {
    value: valueJson(value, view.showSensitive, name),
    unknown: unknownJson(value),
    sensitive: sensitiveJson(value),
    because: becauseJson(value),
  }
}
