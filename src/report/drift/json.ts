import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import type { DriftedObject, DriftedValue, Silence, Writer } from '../../model/drift.ts'
import { answersTo, answersToObject, type DriftAnswers } from '../../model/drift-answers.ts'
import type { Json, JsonObject } from '../../model/json-text.ts'
import { becauseJson, sensitiveJson, valueJson } from '../../model/value-json.ts'
import { diagnosticJson } from '../diagnostics.ts'
import { editBlastJson } from '../edit/blast.ts'
import { blastJson } from '../review/blast.ts'
import { sourceLine, spanJson } from '../source.ts'
import type { View } from '../view.ts'
import { totalsOf, type DriftReport } from './words.ts'

/** A drift as a document, with what was held back. */
export function driftJson(
  view: View,
  { drift, today, asked }: DriftReport,
  diagnostics: readonly Diagnostic[],
): JsonObject {
  return {
    summary: { ...totalsOf(drift), live: drift.live, compared: drift.compared },
    objects: drift.objects.map((one) => objectJson(view, one, { today, asked })),
    elsewhere: drift.elsewhere.map(({ format, root, variant }) => ({
      format,
      path: view.path(root) || '.',
      variant,
    })),
    failures: drift.failures.map(({ what, why }) => ({ what, why })),
    revert: drift.reverting && {
      command: drift.reverting.command,
      plan: blastJson(drift.reverting.blast),
    },
    diagnostics: diagnostics.map((one) => diagnosticJson(view, one)),
  }
}

type Given = Pick<DriftReport, 'today' | 'asked'>

function objectJson(view: View, object: DriftedObject, given: Given): JsonObject {
  const { address, type, what, reading, wanted, by, silence, values, blast } = object
  return {
    address,
    type,
    what,
    root: reading && (view.path(reading.root) || '.'),
    format: reading?.format,
    variant: reading?.variant,
    source: wanted && spanJson(view, wanted.span),
    by: writerJson(by),
    silence: silenceJson(view, silence),
    values: values.map((one) => valueOf(view, object, one, given)),
    answers:
      what === 'changed' || silence !== undefined
        ? undefined
        : answersJson(view, answersToObject(object, given.today, given.asked), ''),
    // What bringing it back reaches.
    blast: blast && editBlastJson(view, blast),
  }
}

function valueOf(view: View, object: DriftedObject, one: DriftedValue, given: Given): JsonObject {
  const { path, name, what, wanted, remembered, live, site, by, why, silence } = one
  return {
    path,
    what,
    why,
    wanted: stateJson(view, wanted, name),
    remembered: remembered && stateJson(view, remembered, name),
    live: stateJson(view, live, name),
    origin: site && { ...spanJson(view, site), source: sourceLine(view, site)?.text },
    by: writerJson(by),
    silence: silenceJson(view, silence),
    answers:
      silence === undefined
        ? answersJson(view, answersTo(object, one, given.today, given.asked), name)
        : undefined,
  }
}

/** Undefined where there is nothing. */
function stateJson(view: View, value: Value, name: string): JsonObject | undefined {
  if (value.kind === 'absent') return undefined
  return {
    value: valueJson(value, view.showSensitive, name),
    sensitive: sensitiveJson(value),
    unknown: value.kind === 'unknown',
    because: value.kind === 'unknown' ? becauseJson(value) : undefined,
  }
}

function writerJson(by: Writer | undefined): JsonObject | undefined {
  return by && { name: by.name, at: by.at === '' ? undefined : by.at, event: by.event }
}

function silenceJson(view: View, silence: Silence | undefined): JsonObject | undefined {
  if (silence === undefined) return undefined
  return { kind: silence.kind, why: silence.why, waiver: placeJson(view, silence.waiver) }
}

function placeJson(view: View, span: Span | undefined): Json | undefined {
  return span === undefined ? undefined : spanJson(view, span)
}

function answersJson(view: View, { revert, codify, accept }: DriftAnswers, name: string): JsonObject {
  // Whole objects are in the dump and in the code, and need not be told again.
  const told = (path: string, value: Value | undefined): Json | undefined =>
    path === '' || value === undefined ? undefined : valueJson(value, view.showSensitive, name)
  return {
    revert: {
      action: revert.action,
      address: revert.address,
      path: revert.path,
      to: told(revert.path, revert.to),
    },
    codify: codify && {
      action: codify.action,
      address: codify.address,
      path: codify.path,
      value: told(codify.path, codify.value),
      command: codify.command,
    },
    accept: { ...accept },
  }
}
