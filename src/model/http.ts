/** A question to a system that speaks HTTP. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** How long to wait for the whole answer. */
  readonly seconds: number
}

/** What came back: an answer of any status, or nothing. */
export type HttpReply =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly text: string
      header(this: void, name: string): string | undefined
    }
  /** `isLate`: it was waited for as long as the question allows. */
  | { readonly kind: 'silent'; readonly why: string; readonly isLate?: true }

/** Asks once and follows no redirect. Never throws: what goes wrong is the answer `silent`. */
export type HttpAsk = (request: HttpRequest, signal?: AbortSignal) => Promise<HttpReply>

/** What is needed of the world to read signals of a live system. */
export interface HttpPorts {
  readonly ask: HttpAsk
  /** Waits; ends early when the signal is aborted. */
  wait(this: void, milliseconds: number, signal?: AbortSignal): Promise<void>
}
