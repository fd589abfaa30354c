import type { TSchema } from 'typebox'
import { expect, test } from 'vitest'
import { sizedOf } from '#protocol/bounds.ts'
import type { Message, Push } from '#protocol/message.ts'
import { agentMessages, agentPushes, hallPushes, staffMessages, staffPushes } from '#protocol/messages.ts'
import { isBytes, type Route } from '#protocol/route.ts'
import { ROUTES } from '#protocol/routes.ts'
import { readSources } from './rooms/imports.ts'

// A list that ends before its end says so: nobody may take the part that they are shown for the whole.

/** As many as there can ever be: a list of so many leaves nothing out. */
const EVERY = 10_000
/** So few are told one by one: cells, devices, stations. */
const FEW = 40

/** Lists of which all are sent, as none of their queries cuts them, by where they stand or what they are called. */
const WHOLE: Readonly<Record<string, string>> = {
  listPasskeys: 'of one person',
  listPasskeysOf: 'of one person',
  listWays: 'one to each destination of the settings',
  'listRegistry.institutions': 'of one city',
  declined: 'of one check',
  'sent-back:moved.entries': 'of what one announcement names',
}
const isWhole = (at: string): boolean => [at, at.split('.').at(-1) ?? ''].some((name) => WHOLE[name] !== undefined)

/** Files of the store whose parts of lists aren't shown as they are, and what becomes of them. */
const WALKED: Readonly<Record<string, string>> = {
  'server/store/checks.ts': 'walked to the end',
  'server/store/concluded.ts':
    'a page: whoever asks looks for one more (searching, the counter’s list), or walks to the end (the list of a day)',
  'server/store/examinations.ts': 'the newest are measured: no list is made of them',
  'server/store/kept-rows.ts': 'walked to the end',
  'server/store/orphans.ts': 'any of them fails the audit: a hundred of each table are named to begin with',
  'server/store/outbox.ts': 'the house’s own work: what is behind comes in the next round',
  'server/store/provisions.ts': 'the house’s own work: what is behind comes in the next round',
  'server/store/recordings.ts': 'the house’s own work: what is behind comes in the next round',
  'server/store/report-names.ts': 'walked to the end',
  'server/store/reports.ts': 'walked to the end',
  'server/store/walks.ts': 'walked to the end',
}

type Lists = { at: string; list: TSchema; told: boolean }
const TELLING = ['more', 'cut']

/** The lists that an answer is, or is made of, with where they stand. `told`: something beside it says whether it goes on. */
const listsIn = (at: string, answer: TSchema): Lists[] => {
  const { anyOf = [], properties = {} } = sizedOf(answer)
  const told = Object.keys(properties).some((name) => TELLING.includes(name))
  return [
    { at, list: answer, told: false },
    ...anyOf.flatMap((one) => listsIn(at, one)),
    ...Object.entries(properties).map(([name, list]) => ({ at: `${at}.${name}`, list, told })),
  ]
}

/** Is it of things that are told one by one, of which there may be more than it has room for? */
const mayBeCut = ({ list }: Lists): boolean => {
  const { type, items, maxItems = 0 } = sizedOf(list)
  const things = items === undefined ? [] : [items].flat().flatMap((one) => [one, ...(sizedOf(one).anyOf ?? [])])
  return type === 'array' && maxItems > FEW && maxItems < EVERY && things.some((one) => sizedOf(one).type === 'object')
}

const answered: [at: string, schema: TSchema][] = [
  ...Object.values(ROUTES).flatMap((routes) =>
    Object.entries<Route>(routes).flatMap(([at, { answer }]): [string, TSchema][] => (isBytes(answer) ? [] : [[at, answer]])),
  ),
  ...[staffMessages, agentMessages].flatMap((messages) =>
    Object.entries<Message>(messages).map(([at, { answer }]): [string, TSchema] => [at, answer]),
  ),
  ...[staffPushes, agentPushes, hallPushes].flatMap((pushes) =>
    Object.entries<Push>(pushes).map(([at, { value }]): [string, TSchema] => [at, value]),
  ),
]

test('every list that the server sends is whole, or says whether it goes on', () => {
  const untold = answered.flatMap(([at, schema]) => listsIn(at, schema)).filter((one) => mayBeCut(one) && !one.told)
  expect(untold.map(({ at }) => at).filter((at) => !isWhole(at))).toEqual([])
})

test('whoever asks the database for a part of a list looks for one more, so that the end is known', () => {
  const stores = readSources().filter(({ file }) => /^server\/store\/[^/]+\.ts$/.test(file) && !file.endsWith('.test.ts'))
  expect(stores.length).toBeGreaterThan(40)
  const asked = stores.flatMap(({ file, source }) =>
    [...source.matchAll(/\blimit(?:\(| \$\{)([^)}]*)/g)].map(([, most = '']) => `${file} ${most}`),
  )
  const unseen = asked.filter((one) => !/ (?:1|most \+ 1)$/.test(one))
  expect(unseen.filter((one) => WALKED[one.split(' ')[0] ?? ''] === undefined).toSorted()).toEqual([])
})
