/** A text inside of XML or HTML. Characters that XML cannot hold become the replacement character. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(unsafe, '\uFFFD').replaceAll(/[&<>"']/gu, (one) => entities[one] ?? one)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const unsafe = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
