import { nearest } from '../lang/text/nearest.ts'

/** The known word that was probably meant, as a sentence to add; empty when none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near === undefined ? '' : ` Did you mean ${near}?`
}
