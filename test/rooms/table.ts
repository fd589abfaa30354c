// Who may import whom. The one table that the tests, the linter (oxlint.config.ts) and `npm run bench -- house` go by.

/**
 * A file is in the first room whose folder (or file) its path begins with. `may`: rooms that it may import besides itself, types too;
 * `types`: rooms of which it may import types alone; `pure`: no I/O, and clock and chance come in as arguments.
 */
export type Room = { name: string; at: readonly string[]; may: readonly string[]; types?: readonly string[]; pure?: true }

const GROUND = ['protocol', 'measure', 'words'] as const
/** What the rooms of a service may all stand on. */
const SERVED = ['protocol', 'measure', 'check', 'store', 'report', 'export', 'handover', 'notice', 'media', 'log', 'deps'] as const
const LINE = ['protocol', 'words', 'measure', 'line', 'keep'] as const

/** From the ground up: a room may import only rooms above it in this list, so that no arrow runs up a floor. */
export const ROOMS: readonly Room[] = [
  { name: 'protocol', at: ['common/protocol/'], may: [], pure: true },
  { name: 'measure', at: ['common/measure/'], may: ['protocol'], pure: true },
  { name: 'words', at: ['common/words/'], may: ['protocol', 'measure'], pure: true },
  { name: 'pictures', at: ['common/pictures/'], may: GROUND, pure: true },
  { name: 'files', at: ['common/files/'], may: GROUND, pure: true },
  { name: 'kit', at: ['common/kit/'], may: [...GROUND, 'pictures'] },

  { name: 'check', at: ['server/check/'], may: ['protocol', 'measure'], pure: true },
  { name: 'log', at: ['server/log.ts'], may: [] },
  { name: 'store', at: ['server/store/'], may: ['protocol', 'check'] },
  { name: 'report', at: ['server/report/'], may: [...GROUND, 'pictures'], types: ['check'] },
  { name: 'export', at: ['server/export/'], may: GROUND, pure: true },
  { name: 'media', at: ['server/media/'], may: ['protocol', 'log'] },
  { name: 'handover', at: ['server/handover/'], may: ['protocol', 'files'] },
  { name: 'notice', at: ['server/notice/'], may: ['protocol', 'words', 'handover'] },
  // What is passed in, and the settings: values that every room of the server may be handed.
  {
    name: 'deps',
    at: [
      'server/address.ts',
      'server/announcement.ts',
      'server/arrivals.ts',
      'server/deps.ts',
      'server/draining.ts',
      'server/nonces.ts',
      'server/offers.ts',
      'server/presence.ts',
      'server/settings.ts',
      'server/steady.ts',
      'server/tickets.ts',
      'server/tries.ts',
      'server/ways-in.ts',
    ],
    may: ['protocol', 'log', 'store', 'report', 'media', 'handover', 'notice'],
  },
  { name: 'recording', at: ['server/recording/'], may: ['protocol', 'check', 'store', 'media', 'log', 'deps'] },
  { name: 'stored', at: ['server/service/stored/'], may: SERVED },
  { name: 'run', at: ['server/service/run.ts'], may: [...SERVED, 'stored'] },
  { name: 'sites', at: ['server/service/sites/'], may: [...SERVED, 'stored'] },
  { name: 'registry', at: ['server/service/registry/'], may: [...SERVED, 'stored', 'sites'] },
  { name: 'machines', at: ['server/service/machines/'], may: [...SERVED, 'stored', 'run', 'sites'] },
  { name: 'people', at: ['server/service/people/'], may: [...SERVED, 'stored', 'run', 'sites', 'machines'] },
  {
    name: 'views',
    at: ['server/service/views/'],
    may: [...SERVED, 'recording', 'stored', 'run', 'sites', 'registry', 'machines', 'people'],
  },
  { name: 'checks', at: ['server/service/checks/'], may: [...SERVED, 'stored', 'run', 'sites', 'registry', 'machines', 'people', 'views'] },
  { name: 'proof', at: ['server/service/proof/'], may: [...SERVED, 'stored', 'run', 'sites', 'machines', 'people', 'views', 'checks'] },
  { name: 'loops', at: ['server/service/loops/'], may: [...SERVED, 'stored', 'run', 'machines', 'people', 'views', 'checks'] },
  {
    name: 'http',
    at: ['server/http/'],
    may: ['protocol', 'words', 'export', 'media', 'log', 'deps', 'sites', 'registry', 'machines', 'people', 'views', 'checks', 'proof'],
    types: ['check', 'store'],
  },
  {
    name: 'socket',
    at: ['server/socket/'],
    may: ['protocol', 'media', 'log', 'deps', 'sites', 'machines', 'people', 'views', 'checks', 'proof'],
    types: ['check'],
  },
  { name: 'inspect', at: ['server/inspect/'], may: ['protocol', 'words', 'check', 'store'] },
  { name: 'preview', at: ['server/preview/'], may: ['protocol', 'words', 'store', 'handover'] },
  {
    name: 'server',
    at: ['server/'],
    may: [...SERVED, 'words', 'recording', 'stored', 'registry', 'machines', 'people', 'checks', 'proof', 'loops', 'http', 'socket'],
  },

  { name: 'line', at: ['devices/line/'], may: ['protocol', 'words'] },
  { name: 'keep', at: ['devices/keep/'], may: GROUND },
  { name: 'families', at: ['devices/families/'], may: LINE },
  { name: 'settings', at: ['devices/settings/'], may: [...LINE, 'files', 'families'] },
  { name: 'bench', at: ['devices/bench/'], may: [...LINE, 'families', 'settings'] },
  { name: 'attempt', at: ['devices/attempt/'], may: [...LINE, 'families', 'bench'] },
  { name: 'simulate', at: ['devices/simulate/'], may: [...LINE, 'families', 'settings', 'bench'] },
  { name: 'agent', at: ['devices/agent/'], may: [...LINE, 'families', 'settings', 'bench', 'attempt'] },
  { name: 'service', at: ['devices/service/'], may: [...LINE, 'families', 'settings', 'bench'] },
  { name: 'door', at: ['devices/door/'], may: [...LINE, 'agent', 'service', 'simulate'] },
  { name: 'host', at: ['devices/host/'], may: ['protocol', 'keep'] },
  // Views of made-up people, for whatever is made for tests alone.
  { name: 'made-up', at: ['test/made-up/'], may: ['protocol'] },
  { name: 'testing', at: ['devices/testing/'], may: [...LINE, 'families', 'made-up'] },
  {
    name: 'devices',
    at: ['devices/'],
    may: [...LINE, 'families', 'settings', 'bench', 'attempt', 'simulate', 'agent', 'service', 'door', 'host'],
  },

  { name: 'booth', at: ['booth/'], may: [...GROUND, 'kit'] },
  { name: 'clinician', at: ['clinician/'], may: [...GROUND, 'kit'] },
  { name: 'demo', at: ['demo/'], may: ['protocol', 'words'] },
]

export const roomOf = (path: string): Room | undefined => ROOMS.find(({ at }) => at.some((start) => path.startsWith(start)))

/** The four programs, which know nothing of one another. */
export const PROGRAMS = ['server', 'devices', 'booth', 'clinician'] as const

/** Libraries that have one door. */
export const LIBRARIES: readonly { library: RegExp; only: RegExp; typesFree: boolean }[] = [
  { library: /^serialport$|^@serialport\//, only: /^devices\/line\/port\.ts$/, typesFree: true },
  { library: /^mediasoup(\/|$)/, only: /^server\/media\//, typesFree: true },
  { library: /^kysely(\/|$)|^node:sqlite$/, only: /^server\/(store|service)\//, typesFree: true },
]
