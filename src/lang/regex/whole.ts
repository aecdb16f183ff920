import { RE2JS } from 're2js'

/** Whether all of a text is what a regular expression of Go's says; undefined for what is no such expression. */
export function wholeMatcher(pattern: string): ((text: string) => boolean) | undefined {
  try {
    const compiled = RE2JS.compile(`^(?:${pattern})$`)
    return (text) => compiled.matcher(text).find()
  } catch {
    return undefined
  }
}
