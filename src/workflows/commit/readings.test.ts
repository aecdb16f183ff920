import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readEstate } from '../../engine/read.ts'
import { filePath } from '../../kernel/brand.ts'
import { Fault } from '../../kernel/fault.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { sensitiveSpans } from '../../model/mask.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import type { Reading } from '../../model/reading.ts'
import type { View } from '../../report/view.ts'
import { fileTexts, pieces, readingChunks } from './readings.ts'

const options: ReadOptions = filesAlone()

function readOf(text: string): { readonly reading: Reading; readonly view: View } {
  const estate = readEstate(filesSnapshot({ 'main.tf': text }), filePath(''), options)
  const [reading] = estate.readings
  if (reading === undefined) throw new Fault('internal/unreachable', { what: 'nothing was read' })
  const view: View = {
    width: 100,
    colour: false,
    showSensitive: false,
    path: (file) => file,
    text: (file) => estate.text(file),
    secrets: () => sensitiveSpans(estate.readings),
  }
  return { reading, view }
}

const source = `variable "size" {
  default = 20
}

variable "password" {
  default   = "hunter2hunter2"
  sensitive = true
}

resource "example_disk" "data" {
  size     = var.size
  password = var.password
  zone     = example_zone.here.id
}

resource "example_zone" "here" {
}
`

it('keeps of each value where it was set, and hides what is not to be shown', () => {
  const { reading, view } = readOf(source)
  const chunks = readingChunks(view, reading)
  const [chunk] = chunks
  const disk = chunk?.resources.find(({ address }) => address === 'example_disk.data')
  const size = disk?.values.find(({ path }) => path === 'size')
  expect(size).toMatchObject({ value: 20, exact: true })
  expect(size?.literals.map((at) => chunk?.sites[at]?.slice(0, 3))).toEqual([[0, 2, 13]])
  expect(disk?.values.find(({ path }) => path === 'password')).toMatchObject({ sensitive: true })
  expect(disk?.values.find(({ path }) => path === 'zone')).toMatchObject({ unknown: true })
  expect(disk?.uses).toEqual([{ to: 'example_zone.here', path: 'zone' }])
  const kept = JSON.stringify([chunks, fileTexts(view, chunks)])
  expect(kept).not.toContain('hunter2')
  expect(fileTexts(view, chunks)['main.tf']?.lines).toHaveLength(source.split('\n').length)
})

it('changes few pieces when one resource is added, whichever it is, and loses none', () => {
  const names = Array.from({ length: 4000 }, (_, at) => `example_disk.r${at}`)
  const before = new Set(piecesOf(names))
  expect(before.size).toBeGreaterThan(4)
  fc.assert(
    fc.property(fc.string(), (name) => {
      const after = piecesOf([...names, name])
      const isWhole = after.join('\n') === [...names, name].toSorted().join('\n')
      return isWhole && after.filter((one) => !before.has(one)).length <= 2
    }),
  )
})

function piecesOf(names: readonly string[]): readonly string[] {
  const sorted = names.toSorted().map((address) => ({ address }))
  return pieces(sorted).map((piece) => piece.map(({ address }) => address).join('\n'))
}
