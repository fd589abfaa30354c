import { readFile, rm, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyReply } from 'fastify'
import { LANGUAGES } from '#protocol/basic.ts'
import { text } from '#words/index.ts'
import { PAGES } from '../../vite.config.ts'
import { attendedScenes } from '../screens/act-scenes.ts'
import { openDoor } from '../screens/booth-door.ts'
import { boothPages, boothViews, inLanguage } from '../screens/booth-views.ts'
import { builtPages } from '../screens/built-pages.ts'
import type { Hands } from '../screens/hands.ts'
import { plainPages } from '../screens/plain-pages.ts'
import { play } from '../screens/scenes/scene.ts'
import { serviceViews } from '../screens/service-shots.ts'
import { simulatorView } from '../screens/simulator-view.ts'
import { openStage } from '../screens/stage.ts'
import { verifyPages } from '../screens/verify-states.ts'
import { type Ask, farHands } from './far-hands.ts'
import { indexPage, showPage } from './html.ts'
import { everyShown, SHELVES, type Shown, STATES } from './shelves.ts'

/** How many states stand ready at once: whoever looks at more closes the oldest. */
const OPEN_MOST = 8

/** A state that stands ready: where its page is, and what is done on it then. */
type Opened = { address: string; act: ((hands: Hands, ask: Ask) => Promise<unknown>) | null; close: () => Promise<void> }
type State = Pick<Shown, 'shelf' | 'state' | 'language'>

/**
 * Every page that has a script takes its orders from the gallery, and what it loads, too: each state stands at an address of its own, and a browser would
 * fetch and read all of it once more for each.
 */
const withHand = async (pages: string, origin: string): Promise<void> => {
  const hand = stripTypeScriptTypes(await readFile(join(import.meta.dirname, 'hand.ts'), 'utf8'))
  for (const file of Object.values(PAGES)) {
    const page = await readFile(join(pages, file), 'utf8')
    await writeFile(
      join(pages, file),
      page.replaceAll('="/assets/', () => `="${origin}/assets/`).replace('<head>', () => `<head><script>{${hand}}</script>`),
    )
  }
}

const [welcome] = Object.values(boothViews)
if (!welcome) throw new Error('no views')

/** What the booth's door shows, by page. */
const BOOTH_PAGES: Readonly<Partial<Record<Shown['shelf'], string>>> = {
  booth: '/booth/',
  service: '/booth/service/',
  simulator: '/booth/simulator/',
}
const openBooth = async (pages: string, { shelf, state, language }: State): Promise<Opened> => {
  const shown = boothPages.find(({ name }) => name === state)
  const door = await openDoor(pages, inLanguage(shown?.view ?? welcome, language), simulatorView)
  const { touch = null } = shown ?? {}
  const steps = shelf === 'service' ? serviceViews[state] : undefined
  const css = touch && (touch.element === 'rf-booth' ? 'rf-booth' : `rf-booth ${touch.element}`)
  return {
    address: door.origin + (BOOTH_PAGES[shelf] ?? '/'),
    act: steps
      ? (page) => steps({ page, words: text[language] })
      : touch &&
        ((_, ask) =>
          ask({
            steps: [
              { by: 'css', css },
              { by: 'nth', at: 0 },
            ],
            act: 'assign',
            state: touch.state,
          })),
    close: () => door.close(),
  }
}

const openAttended = async (pages: string, { state }: State): Promise<Opened> => {
  const scene = attendedScenes.find(({ name }) => name === state)
  if (!scene) throw new Error(`there is no scene ${state}`)
  const stage = await openStage(pages)
  await scene.say(stage)
  return {
    address: `${stage.origin}${scene.path}`,
    act: (hands) => play(hands, stage, scene),
    close: () => stage.close(),
  }
}

/** A page without a script, which is all there in its text. */
const textOf = ({ shelf, state, language }: State): string | null =>
  (shelf === 'verify' ? verifyPages(language)[state] : shelf === 'plain' ? plainPages(language)[state] : null) ?? null

