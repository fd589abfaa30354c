import { defineConfig } from 'vite'
import { precompressed } from './scripts/precompressed.ts'

/** Every page that is built, by name. */
export const PAGES = {
  booth: 'booth/index.html',
  simulator: 'booth/simulator/index.html',
  service: 'booth/service/index.html',
  hall: 'booth/hall/index.html',
  clinician: 'clinician/index.html',
  counter: 'clinician/counter/index.html',
  admin: 'clinician/admin/index.html',
} as const

/**
 * Every page of the product, built in one go into dist/, each at its own path; scripts and styles under dist/assets/. Each text has its
 * compressed twins beside it.
 */
export default defineConfig({
  appType: 'mpa',
  plugins: [precompressed()],
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      input: { ...PAGES },
    },
  },
})
