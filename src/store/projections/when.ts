/** Where and when an event happened. */
export interface When {
  readonly project: string
  readonly sequence: number
  readonly time: string
  readonly by: string
}
