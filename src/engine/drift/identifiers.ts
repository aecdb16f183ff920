import type { Value } from '../../kernel/value.ts'
import type { Live } from '../../model/live.ts'
import { entryOf } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'

/** By what a running resource may be known: its identifier, its ARN, and the properties that are its own names. */
export function identifiersOf({ type, name, values }: Resource): ReadonlySet<string> {
  return new Set(
    [name, ...name.split('|'), ...ownNames(type, values), lastOf(name)].filter((one) => one !== ''),
  )
}

/** The same of what the code or a state says: also the attributes that Terraform knows every resource by. */
export function identifiersOfLive({ type, values, sources }: Live): ReadonlySet<string> {
  const [source] = sources
  const terraform = ['id', 'arn', 'name', 'bucket', 'url'].flatMap((key) => {
    const value = source === undefined ? undefined : entryOf(source.values, key)
    const text = value === undefined ? undefined : scalarText(value)
    return text === undefined || text === '' ? [] : [text]
  })
  return new Set([...ownNames(type, values), ...terraform])
}

/** `BucketName` of a bucket and `GroupId` of a security group, but not the `VpcId` of it: that is another's. */
function ownNames(type: string, values: Value): readonly string[] {
  if (values.kind !== 'map') return []
  const last = (type.split('::').at(-1) ?? '').toLowerCase()
  return [...values.entries].flatMap(([key, value]) => {
    const [, stem = ''] = /^(.*?)(?:Name|Id|Arn|ARN|Identifier|Url)$/u.exec(key) ?? []
    const isName = /(?:Name|Id|Arn|ARN|Identifier|Url)$/u.test(key) && last.endsWith(stem.toLowerCase())
    const text = scalarText(value)
    return isName && text !== undefined && text !== '' ? [text] : []
  })
}

/** The name at the end of an ARN. */
function lastOf(name: string): string {
  return name.startsWith('arn:') ? (name.split(/[:/]/u).at(-1) ?? '') : ''
}
