import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { estateOf } from '../../src/engine/testing.ts'
import { configOf } from '../../src/engine/config/config.ts'
import { assess } from '../../src/engine/review/assess.ts'
import { review } from '../../src/engine/review/review.ts'
import { ReviewDocument } from '../../src/cli/documents.ts'
import { formats, printed, type Format } from '../../src/cli/review/formats.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import { sensitiveSpans } from '../../src/model/mask.ts'
import { at } from '../../src/rules/facts.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { mustBe } from '../../src/rules/verdicts.ts'

/** What every format makes of the same review, checked against the format's own schema where it has one. */

const odd: Rule = {
  id: 'test/data/odd',
  title: 'The input is <odd> & "bad"',
  severity: 'high',
  why: 'It hurts <b>everyone</b>.',
  fix: 'Write `good`.',
  subject: ['terraform_data'],
  aliases: [{ id: 'CKV_TEST_1', on: ['terraform_data'] }],
  compliance: ['CIS AWS 3.0 2.1.4'],
  *check(live) {
    yield* mustBe(at(live, 'input'), 'good', 'The input, or ::what:: it is, is not good,\nat 100%.')
  },
  examples: { good: [], bad: [], near: [], undecided: [] },
}

const text = `variable "token" {
  default   = "hunter2hunter2"
  sensitive = true
}
variable "size" {}
resource "terraform_data" "a" {
  count = 2
  input = "</script><b>"
}
resource "terraform_data" "b" {
  input = var.size
}
resource "terraform_data" "c" {
  # plumbline:accept test known
  input = "bad"
}
resource "terraform_data" "d" {
  triggers_replace = "hunter2hunter2"
  input            = var.token
}
`

function shown(format: Format, source = text): string {
  const estate = estateOf({ 'größe/main.tf': source })
  const { config } = configOf(filesSnapshot({}))
  const report = assess(review(estate, [odd]), 1, {
    config,
    before: undefined,
    baseline: undefined,
    today: '2026-11-21',
    text: (file) => estate.text(file),
  })
  const view = {
    width: 100,
    colour: false,
    showSensitive: false,
    path: (file: string) => file,
    text: (file: Parameters<typeof estate.text>[0]) => estate.text(file),
    secrets: () => sensitiveSpans(estate.readings),
  }
  return printed(format, view, report, false)
}

describe('every format', () => {
  it.each(formats)('%s says the same twice, and names the resource', (format) => {
    expect(shown(format)).toBe(shown(format))
    expect(shown(format)).toContain('terraform_data.a')
  })

  it.each(formats)('%s can be made of nothing', (format) => {
    expect(shown(format, '')).toEqual(expect.any(String))
  })

  it.each(formats)('%s shows no secret', (format) => {
    expect(shown(format)).not.toContain('default   = "hunter2')
  })
})

describe('SARIF', () => {
  const sarif = JSON.parse(shown('sarif'))
  const [run] = sarif.runs

  it.each([text, ''])('keeps to the schema of SARIF 2.1.0', (source) => {
    const schema = createRequire(import.meta.url)('schemastore/schemas/json/sarif-2.1.0.json') as object
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)
    validate(JSON.parse(shown('sarif', source)))
    expect(validate.errors).toBeNull()
  })

  it('points at the value, with a path that is a reference', () => {
    const [{ physicalLocation }] = run.results[0].locations
    expect(physicalLocation.artifactLocation.uri).toBe('gr%C3%B6%C3%9Fe/main.tf')
    expect(physicalLocation.region).toEqual({ startLine: 8, startColumn: 11, endLine: 8, endColumn: 25 })
  })

  it('has fingerprints that unrelated edits do not change', () => {
    const moved = JSON.parse(shown('sarif', `# one more line\n\n${text}`))
    const prints = (document: typeof sarif): readonly unknown[] =>
      document.runs[0].results.map((one: { partialFingerprints: unknown }) => one.partialFingerprints)
    expect(prints(moved)).toEqual(prints(sarif))
    expect(new Set(prints(sarif).map((one) => JSON.stringify(one))).size).toBe(3)
  })

  it('shows what is accepted as suppressed, with the reason, and leaves out what is undecided', () => {
    const results = run.results.map(
      (one: {
        suppressions?: unknown
        locations: [{ logicalLocations: [{ fullyQualifiedName: string }] }]
      }) => [one.locations[0].logicalLocations[0].fullyQualifiedName, one.suppressions],
    )
    expect(results).toEqual([
      ['terraform_data.a[0]', undefined],
      ['terraform_data.d', undefined],
      ['terraform_data.c', [{ kind: 'inSource', justification: 'known' }]],
    ])
  })
})

describe('the others', () => {
  it.each([text, ''])('JSON is what its schema says', (source) => {
    const document = JSON.parse(shown('json', source)) as unknown
    expect(ReviewDocument.strict().safeParse(document).error).toBeUndefined()
  })

  it('JUnit counts findings as failures and open questions as skipped', () => {
    expect(shown('junit')).toContain(
      '<testsuites name="plumbline" tests="3" failures="2" errors="0" skipped="1">',
    )
    expect(shown('junit')).toContain('message="The input, or ::what:: it is, is not good,\nat 100%."')
    expect(tagsOf(shown('junit')).open).toEqual([])
  })

  it('GitHub’s commands stay on one line and keep their colons and commas', () => {
    const [first] = shown('github').split('\n')
    expect(first).toBe(
      '::error file=größe/main.tf,line=8,endLine=8,col=11,endColumn=25,title=The input is <odd> & "bad" (test/data/odd)::' +
        'terraform_data.a[0]: The input, or ::what:: it is, is not good,%0Aat 100%25. Write `good`.',
    )
  })

  it('GitLab’s rows have fingerprints of their own', () => {
    const rows = JSON.parse(shown('gitlab')) as readonly { fingerprint: string; severity: string }[]
    expect(new Set(rows.map((one) => one.fingerprint)).size).toBe(2)
    expect(rows.map((one) => one.severity)).toEqual(['critical', 'critical'])
  })

  it('HTML asks for nothing from anywhere and escapes what it shows', () => {
    const html = shown('html')
    expect(html).not.toMatch(/(?:src|href)=|https?:|url\(|@import/u)
    expect(html).toContain('&lt;/script&gt;&lt;b&gt;')
    expect(html).toContain('It hurts &lt;b&gt;everyone&lt;/b&gt;.')
  })

  it('Markdown fences sources and escapes texts', () => {
    const markdown = shown('markdown')
    expect(markdown).toContain('```\n  input = "</script><b>"\n```')
    expect(markdown).toContain('It hurts &#60;b&#62;everyone&#60;/b&#62;.')
    expect(markdown).toContain('- `var.size` (1)')
  })
})

/** Elements that are opened and not closed, and closing tags that close nothing. */
function tagsOf(xml: string): { readonly open: readonly string[] } {
  const open: string[] = []
  for (const [, close, name = '', self] of xml.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gu)) {
    if (close === '/' && open.at(-1) === name) open.pop()
    else if (self !== '/') open.push(name)
  }
  return { open }
}
