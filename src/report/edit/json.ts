import {
  editRefusals,
  type EditAnswer,
  type Layer,
  type OtherChange,
  type StackImport,
} from '../../model/edit.ts'
import type { Json, JsonObject } from '../../model/json-text.ts'
import { valueJson } from '../../model/value-json.ts'
import { spanJson } from '../source.ts'
import type { View } from '../view.ts'
import { editBlastJson } from './blast.ts'
import { unifiedDiff } from './diff.ts'
import { importSteps } from './imports.ts'

/** An edit as a document: the diff is one that `git apply` takes. */
export function editJson(view: View, answer: EditAnswer): JsonObject {
  if (answer.kind === 'nothing') return { answer: 'nothing' }
  if (answer.kind === 'refused') {
    const { code, detail, offers } = answer
    return {
      answer: 'refused',
      code,
      summary: editRefusals[code],
      detail,
      offers: offers.map((one) => layerJson(view, one)),
    }
  }
  const { files, layers, offers, verification, blast, imports = [] } = answer
  const { wanted, follows, others, findings, diagnostics } = verification
  return {
    answer: 'edited',
    files: files.map(({ file }) => view.path(file)),
    diff: unifiedDiff(files, (file) => view.path(file)),
    layers: layers.map((one) => layerJson(view, one)),
    offers: offers.map((one) => layerJson(view, one)),
    wanted: wanted.map((one) => changeJson(view, one)),
    follows: follows.map((one) => changeJson(view, one)),
    others: others.map((one) => changeJson(view, one)),
    findings: {
      appeared: findings.appeared.map(({ rule, address, path }) => ({ rule, address, path })),
      gone: findings.gone.map(({ rule, address, path }) => ({ rule, address, path })),
    },
    diagnostics: {
      appeared: diagnostics.appeared.map(({ code, span }) => ({ code, ...spanJson(view, span) })),
      gone: diagnostics.gone.map(({ code }) => ({ code })),
    },
    ...(blast !== undefined && { blast: editBlastJson(view, blast) }),
    ...(imports.length > 0 && { imports: importsJson(view, imports) }),
  }
}

function importsJson(view: View, imports: readonly StackImport[]): Json {
  return importSteps(imports, (file) => view.path(file)).map(({ template, resources, commands }) => ({
    template,
    resources: resources.map((one) => ({ ...one })),
    commands,
  }))
}

function layerJson(view: View, { kind, site, others, of = [] }: Layer): JsonObject {
  return { kind, ...spanJson(view, site), others: others ?? null, of: of.slice(0, mostNamed) }
}

/** As many resources are named of those whose values would change. */
const mostNamed = 20

function changeJson(view: View, { root, variant, change }: OtherChange): JsonObject {
  const { address, path, kind, before, after, name } = change
  const shown = (value: typeof before): Json => valueJson(value, view.showSensitive, name) ?? null
  return { root, variant, address, path, kind, before: shown(before), after: shown(after) }
}
