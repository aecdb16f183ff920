import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keysIn, Sealer } from './sealing.ts'

const one = Buffer.alloc(32, 1)
const other = Buffer.alloc(32, 2)

describe('what is sealed', () => {
  it('opens with its key at its place, whatever it is, and shows nothing of it', async () => {
    const sealer = new Sealer([one])
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (text, place) => {
        const sealed = await sealer.seal(text, place)
        return (await sealer.open(sealed, place)) === text
      }),
      { numRuns: 50 },
    )
    const { bytes } = await sealer.seal('hunter2 hunter2', 'here')
    expect(bytes.includes('hunter2')).toBe(false)
  })

  it('never looks the same twice', async () => {
    const sealer = new Sealer([one])
    const [first, second] = [await sealer.seal('same', 'here'), await sealer.seal('same', 'here')]
    expect(first.bytes.equals(second.bytes)).toBe(false)
  })

  it('opens at no other place, and not when a bit of it was changed', async () => {
    const sealer = new Sealer([one])
    const sealed = await sealer.seal('text', 'acme/prod/1')
    await expect(sealer.open(sealed, 'acme/prod/2')).rejects.toMatchObject({ code: 'store/broken-seal' })
    const bytes = Buffer.from(sealed.bytes)
    bytes[14] = (bytes[14] ?? 0) ^ 1
    await expect(sealer.open({ ...sealed, bytes }, 'acme/prod/1')).rejects.toMatchObject({
      code: 'store/broken-seal',
    })
  })

  it('still opens after another key has become the first, and not without its own', async () => {
    const sealed = await new Sealer([one]).seal('text', 'here')
    const later = new Sealer([other, one])
    expect(later.key).not.toBe(sealed.key)
    expect(await later.open(sealed, 'here')).toBe('text')
    await expect(new Sealer([other]).open(sealed, 'here')).rejects.toMatchObject({ code: 'store/no-key' })
  })
})

describe('the text of keys', () => {
  it('has them in base64 or hexadecimal, with blanks or commas between', () => {
    const text = `${one.toString('base64')}\n${other.toString('hex')}, ${one.toString('base64url')}\n`
    expect(keysIn(text).map((key) => Buffer.from(key).toString('hex'))).toEqual(
      [one, other, one].map((key) => key.toString('hex')),
    )
  })

  it.each(['', '  ', 'secret', Buffer.alloc(16).toString('base64'), `${one.toString('base64')},short`])(
    'is refused in words when it is none: %j',
    (text) => {
      expect(() => keysIn(text)).toThrow(/store|key/u)
    },
  )
})
