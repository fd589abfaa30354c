import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyProject } from '../commands/project-copy.ts'
import { typeCommand } from '../commands/terminal.ts'
import { freePort } from './product.ts'

// `npm run dev` in a copy of the project, whose sources are changed under it.

const copy = copyProject()
let origin = ''
let running: ReturnType<typeof typeCommand>
beforeAll(async () => {
  const [server, booth, traffic, pages] = await Promise.all([freePort(), freePort(), freePort(), freePort()])
  origin = `http://localhost:${pages}`
  running = typeCommand('npm run dev', copy, {
    ROADFIT_PORT: `${server}`,
    ROADFIT_BOOTH_PORT: `${booth}`,
    ROADFIT_CASE_PORT: `${traffic}`,
    ROADFIT_DEV_PORT: `${pages}`,
  })
  await running.says(/Ctrl-C stops everything/)
})
afterAll(async () => {
  await running.stop()
  rmSync(copy, { recursive: true, force: true })
})

const html = { accept: 'text/html' }
/** A page, and the script that it is made of. */
const pageAt = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(origin + path, { headers: { ...html, ...headers } })
  const page = await answer.text()
  const script = /src="(\/(?:booth|clinician)[^"]*main\.ts[^"]*)"/.exec(page)?.[1] ?? 'none'
  return {
    status: answer.status,
    isHot: page.includes('/@vite/client'),
    script: (await fetch(origin + script)).headers.get('content-type'),
  }
}
const shown = { status: 200, isHot: true, script: 'text/javascript' }
const log = (part: string) => readFileSync(join(copy, `data/demo/logs/${part}.log`), 'utf8')
const readied = (part: string) => log(part).match(/^ready /gm)?.length ?? 0

test('every page stands at its one address, made from its source, and the booth’s for whom its door knows', async () => {
  for (const path of ['/clinician/', '/counter/', '/admin/', '/hall/']) expect(await pageAt(path)).toEqual(shown)
  expect((await fetch(`${origin}/api/greeting`)).status).toBe(200)
  for (const room of ['booth', 'simulator']) {
    const launch = new RegExp(`${origin}/${room}/\\?launch=\\S+`).exec(running.text())?.[0] ?? ''
    const admitted = await fetch(launch, { headers: html, redirect: 'manual' })
    const cookie = admitted.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    expect((await fetch(`${origin}/${room}/`, { headers: html })).status).toBe(401)
    expect(await pageAt(`/${room}/`, { cookie })).toEqual(shown)
    // The installer's page asks for a code first.
    expect(await (await fetch(`${origin}/service/`, { headers: { ...html, cookie } })).text()).toContain(room === 'booth' ? 'code.css' : '')
  }
})

test('a changed source of the server starts it again, of the agent the agent, and a page’s is in the page at once', async () => {
  for (const [part, file, before] of [
    ['server', 'server/main.ts', readied('server')],
    ['agent', 'devices/main.ts', readied('agent')],
  ] as const) {
    appendFileSync(join(copy, file), '\n// changed\n')
    await expect.poll(() => readied(part), { timeout: 120_000 }).toBeGreaterThan(before)
  }
  await expect.poll(async () => (await fetch(`${origin}/api/greeting`)).status).toBe(200)
  appendFileSync(join(copy, 'clinician/main.ts'), '\nconsole.log("changed")\n')
  await expect.poll(async () => (await fetch(`${origin}/clinician/main.ts`)).text()).toContain('console.log("changed")')
})

test('Ctrl-C ends all of it', async () => {
  expect(await running.stop()).toBe(0)
  for (const path of ['/clinician/', '/api/greeting']) await expect(fetch(origin + path)).rejects.toThrow()
  expect(log('server')).toContain('the server has ended')
})
