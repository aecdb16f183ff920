// Before anything is drawn: the look that was chosen here, else the system's.
const dark = matchMedia('(prefers-color-scheme: dark)')
function look() {
  let chosen
  try {
    chosen = localStorage.getItem('theme')
  } catch {
    // Without storage the system's look stands.
  }
  const isDark = chosen === 'dark' || (chosen !== 'light' && dark.matches)
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
}
look()
dark.addEventListener('change', look)
addEventListener('storage', look)
