import { type Call, type CallView, openCall, prepareCall } from '#kit/call.ts'
import { callWords } from '#kit/call-words.ts'
import { getTracks } from '#kit/capture.ts'
import { tryPaths } from '#kit/paths.ts'
import '#kit/video-tile.ts'
import type { VideoTile } from '#kit/video-tile.ts'
import { openLink } from '#protocol/link.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { text } from '#words/index.ts'
import { stageMessages, stagePushes } from '../stage-messages.ts'

// A booth's page (by way of an agent) or a doctor's (straight to the server), as bare as the call allows. What a test wants to
// know stands in the document: the body's data and the tiles.

const asked = new URLSearchParams(location.search)
const as = asked.get('me')
const me = as === 'booth' || as === 'watcher' ? as : 'doctor'
const check = asked.get('check') ?? ''
const words = text.zh.call
const { dataset } = document.body

const tile = (id: string) => {
  const made = Object.assign(document.createElement('rf-video-tile'), { id }) as VideoTile
  made.style.width = '480px'
  document.body.append(made)
  return made
}
const theirs = tile('theirs')
const overview = tile('overview')
const mine = Object.assign(tile('mine'), { muted: true, mirrored: true, label: words.mine })

const show = (view: CallView, on = theirs) => {
  dataset['state'] = view.state
  dataset['why'] = view.why?.refused ?? ''
  dataset['held'] = String(view.held)
  dataset['theyHold'] = String(view.theyHold)
  dataset['stuck'] = view.stuck ?? ''
  if (view.stuck) dataset['wasStuck'] = `${dataset['wasStuck'] ?? ''} ${view.stuck}`
  // Whoever watches is told of nothing else.
  const { picture, said } = me === 'watcher' ? { picture: '', said: [] } : callWords('en', me, view)
  dataset['picture'] = picture
  dataset['noWay'] = String(view.noWay)
  dataset['said'] = said.join(' ')
  dataset['lines'] = [view.line, view.theirLine].every((line) => line !== null) ? JSON.stringify([view.line, view.theirLine]) : ''
  dataset['voice'] = view.theirs.microphone?.readyState ?? ''
  const note = view.state === 'live' ? (view.theyHold ? words.theyHold : '') : view.state === 'taken' ? '' : words.states[view.state]
  Object.assign(on, { video: view.theirs.camera ?? null, audio: view.theirs.microphone ?? null, note })
  Object.assign(on, { label: me === 'booth' ? words.doctor : words.booth })
  Object.assign(overview, { video: view.theirs.overview ?? null, label: words.overview, note })
  Object.assign(mine, { video: view.mine.camera ?? null, note: view.held ? words.held : '' })
}

const lineOf = (check: string) =>
  openLink('', { messages: stageMessages, pushes: stagePushes, path: '/line', credentials: async () => ({ me, check }) })
const link = lineOf(check)
const captured = getTracks({
  sources: me === 'booth' ? ['camera', 'overview', 'microphone'] : me === 'doctor' ? ['camera', 'microphone'] : [],
  madeUp: asked.has('made-up') ? 'missing' : 'no',
  signal: new AbortController().signal,
})
const bring = (call: Call) => void captured.then(({ tracks }) => call.bring({ tracks }))

let call: Call | null = null
let over = new AbortController()
const ready = Promise.all([prepareCall(), captured]).then(([, { missing, madeUp }]) => {
  dataset['missing'] = Object.keys(missing).join(' ')
  dataset['madeUp'] = String(madeUp)
  dataset['ready'] = 'true'
})

if (me === 'booth') {
  call = openCall({ link, check, me, onChange: (view) => show(view), held: true, signal: over.signal })
  bring(call)
  link.on('stage:claimed', (claimed) => {
    if (claimed.check !== check) return
    call?.glimpse(false)
    call?.hold(false)
  })
  link.on('stage:watched', (watched) => {
    if (watched.check !== check) return
    call?.glimpse(true)
    call?.hold(false)
  })
} else if (me === 'watcher') {
  // One or several booths, each on a line of its own, as in the console.
  for (const [at, check] of asked.getAll('check').entries()) {
    const line = at === 0 ? link : lineOf(check)
    const on = at === 0 ? theirs : tile(`theirs-${at + 1}`)
    const watch = () => void line.ask('stage:watch', { check })
    openCall({ link: line, check, me, onChange: (view) => show(view, on), signal: over.signal })
    line.watch((state) => state === 'connected' && watch())
    document.addEventListener('stage:watch', watch)
  }
} else {
  document.querySelector('#claim')?.addEventListener('click', () => {
    const began = performance.now()
    theirs.renderRoot.querySelector('video')?.requestVideoFrameCallback((now) => {
      dataset['firstFrame'] = String(now - began)
    })
    void link.ask('stage:claim', { check }).then((answer) => {
      if (isRefusal(answer)) return
      // One call a page: a second would throw the first out of the seat.
      over.abort()
      over = new AbortController()
      call = openCall({ link, check, me, onChange: (view) => show(view), signal: over.signal })
      bring(call)
    })
  })
}
document.addEventListener('stage:hold', () => call?.hold(true))
/** A camera that stands and delivers nothing. */
document.addEventListener('stage:freeze', () => {
  const [camera] = document.createElement('canvas').captureStream(0).getVideoTracks()
  void captured.then(({ tracks }) => call?.bring({ tracks: { ...tracks, ...(camera && { camera }) } }))
})
document.addEventListener('stage:mute', () => call?.quiet(['microphone']))
document.addEventListener('stage:unmute', () => call?.quiet([]))
document.addEventListener('stage:back', () => call?.takeBack())
document.addEventListener('stage:paths', () => {
  void tryPaths(() => link.ask('path:open', {})).then((paths) => {
    dataset['paths'] = JSON.stringify(paths)
  })
})
document.addEventListener('stage:close', () => over.abort())
void ready
