import { typeFromJson } from '../../../lang/hcl/json-type.ts'
import { convert } from '../../../lang/hcl/convert.ts'
import { isProblem } from '../../../lang/hcl/evaluate/index.ts'
import { object, type Val } from '../../../lang/hcl/value.ts'
import { within } from '../config/files.ts'
import { fromJson, readState } from '../state.ts'
import { withAttributes, type Asked, type PureData } from './pure.ts'

/** `terraform_remote_state` of the local backend, when its state file lies in what is read; others stay unknown. */
export const remoteState: PureData = (asked) => {
  const { session, value } = asked
  const backend = value.entries.get('backend')
  const path = pathOf(asked)
  if (backend?.kind !== 'string' || backend.value !== 'local' || path === undefined) return undefined
  const file = within(session.root, path)
  if (session.snapshot.text(file) === undefined) return undefined
  const state = readState(session.snapshot, file, session.diagnostics)
  if (state === undefined) return undefined
  // Which state it is is said by the block.
  const origin = session.origins.add('state', file, 0, 0, { under: value.origin })
  const entries = new Map<string, Val>()
  const defaults = value.entries.get('defaults')
  if (defaults !== undefined && 'entries' in defaults) {
    for (const [name, one] of defaults.entries) entries.set(name, one)
  }
  for (const [name, one] of state.outputs) {
    const read = fromJson(one.value, origin)
    const type = typeFromJson(one.type)
    const typed = type === undefined ? read : convert(read, type)
    entries.set(name, isProblem(typed) ? read : typed)
  }
  return withAttributes(asked, { outputs: object(entries, origin) })
}

/** Where the local backend keeps the state: `path`, or the workspace's folder. */
function pathOf({ value }: Asked): string | undefined {
  const config = value.entries.get('config')
  const workspace = value.entries.get('workspace')
  const settings = config !== undefined && 'entries' in config ? config.entries : new Map<string, Val>()
  const text = (name: string): string | undefined => {
    const one = settings.get(name)
    return one?.kind === 'string' ? one.value : undefined
  }
  if (workspace?.kind === 'string' && workspace.value !== 'default') {
    return `${text('workspace_dir') ?? 'terraform.tfstate.d'}/${workspace.value}/terraform.tfstate`
  }
  return config?.kind === 'unknown' ? undefined : (text('path') ?? 'terraform.tfstate')
}
