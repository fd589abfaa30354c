import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { dirname, join } from 'node:path'
import { createServer } from 'vite'
import { root } from '../setup/places.mjs'
import { shippedType } from '../type/shipped-type.ts'
import { spokenPage } from '../voice/spoken-page.ts'

// The pages of `npm run dev`: made from their sources as a browser asks for them, before the real server and agent. A changed source is in the
// open page at once.

const { ROADFIT_DEV_PORT, ROADFIT_PORT, ROADFIT_BOOTH_PORT, ROADFIT_DATA, ROADFIT_BOOTH_STATIC } = process.env
const server = `http://127.0.0.1:${ROADFIT_PORT}`
const door = `http://127.0.0.1:${ROADFIT_BOOTH_PORT}`

/** Pages of the server, and those that the booth's door gives to whom it knows. */
const OPEN = { '/clinician/': 'clinician', '/counter/': 'clinician/counter', '/admin/': 'clinician/admin', '/hall/': 'booth/hall' }
const BEHIND_DOOR = { '/booth/': 'booth', '/simulator/': 'booth/simulator', '/service/': 'booth/service' }
/** What the door shows in a page's place: by it we know that it would show the page. */
const STUB = 'the page itself comes from its source'

for (const folder of Object.values(BEHIND_DOOR)) {
  mkdirSync(join(ROADFIT_BOOTH_STATIC, folder), { recursive: true })
  writeFileSync(join(ROADFIT_BOOTH_STATIC, folder, 'index.html'), STUB)
}
// The door serves no page without a folder of what pages load.
mkdirSync(join(ROADFIT_BOOTH_STATIC, 'assets'), { recursive: true })

/** The door's own answer to a question. */
const askedAtDoor = ({ method, url, headers }) =>
  new Promise((done, failed) => {
    const asked = request(`${door}${url}`, { method, headers: { ...headers, host: new URL(door).host } }, (answer) => {
      const parts = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => done({ answer, body: Buffer.concat(parts) }))
    })
    asked.on('error', failed)
    asked.end()
  })

const pages = {
  name: 'roadfit-pages',
  configureServer({ middlewares }) {
    middlewares.use(async (asked, reply, next) => {
      const [path] = asked.url.split('?')
      if (asked.method !== 'GET') return next()
      const behind = BEHIND_DOOR[path]
      if (behind) {
        try {
          const { answer, body } = await askedAtDoor(asked)
          if (body.toString() !== STUB) {
            reply.writeHead(answer.statusCode, answer.headers)
            return reply.end(body)
          }
        } catch {
          reply.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' })
          return reply.end('The booth’s agent is starting again: load this page once more.\n')
        }
      }
      const folder = behind ?? OPEN[path]
      if (folder) asked.url = `/${folder}/index.html`
      return next()
    })
  },
  // A page's script lies beside its source, wherever the page is shown.
  transformIndexHtml: {
    order: 'pre',
    handler: (html, { path }) => html.replaceAll('src="./', `src="${dirname(path).replace(/\/?$/, '/')}`),
  },
}

const before = (target, ws = false) => ({ target, changeOrigin: true, ws, rewriteWsOrigin: ws })
/** The server is told the origin that its settings name; the door's own is another. */
const toServer = (ws = false) => ({ target: server, ws })
const toDoor = { ...before(door), headers: { origin: door } }

const vite = await createServer({
  configFile: false,
  root,
  appType: 'mpa',
  logLevel: 'warn',
  cacheDir: join(ROADFIT_DATA, 'dev/vite'),
  plugins: [pages, shippedType(), spokenPage()],
  server: {
    host: 'localhost',
    port: Number(ROADFIT_DEV_PORT),
    strictPort: true,
    watch: { ignored: ['**/data/**', '**/dist/**'] },
    proxy: {
      '^/(api|verify|docs|healthz|readyz|metrics)([/?]|$)': toServer(),
      '^/(staff|hall|media)/socket': toServer(true),
      '^/door/socket': before(door, true),
      '^/(picture|report)/': toDoor,
      '^/service/code': toDoor,
    },
  },
})
await vite.listen()
process.stdout.write(`ready http://localhost:${ROADFIT_DEV_PORT}\n`)
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void vite.close().then(() => process.exit(0)))
