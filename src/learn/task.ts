import { documentsOf, idOf, strangerIn, type Document, type Fields } from './json-in.ts'

/** Something `plumbline learn` can be asked: the text of an input in, answers out, each printed as one line of JSON. */
export interface LearnTask {
  readonly id: string
  /** What comes in and what goes out, for help: full sentences. */
  readonly about: string
  answers(text: string): Iterable<Answer>
}

/** One line of output. */
export interface Answer {
  readonly json: Fields
  /** Whether the input that it answers could be understood; else `json` has an `error`. */
  readonly understood: boolean
}

/** Why one series can't be answered; the others are. */
export interface Problem {
  readonly kind: 'problem'
  /** Stable, such as `learn/no-values`. */
  readonly code: string
  /** What is wrong and what to do, in full sentences. */
  readonly message: string
}

/** What one object of the input gives: the fields of its answer, or what is wrong with it. */
export type Found = { readonly kind: 'found'; readonly fields: Fields } | Problem

/** Answers each object of an input by itself, in order: what is wrong with one changes nothing for the others. */
export function* answersOf(text: string, answer: (fields: Fields) => Found): Iterable<Answer> {
  for (const one of documentsOf(text)) yield answerOf(one, answer)
}

/** What is wrong with a list in which something is no number. */
export function notNumbers(name: string, list: unknown): Problem | undefined {
  const found = strangerIn(list)
  if (found === undefined) return undefined
  const message = `Its \`${name}${found.path}\` is ${found.said}, which is no number. Give numbers, and null where one is missing; the first has the place 0.`
  return { kind: 'problem', code: 'learn/not-a-number', message }
}

/** An answer that says what is wrong. */
export function refusal(id: string | number, { code, message }: Omit<Problem, 'kind'>): Answer {
  return { json: { id, error: { code, message } }, understood: false }
}

function answerOf(document: Document, answer: (fields: Fields) => Found): Answer {
  if (document.kind === 'problem')
    return refusal(`line ${document.line}`, { code: 'learn/not-json', message: document.message })
  const id = idOf(document)
  const found = answer(document.fields)
  return found.kind === 'problem' ? refusal(id, found) : { json: { id, ...found.fields }, understood: true }
}
