import { describe, expect, it } from 'vitest'
import { authorizationOf } from './authorization.ts'

const environment = new Map([
  ['TOKEN', 'abc\n'],
  ['LOGIN', 'ada:lövelace'],
  ['EMPTY', ''],
  ['LINES', 'a\nb'],
])

describe('the proof of who asks', () => {
  it('is a token or a user with a password, out of the environment', () => {
    const none = { bearer: undefined, basic: undefined }
    expect(authorizationOf(none, environment)).toEqual({ header: undefined })
    expect(authorizationOf({ ...none, bearer: 'TOKEN' }, environment)).toEqual({ header: 'Bearer abc' })
    const header = `Basic ${Buffer.from('ada:lövelace').toString('base64')}`
    expect(authorizationOf({ ...none, basic: 'LOGIN' }, environment)).toEqual({ header })
  })

  it.each([
    [{ bearer: 'TOKEN', basic: 'LOGIN' }, 'name one'],
    [{ bearer: 'EMPTY', basic: undefined }, 'EMPTY is empty'],
    [{ bearer: 'NOBODY', basic: undefined }, 'NOBODY is empty or not there'],
    [{ bearer: 'LINES', basic: undefined }, 'more than one line'],
    [{ bearer: undefined, basic: 'TOKEN' }, 'no USER:PASSWORD'],
  ])('is refused with a reason that holds no secret: %j', (names, why) => {
    const found = authorizationOf(names, environment)
    expect('why' in found ? found.why : '').toContain(why)
    expect(JSON.stringify(found)).not.toContain('abc')
  })
})
