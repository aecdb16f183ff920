/** As a shell takes it for one word. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
