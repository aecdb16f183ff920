/** What is the same for all that is asked of a graph, a plan or a live resource: made when it is first asked for, and then kept as long as that is. */
export function once<Whole extends object, T>(make: (whole: Whole) => T): (whole: Whole) => T {
  const made = new WeakMap<Whole, { readonly value: T }>()
  return (whole) => {
    const kept = made.get(whole)
    if (kept !== undefined) return kept.value
    const value = make(whole)
    made.set(whole, { value })
    return value
  }
}
