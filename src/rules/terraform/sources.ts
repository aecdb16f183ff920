import { textOf, type Fact } from '../facts.ts'

/** Whether a module's source is a folder beside the caller. */
export function isLocal(source: Fact): boolean {
  return /^\.{1,2}(?:\/|$)/u.test(textOf(source) ?? '')
}

/** Whether it is an address in a registry: `NAMESPACE/NAME/PROVIDER`, with a host before it or not. */
export function isRegistry(source: Fact): boolean {
  const text = (textOf(source) ?? '').split('//')[0] ?? ''
  return (
    /^(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?\/)?[\w-]+\/[\w-]+\/[\w-]+$/u.test(text) &&
    !/^(?:github\.com|bitbucket\.org)\//u.test(text)
  )
}
