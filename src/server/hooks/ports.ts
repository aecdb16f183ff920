/** What hooks are told and asked through. */
export interface HookPorts {
  /** Sends to an address, never following where that leads elsewhere. */
  post(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ): Promise<Reply>
  /** Runs a program with a text as its input. */
  run(command: readonly string[], input: string, signal: AbortSignal): Promise<Ran>
  now(): number
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
}

export type Reply =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly body: string
      readonly retryAfter: number | undefined
    }
  | { readonly kind: 'silent'; readonly why: string }

export type Ran =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string }
  | { readonly kind: 'silent'; readonly why: string }
