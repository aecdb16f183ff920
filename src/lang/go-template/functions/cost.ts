/** What a part of a text, and an item of a list, cost beside their letters: each is some hundred bytes of memory. */
export const cost = { piece: 50, item: 100, comparison: 20 }
