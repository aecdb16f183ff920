/** Who last touched a line, and why. */
export type Commit =
  | {
      readonly kind: 'commit'
      readonly sha: string
      readonly author: string
      readonly email: string
      /** ISO 8601, with the offset of the author's clock. */
      readonly date: string
      /** The first line of the message. */
      readonly subject: string
    }
  | { readonly kind: 'uncommitted' }
