/** Whether the dark look is on: `theme.js` has decided before anything was drawn. */
export function isDark(): boolean {
  return document.documentElement.dataset['theme'] === 'dark'
}

/** Chooses a look and keeps it in this browser. */
export function setTheme(theme: 'light' | 'dark'): void {
  document.documentElement.dataset['theme'] = theme
  try {
    localStorage.setItem('theme', theme)
  } catch {
    // Without storage it holds until the page is loaded anew.
  }
}
