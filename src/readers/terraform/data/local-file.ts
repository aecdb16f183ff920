import { createHash } from 'node:crypto'
import { string } from '../../../lang/hcl/value.ts'
import { withAttributes, type PureData } from './pure.ts'

/** `local_file`: a file of the repository, with its digests. Source: the local provider's documentation. */
export const localFile: PureData = (asked) => {
  const filename = asked.value.entries.get('filename')
  if (filename?.kind !== 'string') return undefined
  const bytes = asked.scope.world.functions.readFile(filename.value)
  if (!(bytes instanceof Uint8Array)) return undefined
  const digest = (name: string, encoding: 'hex' | 'base64'): ReturnType<typeof string> =>
    string(createHash(name).update(bytes).digest(encoding))
  return withAttributes(asked, {
    content: string(new TextDecoder().decode(bytes)),
    content_base64: string(Buffer.from(bytes).toString('base64')),
    content_md5: digest('md5', 'hex'),
    content_sha1: digest('sha1', 'hex'),
    content_sha256: digest('sha256', 'hex'),
    content_sha512: digest('sha512', 'hex'),
    content_base64sha256: digest('sha256', 'base64'),
    content_base64sha512: digest('sha512', 'base64'),
    id: digest('sha1', 'hex'),
  })
}
