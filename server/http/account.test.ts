import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CreationOptions, FreshProof, Me, PasskeyCode, PasskeyView, ProofOptions, SessionView } from '#protocol/rest.ts'
import { openAuthenticator } from '../../test/authenticator.ts'
import { openWorld, PASSWORD, until, type World } from '../../test/world.ts'
import { MOST_SESSIONS, openSession } from '../service/people/sessions.ts'
import { cookieName } from './who.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ demo: false })
})
afterAll(() => world.close())

type Asked = { cookie?: string; body?: unknown; from?: string }
const ask = async (method: string, path: string, { cookie = '', body, from }: Asked = {}, at = world) => {
  const answer = await fetch(at.url + path, {
    method,
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(from ? { 'x-forwarded-for': from } : {}),
      origin: at.settings.origin,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const json: unknown = await answer.json().catch(() => null)
  return { status: answer.status, json, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}
/** The answer's value in its declared form. */
const as = <S extends Type.TSchema>(schema: S, json: unknown): Type.Static<S> => {
  if (!Value.Check(schema, json)) throw new Error(`not as declared: ${JSON.stringify(json)}`)
  return json
}
const signIn = (login: string, password = PASSWORD, at = world) => ask('POST', '/api/session', { body: { login, password } }, at)

/** An open line of staff, and when it was cut for good. */
const line = async (cookie: string) => {
  const { openLink } = await import('#protocol/link.ts')
  const { staffMessages, staffPushes } = await import('#protocol/messages.ts')
  const headers = { cookie, origin: world.settings.origin }
  const link = openLink(world.url, { messages: staffMessages, pushes: staffPushes, path: '/staff/socket', headers })
  const seen: { state: string; refused: string | undefined } = { state: '', refused: undefined }
  link.watch((state, refusal) => Object.assign(seen, { state, refused: refusal?.refused ?? seen.refused }))
  await until(() => seen.state === 'connected')
  return { seen, link }
}

describe('a session that ends takes its lines with it at once', () => {
  const ends: Record<string, (who: { id: string; login: string; cookie: string; admin: string }) => Promise<unknown>> = {
    'left by its person': ({ cookie }) => ask('DELETE', '/api/session', { cookie }),
    'removed from the list': async ({ login, cookie }) => {
      const other = (await signIn(login)).cookie
      const list = as(Type.Array(SessionView), (await ask('GET', '/api/me/sessions', { cookie: other })).json)
      const here = list.find(({ current }) => !current)
      expect(await ask('DELETE', `/api/me/sessions/${here?.id}`, { cookie: other })).toMatchObject({ status: 200 })
      expect((await ask('GET', '/api/me/sessions', { cookie })).status).toBe(401)
    },
    'over after twelve hours': async ({ login, cookie }) => {
      void login
      // Used every twenty minutes: it doesn't end for idleness before.
      for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
        await ask('GET', '/api/greeting', { cookie })
        world.step(20 * 60_000)
      }
      world.step(1)
    },
    'unused for half an hour': async () => world.step(30 * 60_000 + 1),
    'of an account that is closed': ({ id, admin }) => ask('PATCH', `/api/people/${id}`, { cookie: admin, body: { disabled: true } }),
    'after another password by its owner, from elsewhere': async ({ login }) => {
      const { cookie } = await signIn(login)
      const change = { password: PASSWORD, next: 'stapled battery' }
      expect(await ask('PUT', '/api/me/password', { cookie, body: change })).toMatchObject({ status: 200 })
      // Where it was changed one stays signed in.
      expect((await ask('GET', '/api/me/sessions', { cookie })).status).toBe(200)
    },
    'after another password by an administrator': ({ id, admin }) =>
      ask('PATCH', `/api/people/${id}`, { cookie: admin, body: { password: 'stapled battery' } }),
  }
  test.each(Object.keys(ends))('%s', async (how) => {
    const login = `ends-${Object.keys(ends).indexOf(how)}`
    const doctor = await world.person(login, 'doctor')
    const admin = await (await world.person(`${login}-a`, 'administrator')).cookie()
    const { cookie } = await signIn(login)
    const { seen, link } = await line(cookie)
    await ends[how]?.({ id: doctor.id, login, cookie, admin })
    await until(() => seen.refused === 'not-signed-in')
    link.close()
    expect((await ask('GET', '/api/greeting', { cookie })).json).toMatchObject({ me: null })
  })
})

test('a session is idle without a request or a message by a person; renewing a lease is a doctor at work', async () => {
  const doctor = await world.person('idle', 'doctor')
  const cookie = await doctor.cookie()
  const { seen, link } = await line(cookie)
  const booth = await world.booth('闲1号')
  await booth.calibrate()
  const check = await booth.queued()
  const claimed = await link.ask('check:claim', { command: world.ids(), check, version: (await world.check(check)).version })
  expect(claimed).toMatchObject({ lease: { doctor: { id: doctor.id } } })
  // An hour in which the page does nothing but renew, as it does with a driver.
  for (let round = 0; round < 180; round++) {
    world.step(20_000)
    expect(await link.ask('check:renew', { check })).not.toHaveProperty('refused')
  }
  expect(seen.state).toBe('connected')
  await link.ask('check:release', { command: world.ids(), check, version: (await world.check(check)).version })
  // Now the page asks on by itself, and nobody is there.
  for (let round = 0; round < 3; round++) {
    world.step(10 * 60_000 + 1)
    await link.ask('check:watch', { check: null })
  }
  await until(() => seen.refused === 'not-signed-in')
  link.close()
})

test('of one person so many sessions last; one more ends the eldest, and nobody else’s', async () => {
  const [person, other] = [await world.person('many-times', 'doctor'), await world.person('once', 'doctor')]
  const [spared, first] = [await other.cookie(), await person.cookie()]
  const cookies: string[] = []
  for (let count = 0; count < MOST_SESSIONS; count++) {
    world.step(1)
    cookies.push(await person.cookie())
  }
  const status = async (cookie: string) => (await ask('GET', '/api/me/sessions', { cookie })).status
  expect(await status(first)).toBe(401)
  for (const cookie of [cookies[0], cookies.at(-1), spared]) expect(await status(cookie ?? '')).toBe(200)
})

describe('guessing', () => {
  test('runs out by account, from however many addresses; others are not locked out with it, and the owner is let in again', async () => {
    const own = await openWorld({ demo: false, settings: { proxies: ['127.0.0.1'] } })
    const guessed = await own.person('guessed', 'doctor')
    await own.person('other', 'doctor')
    const guess = (login: string, round: number, password: string) =>
      ask('POST', '/api/session', { body: { login, password }, from: `198.51.100.${round}` }, own)
    for (const [login, account] of [
      ['guessed', guessed.id],
      ['nobody-at-all', 'login nobody-at-all'],
    ] as const) {
      // The first eight are counted without the work of comparing them.
      for (let round = 0; round < 8; round++) own.deps.tries.wrong(account)
      const answers = []
      for (let round = 0; round < 4; round++) answers.push((await guess(login, round, 'a wrong one!')).json)
      expect(answers).toMatchObject(
        ['wrong-password', 'wrong-password', 'too-many-tries', 'too-many-tries'].map((refused) => ({ refused })),
      )
    }
    expect((await guess('guessed', 99, PASSWORD)).json).toMatchObject({ refused: 'too-many-tries' })
    expect((await guess('other', 0, PASSWORD)).status).toBe(200)
    own.step(60_000)
    expect((await guess('guessed', 99, PASSWORD)).status).toBe(200)
    await own.close()
  })

  test('runs out by address; what a request says of its address counts only when a proxy of ours says it', async () => {
    const many = async (proxies: string[]) => {
      const own = await openWorld({ settings: { proxies } })
      const answers = []
      for (let round = 0; round < 15; round++)
        answers.push(
          (await ask('POST', '/api/machines/enrol', { body: { code: 'X', publicKey: 'A'.repeat(43) }, from: `198.51.100.${round}` }, own))
            .status,
        )
      await own.close()
      return answers.at(-1)
    }
    expect(await many([])).toBe(429)
    expect(await many(['10.0.0.0/8'])).toBe(429)
    expect(await many(['127.0.0.1'])).toBe(403)
  })
})

describe('a password', () => {
  const wrong = [
    ['short', 'password-short'],
    ['九个汉字也太短了吧', 'password-short'],
    ['qwertyuiop', 'password-guessable'],
    ['1234567890', 'password-guessable'],
    ['Password2026!', 'password-guessable'],
    ['aaaaaaaaaaaa', 'password-guessable'],
    ['abcabcabcabc', 'password-guessable'],
    ['roadfit-demo', 'password-guessable'],
    ['keeper-of-keys1', 'password-guessable'],
  ]
  test.each(wrong)('%s is taken nowhere (%s)', async (password, refused) => {
    const admin = await (await world.person(`adm-${world.ids().slice(-6)}`, 'administrator')).cookie()
    const login = 'keeper-of-keys'
    const made = await ask('POST', '/api/people', { cookie: admin, body: { login, name: '库管', roles: ['doctor'], password } })
    expect(made.json).toMatchObject({ refused })
    const person = await world.person(`p-${world.ids().slice(-6)}`, 'doctor')
    if (password.startsWith('keeper')) return
    const reset = await ask('PATCH', `/api/people/${person.id}`, { cookie: admin, body: { password } })
    expect(reset.json).toMatchObject({ refused })
    const own = await ask('PUT', '/api/me/password', { cookie: await person.cookie(), body: { password: PASSWORD, next: password } })
    expect(own.json).toMatchObject({ refused })
  })
  test('of a few words is taken, without rules for what it consists of', async () => {
    const person = await world.person('words', 'counter')
    const cookie = await person.cookie()
    const change = (password: string, next: string) => ask('PUT', '/api/me/password', { cookie, body: { password, next } })
    expect((await change('a wrong one!', 'window kettle moss')).json).toMatchObject({ refused: 'wrong-password' })
    expect((await change(PASSWORD, PASSWORD)).json).toMatchObject({ refused: 'password-same' })
    expect((await change(PASSWORD, 'window kettle moss')).status).toBe(200)
    expect((await signIn('words')).status).toBe(401)
    expect((await signIn('words', 'window kettle moss')).status).toBe(200)
  })
})

describe('a passkey', () => {
  const enrol = async (cookie: string, key: ReturnType<typeof openAuthenticator>, proof: FreshProof) => {
    const options = await ask('POST', '/api/passkeys/options', { cookie, body: proof })
    if (options.status !== 200) return options
    const { challenge } = as(CreationOptions, options.json)
    return ask('POST', '/api/passkeys', { cookie, body: key.register(challenge) })
  }
  const challengeOf = async (cookie: string) =>
    as(ProofOptions, (await ask('POST', '/api/passkeys/proof', { cookie })).json).options?.challenge ?? ''
  const codeFrom = async (admin: string, id: string) =>
    as(PasskeyCode, (await ask('POST', `/api/people/${id}/passkey-code`, { cookie: admin })).json).code
  const list = async (cookie: string) => as(Type.Array(PasskeyView), (await ask('GET', '/api/passkeys', { cookie })).json)
  const newsOf = async (cookie: string) => (await ask('GET', '/api/greeting', { cookie })).json as { me: Me }
  const people = async (name: string) => {
    const doctor = await world.person(`${name}-dr`, 'doctor')
    const [one, two] = [await world.person(`${name}-a1`, 'administrator'), await world.person(`${name}-a2`, 'administrator')]
    return { doctor, cookie: await doctor.cookie(), one, two, first: await one.cookie(), second: await two.cookie() }
  }

  test('is enrolled by a one-time code, then by a passkey that one has, and by nothing else; its owner is told', async () => {
    const { doctor, cookie, first, one } = await people('pk')
    const key = openAuthenticator(world.settings.origin)
    expect((await enrol(cookie, key, { by: 'password', password: PASSWORD })).json).toMatchObject({ refused: 'proof-needed' })
    expect((await enrol(cookie, key, { by: 'code', code: 'ABCD-EFGH-JKLM' })).json).toMatchObject({ refused: 'code-wrong' })
    // The number that a proof is asked for with enrols nothing.
    await ask('POST', '/api/passkeys/proof', { cookie })
    expect((await ask('POST', '/api/passkeys', { cookie, body: key.register('AAAA') })).json).toMatchObject({ refused: 'proof-needed' })
    const code = await codeFrom(first, doctor.id)
    expect((await enrol(cookie, key, { by: 'code', code })).status).toBe(200)
    expect((await enrol(cookie, openAuthenticator(world.settings.origin), { by: 'code', code })).json).toMatchObject({
      refused: 'code-wrong',
    })
    const { me } = await newsOf(cookie)
    expect(me.person.passkeys).toBe(1)
    expect(me.news.entries.map(({ kind, by }) => [kind, by])).toEqual(
      expect.arrayContaining([
        ['passkey-code-given', one.name],
        ['passkey-enrolled', doctor.name],
      ]),
    )
    await ask('POST', '/api/me/events/seen', { cookie })
    expect((await newsOf(cookie)).me.news).toEqual({ entries: [], more: false })

    const second = openAuthenticator(world.settings.origin)
    const stolen = { by: 'passkey' as const, assertion: { ...second.assert(await challengeOf(cookie)), clientExtensionResults: {} } }
    expect((await enrol(cookie, second, stolen)).json).toMatchObject({ refused: 'assertion-wrong' })
    const proof = { by: 'passkey' as const, assertion: { ...key.assert(await challengeOf(cookie)), clientExtensionResults: {} } }
    expect((await enrol(cookie, second, proof)).status).toBe(200)
    // The same proof again proves nothing.
    expect((await enrol(cookie, openAuthenticator(world.settings.origin), proof)).json).toMatchObject({ refused: 'assertion-wrong' })
    expect((await list(cookie)).map(({ held }) => held)).toEqual([false, false])
    const [mine] = await list(cookie)
    expect((await ask('DELETE', `/api/passkeys/${mine?.id}`, { cookie })).status).toBe(200)
    expect(await list(cookie)).toHaveLength(1)
    const other = await (await world.person('pk-other', 'doctor')).cookie()
    expect((await ask('DELETE', `/api/passkeys/${(await list(cookie))[0]?.id}`, { cookie: other })).status).toBe(404)
  })

  test('that comes after a reset signs only when an administrator without a hand in it has looked', async () => {
    const { doctor, cookie: before, one, first, second } = await people('reset')
    const lost = openAuthenticator(world.settings.origin)
    expect((await enrol(before, lost, { by: 'code', code: await codeFrom(second, doctor.id) })).status).toBe(200)
    await ask('PATCH', `/api/people/${doctor.id}`, { cookie: first, body: { password: 'stapled battery' } })
    const { cookie } = await signIn('reset-dr', 'stapled battery')
    const key = openAuthenticator(world.settings.origin)
    expect((await enrol(cookie, key, { by: 'code', code: await codeFrom(first, doctor.id) })).status).toBe(200)
    const held = (await list(cookie)).find((passkey) => passkey.held)
    expect((await newsOf(cookie)).me).toMatchObject({
      person: { passkeys: 1 },
      news: { entries: expect.arrayContaining([expect.objectContaining({ kind: 'passkey-held', by: one.name })]) },
    })
    // It proves nothing either.
    const proof = { by: 'passkey' as const, assertion: { ...key.assert(await challengeOf(cookie)), clientExtensionResults: {} } }
    expect((await enrol(cookie, openAuthenticator(world.settings.origin), proof)).json).toMatchObject({ refused: 'assertion-wrong' })
    const letSign = (by: string) => ask('POST', `/api/people/${doctor.id}/passkeys/${held?.id}/let-sign`, { cookie: by })
    expect((await letSign(first)).json).toMatchObject({ refused: 'second-administrator-needed' })
    expect((await letSign(cookie)).json).toMatchObject({ refused: 'not-allowed' })
    expect((await letSign(second)).status).toBe(200)
    expect((await newsOf(cookie)).me.person.passkeys).toBe(2)
  })

  test('of an administrator needs another administrator’s code, where there is one', async () => {
    const { one, first, second } = await people('own')
    expect((await ask('POST', `/api/people/${one.id}/passkey-code`, { cookie: first })).json).toMatchObject({
      refused: 'second-administrator-needed',
    })
    expect((await ask('POST', `/api/people/${one.id}/passkey-code`, { cookie: second })).status).toBe(200)
  })
})

test('a session’s secret is stored nowhere, and nobody ends somebody else’s session', async () => {
  const one = await world.person('mine', 'doctor')
  const cookie = `${cookieName(world.settings.origin)}=${await openSession(world.deps, one.id, 'Firefox')}`
  const [session] = as(Type.Array(SessionView), (await ask('GET', '/api/me/sessions', { cookie })).json)
  expect(session).toMatchObject({ browser: 'Firefox', current: true })
  const other = await (await world.person('theirs', 'doctor')).cookie()
  expect((await ask('DELETE', `/api/me/sessions/${session?.id}`, { cookie: other })).status).toBe(404)
  expect((await ask('GET', '/api/me/sessions', { cookie })).status).toBe(200)
})
