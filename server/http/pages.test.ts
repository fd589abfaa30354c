import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { precompressed } from '../../scripts/precompressed.ts'
import { openWorld, type World } from '../../test/world.ts'
import { openMetrics } from './metrics.ts'
import { pageRoutes } from './pages.ts'
import { type App, openServer } from './server.ts'

let site = ''
let world: World
let app: App
const WORDS = 'a driver waits; '.repeat(500)
beforeAll(async () => {
  // A site as small as can be, built in the way of the real one.
  site = await mkdtemp(join(tmpdir(), 'roadfit-site-'))
  const page = join(site, 'clinician/index.html')
  await mkdir(join(site, 'clinician'))
  await writeFile(page, `<!doctype html><title>console</title><script type="module" src="./main.js"></script><!-- ${WORDS} -->`)
  await writeFile(join(site, 'clinician/main.js'), `document.title = ${JSON.stringify(WORDS)}`)
  await build({
    root: site,
    configFile: false,
    logLevel: 'error',
    plugins: [precompressed()],
    build: { outDir: join(site, 'dist'), rolldownOptions: { input: page } },
  })
  await writeFile(join(site, 'dist/type.css'), '@font-face{}')
  world = await openWorld()
  app = await openServer(world.deps, openMetrics(world.deps))
  await pageRoutes(app, join(site, 'dist'))
})
afterAll(async () => {
  await app.close()
  await world.close()
  await rm(site, { recursive: true })
})

const plain = { br: brotliDecompressSync, gzip: gunzipSync, none: (bytes: Buffer) => bytes }
const scriptOf = async () => (await readdir(join(site, 'dist/assets'))).find((name) => name.endsWith('.js')) ?? ''

test.each([
  ['br, gzip, deflate', 'br'],
  ['gzip', 'gzip'],
  ['gzip;q=0, br', 'br'],
  ['identity', 'none'],
  ['', 'none'],
] as const)('whoever accepts %j is sent pages and scripts as %s, and the same words', async (accepted, encoding) => {
  for (const url of ['/clinician/', `/assets/${await scriptOf()}`]) {
    const answer = await app.inject({ url, headers: accepted ? { 'accept-encoding': accepted } : {} })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-encoding'] ?? 'none', url).toBe(encoding)
    expect(answer.headers['content-type']).toMatch(url === '/clinician/' ? /^text\/html/ : /^application\/javascript/)
    expect(answer.headers['vary']).toMatch(/accept-encoding/i)
    expect(plain[encoding](answer.rawPayload).toString()).toContain(WORDS)
    // 8,000 letters that say one thing again and again.
    if (encoding !== 'none') expect(answer.rawPayload.length).toBeLessThan(1000)
  }
})

test('the type of pages that are written while the server runs is asked for each time: it names fonts by their hashes', async () => {
  const type = await app.inject('/type.css')
  expect([type.statusCode, type.headers['content-type'], type.headers['cache-control']]).toEqual([
    200,
    'text/css; charset=utf-8',
    'no-cache',
  ])
})

test('what has its content’s hash in its name is kept for good, and the page that names it is asked for each time', async () => {
  const headers = { 'accept-encoding': 'br' }
  const script = await app.inject({ url: `/assets/${await scriptOf()}`, headers })
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  const page = await app.inject({ url: '/clinician/', headers })
  expect(page.headers['cache-control']).toBe('no-cache')
  // Asked for again, and sent again only when it has changed.
  const again = await app.inject({ url: '/clinician/', headers: { ...headers, 'if-none-match': String(page.headers['etag']) } })
  expect(again.statusCode).toBe(304)
  expect((await app.inject({ url: '/assets/none.js', headers })).headers['cache-control']).toBe('no-store')
})
