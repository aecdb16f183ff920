// Makes data/providers/*.txt. Run by a developer only: `node tools/provider-schemas/generate.mjs [NAME…] [--keep FOLDER]`.
// All bindings are always read, since names are judged over all providers; NAMEs limit what is written.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { assemble, newVotes, pair } from './assemble.mjs'
import { readBindings } from './bindings.mjs'
import { correctionsFor } from './corrections.mjs'
import { encodeTable } from './encode.mjs'
import { packages } from './packages.mjs'
import { readSecond } from './second.mjs'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } })
const target = new URL('../../data/providers/', import.meta.url).pathname
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'provider-schemas-'))

mkdirSync(target, { recursive: true })
const votes = newVotes()
const read = packages.map((one) => {
  const bindings = readBindings(unpacked(one.first))
  const second = one.second === undefined ? undefined : readSecond(unpacked(one.second))
  return { one, bindings, second, pairs: pair(bindings, second, votes) }
})
for (const { one, bindings, second, pairs } of read) {
  if (positionals.length > 0 && !positionals.includes(one.name)) continue
  const model = assemble(bindings, second, pairs, votes, correctionsFor(one.name), one)
  const text = encodeTable(model)
  writeFileSync(join(target, `${one.name}.txt`), text)
  console.log(
    `${one.name} ${model.version}: ${model.entries.length} types, ${text.length} characters`,
    model.counts,
  )
}
if (values.keep === undefined) rmSync(folder, { recursive: true })

/** Downloads and unpacks one package, unless an earlier run kept it. */
function unpacked(spec) {
  const place = join(folder, spec.replaceAll(/[^\w.-]+/gu, '_'))
  if (!existsSync(place)) {
    mkdirSync(place, { recursive: true })
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--silent', spec, '--pack-destination', place], {
        encoding: 'utf8',
      }),
    )
    execFileSync('tar', ['xzf', join(place, filename), '-C', place])
  }
  return join(place, 'package')
}
