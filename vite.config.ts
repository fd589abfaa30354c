import { defineConfig } from 'vite'
import { askedRoutes } from './scripts/asked-routes.ts'
import { plainStyles } from './scripts/plain-styles.ts'
import { precompressed } from './scripts/precompressed.ts'
import { pureRooms } from './scripts/pure-rooms.ts'
import { shippedType } from './scripts/type/shipped-type.ts'
import { unusedLibraryParts } from './scripts/unused-library-parts.ts'
import { spokenPage } from './scripts/voice/spoken-page.ts'

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

const pages = Object.entries(PAGES)

/**
 * Every page of the product, built into dist/, each at its own path; scripts and styles under dist/assets/. Each page is built by itself,
 * as each stands on a screen of its own: what another page needs is nothing that it loads. Each text has its compressed twins beside it.
 */
export default defineConfig({
  appType: 'mpa',
  plugins: [askedRoutes(), pureRooms(), unusedLibraryParts(), plainStyles(), shippedType(), spokenPage(), precompressed()],
  build: { target: 'es2023', outDir: 'dist', modulePreload: false },
  environments: Object.fromEntries(
    pages.map(([page, html], at) => [
      page,
      { consumer: 'client', build: { emptyOutDir: at === 0, rolldownOptions: { input: { [page]: html } } } },
    ]),
  ),
  builder: {
    async buildApp(builder) {
      for (const [page] of pages) {
        const environment = builder.environments[page]
        if (environment) await builder.build(environment)
      }
    },
  },
})
