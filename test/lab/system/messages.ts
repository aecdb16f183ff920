/** What the process of a service is told over its channel. */
export type Told =
  | {
      readonly kind: 'start'
      readonly name: string
      readonly port: number
      /** Signs credentials. */
      readonly secret: string
      readonly database: { readonly port: number; readonly name: string; readonly password: string }
      /** What programs of a tag do otherwise than those of every other. */
      readonly releases: Readonly<Record<string, Defect>>
    }
  | {
      readonly kind: 'configure'
      /** The tag of the image. */
      readonly tag: string
      readonly settings: Readonly<Record<string, string>>
      readonly ports: Readonly<Record<string, number>>
    }
  /** What it proves itself with to others is good until then, in seconds since 1970. */
  | { readonly kind: 'credential'; readonly expires: number }

/** What a bad release does. */
export type Defect =
  | { readonly kind: 'fails'; readonly share: number }
  /** Asks the first service that it needs so many times, one after the other. */
  | { readonly kind: 'asks again'; readonly times: number }
  | { readonly kind: 'crunches'; readonly units: number }
  /** Keeps so many kilobytes of each request for ever. */
  | { readonly kind: 'leaks'; readonly kilobytes: number }
  /** Never gives a connection to the database back, in this share of requests. */
  | { readonly kind: 'keeps connections'; readonly share: number }
  /** Closes the connection without an answer, in this share of requests. */
  | { readonly kind: 'hangs up'; readonly share: number }