/** Every state of every page at an address of this machine. `acted`: is told of each act on a page, and why it came to no end. */
export const openGallery = async ({ port = 0, acted }: { port?: number; acted: (state: string, fault: string | null) => void }) => {
  const pages = await builtPages()
  const app = Fastify({ forceCloseConnections: true })
  const open = new Map<string, Opened & { name: string; answers: Map<number, PromiseWithResolvers<unknown>> }>()
  let count = 0

  const opened = async (state: State): Promise<string> => {
    const [oldest] = open
    if (oldest && open.size >= OPEN_MOST) {
      open.delete(oldest[0])
      await oldest[1].close()
    }
    const one = await (state.shelf in BOOTH_PAGES ? openBooth : openAttended)(pages, state)
    const id = String(++count)
    open.set(id, { ...one, name: `${state.shelf}/${state.state}/${state.language}`, answers: new Map() })
    const address = new URL(one.address)
    // Of one name with the gallery, or a browser keeps nothing for a page in its frame.
    address.hostname = 'localhost'
    address.searchParams.set('language', state.language)
    address.searchParams.set('gallery', `${origin}/hands/${id}`)
    return address.href
  }

  await app.register(fastifyStatic, {
    root: join(pages, 'assets'),
    prefix: '/assets/',
    // The names carry a hash of what is in them.
    maxAge: '1d',
    immutable: true,
    setHeaders: (reply) => void reply.header('access-control-allow-origin', '*'),
  })
  app.get('/', (_, reply) => reply.type('text/html; charset=utf-8').send(indexPage()))
  app.get<{ Params: Shown }>('/:shelf/:state/:language/:size', ({ params }, reply) =>
    isShown(params) ? reply.type('text/html; charset=utf-8').send(showPage(params)) : missing(reply),
  )
  app.get<{ Params: State }>('/frame/:shelf/:state/:language', async ({ params }, reply) => {
    if (!isState(params)) return missing(reply)
    const page = textOf(params)
    return page === null ? reply.redirect(await opened(params)) : reply.type('text/html; charset=utf-8').send(page)
  })
  app.get<{ Params: { id: string } }>('/hands/:id', ({ params }, reply) => {
    const one = open.get(params.id)
    if (!one) return missing(reply)
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*', 'cache-control': 'no-store' })
    const ask: Ask = (order) => {
      const id = ++count
      const answer = Promise.withResolvers<unknown>()
      one.answers.set(id, answer)
      reply.raw.write(`data: ${JSON.stringify({ id, ...order })}\n\n`)
      return answer.promise
    }
    // Whoever goes on to another state leaves this one where it is.
    reply.raw.on('close', () => one.answers.clear())
    void Promise.resolve(one.act?.(farHands(ask), ask))
      .then(
        () => acted(one.name, null),
        (error: unknown) => acted(one.name, String(error)),
      )
      .finally(() => reply.raw.end('event: end\ndata: \n\n'))
    return reply
  })
  app.post<{ Params: { id: string }; Body: string }>('/hands/:id', ({ params, body }, reply) => {
    const said = JSON.parse(body) as { id: number; value?: unknown; failed?: string }
    const answer = open.get(params.id)?.answers.get(said.id)
    if (said.failed === undefined) answer?.resolve(said.value)
    else answer?.reject(new Error(said.failed))
    return reply.code(204).send()
  })
  const origin = (await app.listen({ host: 'localhost', port })).replace('127.0.0.1', 'localhost').replace('[::1]', 'localhost')
  await withHand(pages, origin)
  return {
    origin,
    async close() {
      for (const one of open.values()) await one.close()
      await app.close()
      await rm(pages, { recursive: true, force: true })
    },
  }
}

const isState = ({ shelf, state, language }: State): boolean =>
  SHELVES.includes(shelf) && STATES[shelf].includes(state) && LANGUAGES.includes(language)
const isShown = (one: Shown): boolean =>
  everyShown.some(
    ({ shelf, state, language, size }) => shelf === one.shelf && state === one.state && language === one.language && size === one.size,
  )
const missing = (reply: FastifyReply) => reply.code(404).send('There is no such state.')
