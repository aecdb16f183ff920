import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `npm run build` puts the pages into dist/console, from where the server gives them out. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    // Fonts stay files: the content policy allows no data of its own.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:7460' } },
})
