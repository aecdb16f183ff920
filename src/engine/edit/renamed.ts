import type { Value } from '../../kernel/value.ts'
import type { Reading } from '../../model/reading.ts'
import type { ResourceChange } from '../../model/difference.ts'

/**
 * Names that end in a hash of what is in the object, as those of generated ConfigMaps and Secrets do: a change of the one is a change
 * of the other. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/
 */
const hashed = /-[2456789bcdfghkmt]{10}$/u

/** An address whose name ends in a hash, without that; others as they are. */
export function withoutHash(address: string): string {
  return address.replace(hashed, '-#')
}

/** An address as it is in another state: under another hash where the name has one. */
export function addressThen(
  address: string,
  resources: readonly { readonly address: string }[],
): string | undefined {
  if (!hashed.test(address) || resources.some((one) => one.address === address)) return address
  const stem = withoutHash(address)
  const [first, ...more] = resources.filter((one) => withoutHash(one.address) === stem)
  return more.length === 0 ? first?.address : undefined
}

/** What has another hash in its name now: the new address by the old one. */
export function renamedBetween(before: Reading, after: Reading): ReadonlyMap<string, string> {
  const [old, now] = [hashedIn(before), hashedIn(after)]
  const fresh = [...now].filter((one) => !old.has(one)).map((one) => ({ address: one }))
  return new Map(
    [...old].flatMap((one) => {
      const then = now.has(one) ? undefined : addressThen(one, fresh)
      return then === undefined ? [] : [[one, then] as const]
    }),
  )
}

function hashedIn({ resources }: Reading): ReadonlySet<string> {
  return new Set(resources.map(({ address }) => address as string).filter((one) => hashed.test(one)))
}

/** Whether a change only says the new name of something whose hash is another: the name itself, and all that mention it. */
export function isRenaming(change: ResourceChange, all: readonly ResourceChange[]): boolean {
  const [was, is] = [textOf(change.before), textOf(change.after)]
  if (was === undefined || is === undefined) return false
  return all.some(({ path, before, after }) => {
    const [old, now] = [textOf(before), textOf(after)]
    if (path !== 'metadata.name' || old === undefined || now === undefined) return false
    return hashed.test(old) && withoutHash(old) === withoutHash(now) && was.replaceAll(old, now) === is
  })
}

function textOf(value: Value): string | undefined {
  return value.kind === 'scalar' && typeof value.scalar === 'string' ? value.scalar : undefined
}
