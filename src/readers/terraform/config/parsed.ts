import type { FilePath } from '../../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../../kernel/diagnostic.ts'
import type { Snapshot } from '../../../kernel/ports.ts'
import { keptFor } from '../../../kernel/recording.ts'
import type { Body } from '../../../lang/hcl/body.ts'
import { nativeBody, parseHcl } from '../../../lang/hcl/syntax/index.ts'
import { jsonBody } from '../../../lang/hcl/syntax/json-body.ts'
import { parseHclJson } from '../../../lang/hcl/syntax/json.ts'

/** The body of a file, or what is wrong with it; undefined when there is no such file. */
export type ParsedFiles = (file: FilePath) => Outcome<Body> | undefined

/** The parsed files of a snapshot: each is parsed once, however many roots and module calls ask for it. */
export function parsedFilesOf(snapshot: Snapshot): ParsedFiles {
  return (file) => kept(snapshot, file, () => parse(snapshot, file))
}

const kept = keptFor<FilePath, Outcome<Body> | undefined>()

function parse(snapshot: Snapshot, file: FilePath): Outcome<Body> | undefined {
  const text = snapshot.text(file)
  if (text === undefined) {
    if (snapshot.bytes(file) === undefined) return undefined
    const { value } = parseHcl(file, '')
    return { value: nativeBody(value), diagnostics: [notText(file)] }
  }
  const json = file.endsWith('.json')
  const { value, diagnostics } = json ? parseHclJson(file, text) : parseHcl(file, text)
  return { value: json ? jsonBody(value) : nativeBody(value), diagnostics }
}

function notText(file: FilePath): Diagnostic {
  return {
    code: 'terraform/not-utf-8',
    severity: 'error',
    summary: 'Invalid file encoding',
    detail: 'The file is not valid UTF-8, so nothing in it was read. Save it as UTF-8.',
    span: { file, start: 0, end: 0 },
  }
}
