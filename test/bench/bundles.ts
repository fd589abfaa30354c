import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createBuilder, type Rolldown } from 'vite'
import { PAGES } from '../../vite.config.ts'
import { tell } from './goals/goals.ts'

/** kB of 1000 bytes, gzipped. */
const GOALS = { hall_kb: { most: 25 }, booth_kb: { most: 90 }, doctor_kb: { most: 150 } }
/** What a page is called where its folder has another name. */
const CALLED: Readonly<Record<string, string>> = { clinician: 'doctor' }

/** What a page loads when it is opened: itself, its scripts with all that they import at once, and the styles that it names and doesn't disable. No fonts or pictures. */
const loadedAtOnce = ({ output }: Rolldown.RolldownOutput): string[] => {
  const chunks = output.filter((file) => file.type === 'chunk')
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry))
  for (const { imports } of loaded) for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk)
  const assets = output.filter((file) => file.type === 'asset')
  const pages = assets.filter(({ fileName }) => fileName.endsWith('.html'))
  const links = pages.flatMap(({ source }) => String(source).match(/<link rel="stylesheet"[^>]*>/g) ?? [])
  const isWorn = ({ fileName }: { fileName: string }) => links.some((link) => link.includes(fileName) && !link.includes('disabled'))
  return [...[...pages, ...assets.filter(isWorn)].map(({ source }) => String(source)), ...[...loaded].map(({ code }) => code)]
}

const kb = (texts: readonly string[]) => texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0) / 1000

const builder = await createBuilder({
  configFile: join(import.meta.dirname, '../../vite.config.ts'),
  logLevel: 'error',
  build: { write: false },
})
const sizes: Record<string, number> = {}
for (const page of Object.keys(PAGES)) {
  const environment = builder.environments[page]
  const built = environment && (await builder.build(environment))
  if (!built || !('output' in built)) throw new Error(`${page} was not built`)
  sizes[CALLED[page] ?? page] = kb(loadedAtOnce(built))
}

const figures = Object.entries(sizes).map(([page, size]) => [`${page}_kb`, Number(size.toFixed(1))])
tell('bundles', Object.fromEntries(figures), GOALS)
